import { createScanner } from 'jsonc-parser';

/** A token of a record's text; offsets are UTF-16 units of it. */
export interface Token {
  /** A bracket, a comma or a colon as it is; `string`; `scalar`: a number, `true`, `false` or `null`. */
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'scalar';
  readonly start: number;
  readonly end: number;
}

/** Gives equal values equal numbers, in all trees that share it. */
export class ValueIds {
  private readonly ids = new Map<string, number>();

  of(value: string): number {
    let id = this.ids.get(value);
    if (id === undefined) this.ids.set(value, (id = this.ids.size));
    return id;
  }
}

/** An item of an array, or a member of an object; numbers are indices of tokens. */
export interface Child {
  /** Of a member: its name, which its colon follows. Else the same as `value`. */
  readonly first: number;
  readonly value: number;
  /** The comma before it; undefined for the first one. */
  readonly comma: number | undefined;
}

/** The tokens of a JSON value, and which of them make up which value. Nothing in it recurses, so no nesting is too deep. */
export class TokenTree {
  readonly tokens: readonly Token[];
  /** For an opening bracket the index of the closing one; for any other token its own. */
  readonly ends: Int32Array;
  /** Index of the bracket that opens what holds the token; of a closing bracket that of its own one. -1: nothing holds it. */
  readonly holders: Int32Array;
  /** How many brackets are open around the token; for a bracket without its own. */
  readonly depths: Int32Array;
  /** For the first token of a value or a name: a number that equal ones share. Numbers are equal if they are written alike. */
  readonly ids: Int32Array;
  /** For the first token of a value: a number that those share which are nested alike, whatever they say. */
  readonly shapes: Int32Array;

  /** @param text a JSON value, sound */
  constructor(
    readonly text: string,
    ids: ValueIds,
  ) {
    const [tokens, values] = scan(text);
    this.tokens = tokens;
    const size = tokens.length;
    this.ends = new Int32Array(size);
    this.holders = new Int32Array(size);
    this.depths = new Int32Array(size);
    this.ids = new Int32Array(size);
    this.shapes = new Int32Array(size);
    this.link(values, ids);
  }

  textOf(index: number): string {
    const { start, end } = this.tokens[index]!;
    return this.text.slice(start, end);
  }

  /** The white space between a token and the next one. */
  gapAfter(index: number): string {
    return this.text.slice(this.tokens[index]!.end, this.tokens[index + 1]!.start);
  }

  /** What an opening bracket holds. */
  children(open: number): Child[] {
    const children: Child[] = [];
    const isObject = this.tokens[open]!.kind === '{';
    const close = this.ends[open]!;
    for (let at = open + 1, comma: number | undefined; at < close; at++) {
      if (this.tokens[at]!.kind === ',') {
        comma = at;
        continue;
      }
      const value = isObject ? at + 2 : at;
      children.push({ first: at, value, comma });
      at = this.ends[value]!;
    }
    return children;
  }

  private link(values: readonly string[], ids: ValueIds): void {
    const open: { readonly index: number; readonly parts: number[]; readonly shapes: number[] }[] = [];
    const scalarShape = ids.of('shape');
    for (const [index, { kind }] of this.tokens.entries()) {
      const isClose = kind === '}' || kind === ']';
      const closed = isClose ? open.pop()! : undefined;
      const holder = open.at(-1);
      this.ends[index] = index;
      this.holders[index] = closed?.index ?? holder?.index ?? -1;
      this.depths[index] = open.length;
      if (kind === '{' || kind === '[') {
        open.push({ index, parts: [], shapes: [] });
      } else if (closed) {
        this.ends[closed.index] = index;
        this.ids[closed.index] = ids.of(`${kind}${closed.parts.join(',')}`);
        this.shapes[closed.index] = ids.of(`shape${kind}${closed.shapes.join(',')}`);
        holder?.parts.push(this.ids[closed.index]!);
        holder?.shapes.push(this.shapes[closed.index]!);
      } else if (kind === 'string' || kind === 'scalar') {
        this.ids[index] = ids.of(`${kind}${values[index]}`);
        this.shapes[index] = scalarShape;
        holder?.parts.push(this.ids[index]);
        holder?.shapes.push(scalarShape);
      }
    }
  }
}

/** The tokens, and what each says. */
function scan(text: string): [Token[], string[]] {
  const scanner = createScanner(text, true);
  const tokens: Token[] = [];
  const values: string[] = [];
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    if (start >= text.length) return [tokens, values];
    tokens.push({ kind: kindOf(text[start]!), start, end: start + scanner.getTokenLength() });
    values.push(scanner.getTokenValue());
  }
}

function kindOf(first: string): Token['kind'] {
  switch (first) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return first;
    case '"':
      return 'string';
    default:
      return 'scalar';
  }
}
