import * as vscode from 'vscode';
import type { SetTypesParams, TaggingState, TypeNames } from '../../protocol/labels';
import type { EntryPick } from './entryPick';
import { typeEntries, type TypeAction } from './typeEntries';

/** `set`: the types that the records are to have. */
export type TypeAnswer =
  | ({ readonly kind: 'set'; readonly types: readonly TypeNames[] } & Pick<SetTypesParams, 'add' | 'remove'>)
  | { readonly kind: 'skip' | 'back' };

export interface TypeAsking {
  readonly pick: EntryPick<TypeAction>;
  readonly state: TaggingState;
  readonly recent: readonly TypeNames[];
  readonly title: string;
  /** Records are asked for one after the other. */
  readonly isRun: boolean;
  readonly canGoBack: boolean;
}

/**
 * Asks for the task type of the records that a state is about. Where a record may have several, types are taken and given back one by one, and then set.
 *
 * @returns undefined if the list is left
 */
export async function askTypes(asking: TypeAsking): Promise<TypeAnswer | undefined> {
  const { pick, state, recent, title, isRun, canGoBack } = asking;
  const before = state.touched?.types ?? [];
  let chosen = before;
  for (;;) {
    const isChanged = keys(chosen) !== keys(before);
    const question = { state, recent, chosen, isChanged, canSkip: isRun };
    const placeholder = placeholderFor(state);
    const back: TypeAction | undefined = canGoBack ? { kind: 'back' } : undefined;
    const action = await pick.ask({ title, placeholder }, (typed) => typeEntries(question, typed), back);
    if (!action) return undefined;
    if (action.kind === 'skip' || action.kind === 'back') return { kind: action.kind };
    if (action.kind === 'clear') return { kind: 'set', types: [], add: [], remove: 'all' };
    if (action.kind === 'done') return changeOf(before, chosen);
    if (action.kind === 'take' && !state.settings.several) {
      return { kind: 'set', types: [action.type], add: [action.type], remove: 'all' };
    }
    if (action.kind === 'take') chosen = toggled(chosen, action.type);
  }
}

function placeholderFor({ touched, settings }: TaggingState): string {
  if (touched?.records === 1) return touched.preview;
  return settings.several ? vscode.l10n.t('Task types, one after the other') : vscode.l10n.t('Which task type?');
}

/** The types that all records have in common may change; what only some of them have stays. */
function changeOf(before: readonly TypeNames[], chosen: readonly TypeNames[]): TypeAnswer {
  const without = (list: readonly TypeNames[], other: readonly TypeNames[]): TypeNames[] =>
    list.filter((type) => !other.some((each) => JSON.stringify(each) === JSON.stringify(type)));
  return { kind: 'set', types: chosen, add: without(chosen, before), remove: without(before, chosen) };
}

function toggled(types: readonly TypeNames[], type: TypeNames): readonly TypeNames[] {
  const others = types.filter((each) => JSON.stringify(each) !== JSON.stringify(type));
  return others.length < types.length ? others : [...types, type];
}

function keys(types: readonly TypeNames[]): string {
  return JSON.stringify(types);
}
