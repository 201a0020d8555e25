import { arrayContainer } from './array';
import { jsonlContainer } from './jsonl';
import type { Cut } from './piece';

export type ContainerId = 'jsonl' | 'array';

/** How records lie in a text. */
export interface Container {
  readonly id: ContainerId;
  /**
   * Finds the piece that begins at `from`. What it answers depends only on the text from there on, on the character before, and on
   * whether the text begins there: that is what lets an edit re-read only the records it touches, and a file be read in blocks.
   *
   * @param before the character before the first one of `text`, or '' where the file begins
   * @param final no more text will follow
   * @returns undefined if more text is needed to know; never with `final`
   */
  cut(text: string, from: number, before: string, final: boolean): Cut | undefined;
}

/** A text whose first character, white space aside, is `[` is one JSON array; every other one holds a record a line. */
export function containerOf(head: string): Container {
  return /^[\s\uFEFF]*\[/.test(head) ? arrayContainer : jsonlContainer;
}
