import type { Node } from 'jsonc-parser';
import type { Edit } from './edits';
import { decodeString, unitAt, type DecodedString } from './jsonString';
import { skim } from './skim';
import { MAX_TREE_DEPTH, treeOf } from './tree';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * JSON text inside a JSON string, such as `tools` or the value of a `function_call`. There are two texts: the outer one, which holds the string with
 * its escapes, and the inner one, which is what the string says. All offsets are UTF-16 units of the one or the other.
 */
export class EmbeddedJson {
  /** The inner text. It may be no JSON, or empty. */
  readonly text: string;
  private readonly decoded: DecodedString;
  private parsed: { readonly value: unknown } | undefined;
  private root: Node | null | undefined;

  /**
   * @param outer text that holds the string, which must be sound
   * @param start offset of the string's opening quote in the outer text
   * @param from units of the decoded string that stand in front of the JSON, such as a thought before a call; the inner text begins behind them
   */
  constructor(
    readonly outer: string,
    start: number,
    private readonly from = 0,
  ) {
    this.decoded = decodeString(outer, start);
    this.text = this.decoded.text.slice(from);
  }

  /** The inner value; undefined if the inner text is no JSON. */
  get value(): unknown {
    this.parsed ??= { value: parse(this.text) };
    return this.parsed.value;
  }

  /**
   * The inner text's tree, its offsets those of the inner text. Broken text gives what could be read; undefined if there is nothing to read or it is nested
   * too deeply.
   */
  get tree(): Node | undefined {
    if (this.root === undefined) this.root = isShallow(this.text) ? (treeOf(this.text) ?? null) : null;
    return this.root ?? undefined;
  }

  /** Where a stretch of the inner text is written in the outer text. */
  spanOf({ start, end }: Span): Span {
    return { start: this.outerOffset(start), end: this.outerOffset(end) };
  }

  /** Where a node of {@link tree} is written in the outer text. */
  spanOfNode({ offset, length }: Node): Span {
    return this.spanOf({ start: offset, end: offset + length });
  }

  /** The offset in the inner text of an offset in the outer one; of one within an escape or outside of the text, that of the nearest unit behind, or the end. */
  innerOffset(outerOffset: number): number {
    return Math.max(0, unitAt(this.decoded, outerOffset) - this.from);
  }

  /** The edit of the outer text that makes an edit in the inner one: what is inserted gets the escapes that it needs, the rest stays as it is written. */
  edit({ start, end, text }: Edit): Edit {
    return { ...this.spanOf({ start, end }), text: escaped(text) };
  }

  private outerOffset(inner: number): number {
    return this.decoded.offsets[this.from + inner]!;
  }
}

/** A text as it is written between the quotes of a JSON string. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What can't be skimmed is only as deep as it has opening brackets. */
function isShallow(text: string): boolean {
  const at = text.search(/\S/);
  if (at < 0) return false;
  const skimmed = skim(text, at, text.length);
  const depth = skimmed.ok ? skimmed.shape.depth : text.split(/[[{]/, MAX_TREE_DEPTH + 2).length - 1;
  return depth <= MAX_TREE_DEPTH;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
