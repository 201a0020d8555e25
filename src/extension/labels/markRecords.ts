import * as vscode from 'vscode';
import { SetKinds, type KindOption, type SetKindsParams, type TaggingState } from '../../protocol/labels';
import type { RangesParams } from '../../protocol/messages';
import { searchNames } from '../../labels/searchNames';
import type { Server } from '../server';
import { escapeIcons } from '../tokens/escapeIcons';
import { applyLabels, tellNoRecord } from './applyLabels';
import { EntryPick, type Entry } from './entryPick';
import { labelTarget, taggingState } from './labelTarget';

type KindChange = Pick<SetKindsParams, 'add' | 'remove'>;

const NO_KINDS: KindChange = { add: [], remove: 'all' };

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
    const change = await askKinds(pick, state);
    if (change) await applyLabels(server, target, SetKinds.method, change);
  } finally {
    pick.dispose();
  }
}

/** Takes the marker of the records at the cursors and selections away. */
export async function unmarkRecords(server: Server): Promise<void> {
  const target = await labelTarget();
  if (target) await applyLabels(server, target, SetKinds.method, NO_KINDS);
}

/** Kinds are taken and given back one by one, and then set. Those that all records have in common may change; what only some of them have stays. */
async function askKinds(pick: EntryPick<KindAction>, state: TaggingState): Promise<KindChange | undefined> {
  const { records, first, kinds: before } = state.touched!;
  const title =
    records === 1
      ? vscode.l10n.t('Robustness Marker of Record {0}', first + 1)
      : vscode.l10n.t('Robustness Marker of {0} Records', records);
  const placeholder = vscode.l10n.t('In which ways is the prompt bad on purpose?');
  let chosen = before;
  for (;;) {
    const change = { add: without(chosen, before), remove: without(before, chosen) };
    const action = await pick.ask({ title, placeholder }, (typed) => kindEntries(state, chosen, change, typed));
    if (!action) return undefined;
    if (action.kind === 'unmark') return NO_KINDS;
    if (action.kind === 'done') return change;
    const { name } = action;
    chosen = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name];
  }
}

function kindEntries(
  { kinds, touched }: TaggingState,
  chosen: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
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
    ...(add.length + remove.length > 0 && !isTyping ? [doneEntry(chosen, remove)] : []),
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

function doneEntry(chosen: readonly string[], removed: readonly string[]): Entry<KindAction> {
  const text = chosen.length > 0 ? chosen.join(', ') : vscode.l10n.t('Remove {0}', removed.join(', '));
  return { label: `$(check-all) ${escapeIcons(text)}`, description: vscode.l10n.t('Set'), action: { kind: 'done' } };
}

function newEntry(name: string): Entry<KindAction> {
  return { label: `$(add) ${escapeIcons(name)}`, description: vscode.l10n.t('new'), action: { kind: 'take', name } };
}

function unmarkEntry(): Entry<KindAction> {
  return { label: `$(trash) ${vscode.l10n.t('Remove the robustness marker')}`, action: { kind: 'unmark' } };
}

function without(kinds: readonly string[], others: readonly string[]): readonly string[] {
  return kinds.filter((kind) => !others.includes(kind));
}

function separator(label: string): Entry<KindAction> {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
