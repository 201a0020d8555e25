import type { Node } from 'jsonc-parser';

/** What stands around the parts of an object or a list. */
export interface Layout {
  /** The white space behind the opening bracket, and before the closing one. */
  readonly open: string;
  readonly close: string;
  /** The comma and the white space around it. */
  readonly comma: string;
  /** The colon and the white space around it; of a list that of its record. */
  readonly colon: string;
}

/** Tells how objects and lists of a record are laid out. */
export class LayoutOf {
  /** Of what is written anew and has no model: on one line, spaced as the record is. */
  readonly usual: Layout;

  constructor(
    private readonly text: string,
    root: Node,
  ) {
    const colon = this.colonOf(root) ?? ': ';
    const isSpaced = /\s$/.test(colon) || /^,\s/.test(this.commaAt(root, 0) ?? '');
    this.usual = { open: '', close: '', comma: isSpaced ? ', ' : ',', colon };
  }

  /** The layout of an object or a list; of an empty one, the usual. */
  of(node: Node | undefined): Layout {
    const [first] = node?.children ?? [];
    const last = node?.children?.at(-1);
    if (!node || !first || !last) return this.usual;
    const open = this.text.slice(node.offset + 1, first.offset);
    const close = this.text.slice(last.offset + last.length, node.offset + node.length - 1);
    const colon = this.colonOf(node) ?? this.usual.colon;
    return { open, close, colon, comma: this.commaAt(node, 0) ?? this.commaAfter(open) };
  }

  /** What parts an element that comes in at an index from the one before it, or behind it. */
  commaFor(node: Node, index: number): string {
    const count = node.children?.length ?? 0;
    const between = this.commaAt(node, Math.min(Math.max(index - 1, 0), count - 2));
    return between ?? this.commaAfter(this.of(node).open);
  }

  /** What stands between the part of an index and the next one. */
  private commaAt(node: Node, index: number): string | undefined {
    const [first, second] = [node.children?.[index], node.children?.[index + 1]];
    return first && second && this.text.slice(first.offset + first.length, second.offset);
  }

  /** The comma of a list or object that has one part only. */
  private commaAfter(open: string): string {
    return /[\r\n]/.test(open) ? `,${open}` : this.usual.comma;
  }

  private colonOf(node: Node): string | undefined {
    const [key, value] = node.children?.[0]?.children ?? [];
    if (node.type !== 'object' || !key || !value) return undefined;
    return this.text.slice(key.offset + key.length, value.offset);
  }
}

/** An object of properties whose values are JSON texts; names as JSON strings. */
export function writtenObject(properties: Iterable<readonly [name: string, value: string]>, layout: Layout): string {
  return bracketed(
    '{',
    [...properties].map(([name, value]) => name + layout.colon + value),
    '}',
    layout,
  );
}

/** A list of JSON texts. */
export function writtenList(items: readonly string[], layout: Layout): string {
  return bracketed('[', items, ']', layout);
}

function bracketed(open: string, parts: readonly string[], close: string, layout: Layout): string {
  if (parts.length === 0) return open + close;
  return open + layout.open + parts.join(layout.comma) + layout.close + close;
}
