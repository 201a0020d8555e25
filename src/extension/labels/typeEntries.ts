import * as vscode from 'vscode';
import { searchNames } from '../../labels/searchNames';
import { taskTypeText, typedTaskType } from '../../labels/taskType';
import type { TaggingState, TypeNames, TypeOption } from '../../protocol/labels';
import { escapeIcons } from '../tokens/escapeIcons';
import type { Entry } from './entryPick';

/** What can be chosen in the list of task types. `take`: a type; `done`: those taken so far; `clear`: no type at all. */
export type TypeAction =
  { readonly kind: 'take'; readonly type: TypeNames } | { readonly kind: 'done' | 'clear' | 'skip' | 'back' | 'none' };

/** What the list is made from. */
export interface TypeQuestion {
  readonly state: TaggingState;
  readonly recent: readonly TypeNames[];
  /** The types that the records have, or that were taken so far. */
  readonly chosen: readonly TypeNames[];
  /** They are not what the records have. */
  readonly isChanged: boolean;
  /** The record can be left out. */
  readonly canSkip: boolean;
}

type TypeEntry = Entry<TypeAction>;

/** The list for what was typed. */
export function typeEntries(question: TypeQuestion, typed: string): TypeEntry[] {
  return typed.trim() === '' ? overview(question) : matches(question, typed);
}

/** What is likely first, then everything, under the names of the first level. Each type stands in it once. */
function overview(question: TypeQuestion): TypeEntry[] {
  const { likely, others } = optionsOf(question);
  const first = question.isChanged ? section(vscode.l10n.t('chosen'), [doneEntry(question)]) : [];
  const roots = [...new Set(others.map(rootOf))];
  return [
    ...first,
    ...section(
      vscode.l10n.t('suggested and recent'),
      likely.map((option) => entryFor(option, question)),
    ),
    ...roots.flatMap((root) =>
      section(
        escapeIcons(root),
        others.filter((option) => rootOf(option) === root).map((option) => entryFor(option, question)),
      ),
    ),
    ...section(vscode.l10n.t('others'), otherEntries(question)),
  ];
}

function matches(question: TypeQuestion, typed: string): TypeEntry[] {
  const { likely, others } = optionsOf(question);
  const found = searchNames(typed, [...likely, ...others]);
  const isKnown = found.some(({ text }) => text.toLowerCase() === typed.trim().toLowerCase());
  const entries = found.map((option) => entryFor(option, question));
  const own = isKnown ? [] : typedEntries(question, typed.trim(), found.length === 0);
  return [separator(vscode.l10n.t('matching')), ...entries, ...own];
}

/** The suggestion and what was used last, in that order, and all others in theirs. */
function optionsOf({ state, recent }: TypeQuestion): { likely: TypeOption[]; others: TypeOption[] } {
  const byKey = new Map(state.types.map((option) => [JSON.stringify(option.type), option]));
  const wanted = [...(state.suggestion ? [state.suggestion.type] : []), ...recent].map((type) => JSON.stringify(type));
  const likely = [...new Set(wanted)].map((key) => byKey.get(key)).filter((option) => option !== undefined);
  return { likely, others: state.types.filter((option) => !likely.includes(option)) };
}

function rootOf({ type }: TypeOption): string {
  return type[0]!;
}

function entryFor(option: TypeOption, { state, recent, chosen }: TypeQuestion): TypeEntry {
  const key = JSON.stringify(option.type);
  const isChosen = chosen.some((type) => JSON.stringify(type) === key);
  const isSuggested = JSON.stringify(state.suggestion?.type) === key;
  const isRecent = recent.some((type) => JSON.stringify(type) === key);
  const icon = isChosen ? 'check' : isSuggested ? 'lightbulb' : isRecent ? 'history' : 'tag';
  const notes = [
    ...(isSuggested ? [reasonText(state)] : []),
    ...(option.isKnown ? [] : [vscode.l10n.t('not in the taxonomy')]),
    vscode.l10n.t('{0} records', option.records),
    ...(option.description ? [option.description] : []),
  ];
  return {
    label: `$(${icon}) ${escapeIcons(option.text)}`,
    description: escapeIcons(notes.join(' · ')),
    action: { kind: 'take', type: option.type },
  };
}

/** Why a type is suggested. */
function reasonText({ suggestion }: TaggingState): string {
  const { having, similar, words } = suggestion!;
  return vscode.l10n.t('{0} of {1} similar records: {2}', having, similar, words.join(' '));
}

function doneEntry({ chosen, state }: TypeQuestion): TypeEntry {
  const texts = chosen.map((type) => taskTypeText(type, state.settings));
  return {
    label: `$(check-all) ${chosen.length === 0 ? vscode.l10n.t('Remove the task type') : escapeIcons(texts.join(', '))}`,
    description: vscode.l10n.t('Set'),
    action: { kind: 'done' },
  };
}

function otherEntries({ state, canSkip }: TypeQuestion): TypeEntry[] {
  const entries: TypeEntry[] = [];
  if (state.typesLeftOut > 0) {
    const text = vscode.l10n.t('Task types in use that are not listed: {0}', state.typesLeftOut);
    entries.push({ label: `$(info) ${text}`, action: { kind: 'none' } });
  }
  if ((state.touched?.tagged ?? 0) > 0) {
    entries.push({ label: `$(trash) ${vscode.l10n.t('Remove the task type')}`, action: { kind: 'clear' } });
  }
  if (canSkip) {
    entries.push({ label: `$(debug-step-over) ${vscode.l10n.t('Skip this record')}`, action: { kind: 'skip' } });
  }
  return entries;
}

/** A type that was typed and that nothing has yet. With a taxonomy, Enter alone doesn't take it. */
function typedEntries({ state }: TypeQuestion, typed: string, isAlone: boolean): TypeEntry[] {
  const type = typedTaskType(typed, state.settings);
  const entries: TypeEntry[] = [];
  if (isAlone && (state.hasTaxonomy || !type)) {
    entries.push({ label: `$(info) ${vscode.l10n.t('No task type matches')}`, action: { kind: 'none' } });
  }
  if (type) {
    const text = escapeIcons(taskTypeText(type, state.settings));
    const description = state.hasTaxonomy ? vscode.l10n.t('not in the taxonomy') : vscode.l10n.t('new');
    entries.push({ label: `$(add) ${text}`, description, action: { kind: 'take', type } });
  }
  return entries;
}

function section(label: string, entries: readonly TypeEntry[]): TypeEntry[] {
  return entries.length === 0 ? [] : [separator(label), ...entries];
}

function separator(label: string): TypeEntry {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
