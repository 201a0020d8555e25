import type { Node } from 'jsonc-parser';
import { EmbeddedJson, escaped } from '../../../dataset/embeddedJson';
import { treeOf } from '../../../dataset/tree';

/**
 * JSON text in a record: the record itself, or what one of its strings holds, such as the tools of a ShareGPT record; a string in that may hold JSON
 * again. Offsets are UTF-16 units of this text as it reads, without the escapes of the strings around it.
 */
export class JsonText {
  private parsed: Node | null | undefined;

  private constructor(
    readonly text: string,
    private readonly outer: { readonly json: JsonText; readonly embedded: EmbeddedJson } | undefined,
  ) {}

  static ofRecord(text: string): JsonText {
    return new JsonText(text, undefined);
  }

  /** The positions of its parts; of broken text those of what could be read. */
  get tree(): Node | undefined {
    if (this.outer) return this.outer.embedded.tree;
    if (this.parsed === undefined) this.parsed = treeOf(this.text) ?? null;
    return this.parsed ?? undefined;
  }

  /**
   * What a string of this text holds.
   *
   * @param from where in it the JSON begins; what stands before is left out
   */
  within(string: Node, from: (text: string) => number): JsonText {
    // A string that is not closed ends where the parser ends it.
    const source = this.text.slice(0, string.offset + string.length);
    const whole = new EmbeddedJson(source, string.offset);
    const start = from(whole.text);
    const embedded = start === 0 ? whole : new EmbeddedJson(source, string.offset, start);
    return new JsonText(embedded.text, { json: this, embedded });
  }

  /** The offset in the record of an offset in this text. */
  inRecord(offset: number): number {
    if (!this.outer) return offset;
    const { json, embedded } = this.outer;
    return json.inRecord(embedded.spanOf({ start: offset, end: offset }).start);
  }

  /** The offset in this text of an offset in the one around it; undefined if this text begins behind it. */
  fromOuter(offset: number): number | undefined {
    if (!this.outer) return offset;
    const { embedded } = this.outer;
    return offset < embedded.spanOf({ start: 0, end: 0 }).start ? undefined : embedded.innerOffset(offset);
  }

  /** A text as it has to be written to the record, to stand in this one. */
  escaped(text: string): string {
    return this.outer ? this.outer.json.escaped(escaped(text)) : text;
  }
}
