/**
 * Finds the next occurrence of one character, remembering the last answer. Walking forward through a text costs one pass in all, also where
 * the character is rare or absent; plain `indexOf` would look through the rest of the text again from each place.
 */
export class NextChar {
  private text = '';
  private from = 0;
  private at = -1;

  constructor(private readonly char: string) {}

  /** Offset of the character at or after `from` (UTF-16 units), or the text's length. */
  find(text: string, from: number): number {
    if (text !== this.text || from < this.from || from > this.at) {
      const found = text.indexOf(this.char, from);
      this.from = from;
      this.at = found < 0 ? text.length : found;
    }
    // Also if it is equal to the text before: the very same text is compared in no time.
    this.text = text;
    return this.at;
  }
}
