import * as l10n from '@vscode/l10n';
import type { PreviewSample, PreviewTurn } from '../../../src/protocol/preview';
import type { TurnOperation } from '../../../src/protocol/records';
import type { MenuEntry } from '../../ui/menu';

/** What the menu of a turn does. */
export interface TurnActions {
  operate(operation: TurnOperation): void;
  edit(): void;
  editToSplit(): void;
  reveal(): void;
  copy(): void;
}

/** The menu of a turn. */
export function turnMenu(sample: PreviewSample, index: number, isReadonly: boolean, does: TurnActions): MenuEntry[] {
  const turn = sample.turns[index]!;
  const looking: MenuEntry[] = [
    { label: l10n.t('Show in the file'), icon: 'goToFile', does: () => does.reveal() },
    { label: l10n.t('Copy the text'), icon: 'copy', does: () => does.copy() },
  ];
  return isReadonly ? looking : [...editing(sample, turn, index, does), ...looking];
}

function editing(sample: PreviewSample, turn: PreviewTurn, index: number, does: TurnActions): MenuEntry[] {
  const { can } = turn;
  const move = (by: -1 | 1) => () => does.operate({ kind: 'moveTurn', turn: index, by });
  const entries: MenuEntry[] = [
    { label: l10n.t('Edit the text'), icon: 'edit', key: 'E', does: () => does.edit() },
    { label: l10n.t('Change the role'), icon: 'account', refusal: can.setRole, does: roleEntries(sample, index, does) },
    {
      label: l10n.t('Add a turn behind it'),
      icon: 'add',
      refusal: can.addAfter,
      does: addEntries(sample, index, does),
    },
  ];
  if (index === firstOf(sample, turn.side)) {
    const first = { after: index - 1, side: turn.side };
    entries.push({ label: l10n.t('Add a turn before it'), icon: 'add', does: addEntries(sample, index, does, first) });
  }
  entries.push(
    { label: l10n.t('Move up'), icon: 'arrowUp', key: 'Alt+↑', refusal: can.moveUp, does: move(-1) },
    { label: l10n.t('Move down'), icon: 'arrowDown', key: 'Alt+↓', refusal: can.moveDown, does: move(1) },
    {
      label: l10n.t('Join with the next turn'),
      icon: 'merge',
      refusal: can.merge,
      does: () => does.operate({ kind: 'mergeTurn', turn: index }),
    },
    { label: l10n.t('Split…'), icon: 'splitVertical', refusal: can.split, does: () => does.editToSplit() },
    {
      label: l10n.t('Delete'),
      icon: 'trash',
      key: 'Del',
      refusal: can.delete,
      does: () => does.operate({ kind: 'deleteTurn', turn: index }),
    },
  );
  return entries;
}

function roleEntries(sample: PreviewSample, index: number, does: TurnActions): readonly MenuEntry[] | (() => void) {
  const { name } = sample.turns[index]!;
  if (sample.roles.length === 0) return () => undefined;
  return sample.roles.map((role) => ({
    label: role,
    isChecked: role === name,
    does: () => role !== name && does.operate({ kind: 'setRole', turn: index, role }),
  }));
}

/** One entry for each role, that which probably comes next first; where turns have no role to choose, the menu adds one at once. */
function addEntries(
  sample: PreviewSample,
  index: number,
  does: TurnActions,
  place: { after: number; side: PreviewTurn['side'] } = { after: index, side: sample.turns[index]!.side },
): readonly MenuEntry[] | (() => void) {
  const { after, side } = place;
  const add = (role: string) => () =>
    does.operate({ kind: 'addTurn', after, role, ...(side === 'prompt' ? {} : { side }) });
  const likely = likelyRole(sample, after);
  if (sample.roles.length === 0) return add(likely);
  const roles = sample.roles.includes(likely)
    ? [likely, ...sample.roles.filter((role) => role !== likely)]
    : sample.roles;
  return roles.map((role) => ({ label: role, does: add(role) }));
}

/** The role that the turn behind another one probably has, as the data names it. */
export function likelyRole({ turns, roles }: PreviewSample, after: number): string {
  const wanted = wantedBehind(turns[after]);
  const named = turns.find(({ role, calls }) => role === wanted && calls.length === 0)?.name;
  return named ?? usualNames[wanted].find((name) => roles.includes(name)) ?? wanted;
}

function wantedBehind(before: PreviewTurn | undefined): keyof typeof usualNames {
  if (before && before.calls.length > 0) return 'tool';
  return before?.role === 'user' || before?.role === 'tool' ? 'assistant' : 'user';
}

const usualNames = { user: ['user', 'human'], assistant: ['assistant', 'gpt'], tool: ['tool', 'observation'] } as const;

function firstOf({ turns }: PreviewSample, side: PreviewTurn['side']): number {
  return turns.findIndex((turn) => turn.side === side);
}
