import type { EmbeddedJson } from '../../dataset/embeddedJson';
import { allTurns, type Turn } from '../../dataset/sample';
import type { RecordView } from '../view';

/** A string of the record that is what a turn says, or a part of it. */
export interface TurnText {
  readonly turn: Turn;
  readonly pointer: string;
  readonly content: string;
  /** The string with the places of its characters, for what is found in it; undefined if the record has no tree. */
  readonly located: () => EmbeddedJson | undefined;
}

/** What some turns say, of those texts that hold one of the words. */
export function textsWith(view: RecordView, words: readonly string[], isWanted: (turn: Turn) => boolean): TurnText[] {
  return allTurns(view.sample)
    .filter((turn) => isWanted(turn) && words.some((word) => turn.content.includes(word)))
    .flatMap((turn) =>
      turn.pointers.flatMap((pointer): TurnText[] => {
        const located = (): EmbeddedJson | undefined => view.embedded(pointer);
        const content = turn.pointers.length === 1 ? turn.content : located()?.text;
        return content !== undefined && words.some((word) => content.includes(word))
          ? [{ turn, pointer, content, located }]
          : [];
      }),
    );
}

export function isAnswer({ role }: Turn): boolean {
  return role === 'assistant';
}

/** True for an answer that is a call of a tool, written as text. */
export function isCallText({ calls }: Turn): boolean {
  return calls?.form === 'text';
}
