/** Where the lines of a text begin: they are looked for once, however many offsets are asked for. */
export class LineIndex {
  /** Offsets of the lines' first characters, in UTF-16 units. */
  private readonly starts = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.starts.push(index + end.length);
  }

  /** The line of an offset and the offset in it; what lies behind the text is on its last line. */
  at(offset: number): { line: number; character: number } {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - this.starts[low]! };
  }
}
