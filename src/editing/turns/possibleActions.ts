import { cannotAddBehind } from './canAdd';
import { cannotDelete, cannotMove, cannotSetRole } from './canChange';
import { cannotMerge } from './canMerge';
import { cannotSplit } from './canSplit';
import { Conversation, type ReadRecord } from './conversation';
import type { TurnActions } from './operations';

/** What can be done with each turn of a record, those of the chosen and then of the rejected answer of a pair behind the others. */
export function possibleActions(record: ReadRecord): readonly TurnActions[] {
  const conversation = new Conversation(record);
  return conversation.turns.map((_, turn) => ({
    setRole: cannotSetRole(conversation, turn),
    addAfter: cannotAddBehind(conversation, turn),
    delete: cannotDelete(conversation, turn),
    moveUp: cannotMove(conversation, turn, -1),
    moveDown: cannotMove(conversation, turn, 1),
    merge: cannotMerge(conversation, turn),
    split: cannotSplit(conversation, turn),
  }));
}

/** Why a record without turns can't get a first one; null if it can. */
export function cannotAddFirst(record: ReadRecord): string | null {
  return cannotAddBehind(new Conversation(record), -1);
}

/** True where turns are added, deleted and moved as exchanges: a question with its answer, as in Alpaca. */
export function goesByExchanges(record: ReadRecord): boolean {
  return new Conversation(record).exchanges !== undefined;
}
