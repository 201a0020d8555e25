import type { Side } from './conversation';

/** What is to be done with one turn; turns are named by their index in {@link Conversation.turns}. */
export type TurnOperation =
  /** A string value gets another text; a text field of the format that is not there yet comes in. */
  | { readonly kind: 'setText'; readonly pointer: string; readonly text: string }
  /** `role`: as the data names it. */
  | { readonly kind: 'setRole'; readonly turn: number; readonly role: string }
  /** Behind -1: before all of the conversation. `side`: of which answer of a pair. */
  | { readonly kind: 'addTurn'; readonly after: number; readonly role: string; readonly side?: Exclude<Side, 'prompt'> }
  | { readonly kind: 'deleteTurn'; readonly turn: number }
  | { readonly kind: 'moveTurn'; readonly turn: number; readonly by: -1 | 1 }
  | { readonly kind: 'mergeTurn'; readonly turn: number }
  /** `at`: UTF-16 units of the string value at the pointer. */
  | { readonly kind: 'splitTurn'; readonly turn: number; readonly pointer: string; readonly at: number };

export type TurnAction = 'setRole' | 'addAfter' | 'delete' | 'moveUp' | 'moveDown' | 'merge' | 'split';

/** For each action null if it can be done, else why it can't, for people. */
export type TurnActions = Readonly<Record<TurnAction, string | null>>;
