import * as vscode from 'vscode';
import { SetKinds, type KindOption, type TaggingState } from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import { searchNames } from '../../labels/searchNames';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { applyLabels, tellNoRecord } from './applyLabels';
import { EntryPick, type Entry } from './entryPick';
import { labelTarget, taggingState } from './labelTarget';

type KindAction =
  { readonly kind: 'take'; readonly name: string } | { readonly kind: 'done' } | { readonly kind: 'unmark' };

/**
 * Asks for the kinds of noise of the records at the cursors and selections, and marks them as bad on purpose.
 *
 * @param named the records, if not those
 */
export async function markRecords(server: Server, named?: RangesParams): Promise<void> {
  const pick = new EntryPick<KindAction>();
  try {
    const target = await labelTarget(named);
    const state = target && (await taggingState(server, target));
    if (!target || !state) return;
    if (!state.touched) return tellNoRecord();
    const kinds = await askKinds(pick, state);
    if (kinds) await applyLabels(server, target.document, SetKinds.method, { ranges: target.ranges, kinds });
  } finally {
    pick.dispose();
  }
}

/** Takes the marker of the records at the cursors and selections away. */
export async function unmarkRecords(server: Server): Promise<void> {
  const target = await labelTarget();
  if (target) await applyLabels(server, target.document, SetKinds.method, { ranges: target.ranges, kinds: [] });
}

/** Kinds are taken and given back one by one, and then set. */
async function askKinds(pick: EntryPick<KindAction>, state: TaggingState): Promise<readonly string[] | undefined> {
  const { records, first, kinds: before } = state.touched!;
  const title =
    records === 1
      ? vscode.l10n.t('Robustness Marker of Record {0}', first + 1)
      : vscode.l10n.t('Robustness Marker of {0} Records', records);
  const placeholder = vscode.l10n.t('In which ways is the prompt bad on purpose?');
  let chosen = before;
  for (;;) {
    const isChanged = chosen.length > 0 && chosen.join('\n') !== before.join('\n');
    const action = await pick.ask({ title, placeholder }, (typed) => kindEntries(state, chosen, isChanged, typed));
    if (!action) return undefined;
    if (action.kind === 'unmark') return [];
    if (action.kind === 'done') return chosen;
    const { name } = action;
    chosen = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
  }
}

function kindEntries(
  { kinds, touched }: TaggingState,
  chosen: readonly string[],
  isChanged: boolean,
  typed: string,
): Entry<KindAction>[] {
  const readable = kinds.map((option) => {
    const text = `${option.name} ${option.description ?? ''}`;
    return { ...option, text, readings: text.split('').map((unit) => [unit.toLowerCase()]) };
  });
  const found = searchNames(typed, readable);
  const entries = found.map((option) => kindEntry(option, chosen.includes(option.name)));
  const isTyping = typed.trim() !== '';
  const isNew = isTyping && !kinds.some(({ name }) => name === typed.trim());
  return [
    separator(isTyping ? vscode.l10n.t('matching') : vscode.l10n.t('kinds of noise')),
    ...(isChanged && !isTyping ? [doneEntry(chosen)] : []),
    ...entries,
    ...(isNew ? [newEntry(typed.trim())] : []),
    ...(touched!.marked > 0 && !isTyping ? [separator(vscode.l10n.t('others')), unmarkEntry()] : []),
  ];
}

function kindEntry({ name, description, records }: KindOption, isChosen: boolean): Entry<KindAction> {
  return {
    label: `$(${isChosen ? 'check' : 'blank'}) ${escapeIcons(name)}`,
    description: escapeIcons(
      [vscode.l10n.t('{0} records', records), ...(description ? [description] : [])].join(' · '),
    ),
    action: { kind: 'take', name },
  };
}

function doneEntry(chosen: readonly string[]): Entry<KindAction> {
  const label = `$(check-all) ${escapeIcons(chosen.join(', '))}`;
  return { label, description: vscode.l10n.t('Set'), action: { kind: 'done' } };
}

function newEntry(name: string): Entry<KindAction> {
  return { label: `$(add) ${escapeIcons(name)}`, description: vscode.l10n.t('new'), action: { kind: 'take', name } };
}

function unmarkEntry(): Entry<KindAction> {
  return { label: `$(trash) ${vscode.l10n.t('Remove the robustness marker')}`, action: { kind: 'unmark' } };
}

function separator(label: string): Entry<KindAction> {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
