import { readable } from './readableString';
import { TokenTree, ValueIds } from './tokenTree';

const INDENT = '  ';
/** Levels beyond which nothing is indented further: a record nested a hundred thousand times would fill the memory with spaces. */
const MAX_INDENTED = 50;
/** UTF-16 units of a list of numbers that stands on one line. */
const MAX_LIST = 100;

/** A token and where it starts in the document. */
export interface PlacedToken {
  /** In the record. */
  readonly start: number;
  readonly end: number;
  readonly placed: number;
}

export interface LaidOut {
  readonly text: string;
  readonly tokens: readonly PlacedToken[];
}

/**
 * Lays a record out for reading: every member and item on a line of its own, strings as {@link readable} shows them.
 *
 * @param record JSON, sound
 */
export function layOut(record: string): LaidOut {
  const tree = new TokenTree(record, new ValueIds());
  const parts: string[] = [];
  const tokens: PlacedToken[] = [];
  let length = 0;
  const add = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const onOneLine = shortLists(tree);
  for (const [at, { kind, start, end }] of tree.tokens.entries()) {
    tokens.push({ start, end, placed: length });
    add(kind === 'string' ? `"${readable(record.slice(start + 1, end - 1))}"` : record.slice(start, end));
    if (at + 1 < tree.tokens.length) add(separation(tree, at, onOneLine));
  }
  return { text: parts.join(''), tokens };
}

/** The white space behind a token. */
function separation(tree: TokenTree, at: number, onOneLine: ReadonlySet<number>): string {
  const { kind } = tree.tokens[at]!;
  const { kind: next } = tree.tokens[at + 1]!;
  if (next === ':' || next === ',') return '';
  if (kind === ':') return ' ';
  const opens = kind === '{' || kind === '[';
  const closes = next === '}' || next === ']';
  if (opens && closes) return '';
  const holder = opens ? at : tree.holders[kind === '}' || kind === ']' ? tree.holders[at]! : at]!;
  if (onOneLine.has(holder)) return kind === ',' ? ' ' : '';
  return `\n${INDENT.repeat(Math.min(tree.depths[at + 1]!, MAX_INDENTED))}`;
}

/** The opening brackets of lists of numbers that are short enough for one line. */
function shortLists(tree: TokenTree): Set<number> {
  const lists = new Set<number>();
  for (const [at, { kind, start }] of tree.tokens.entries()) {
    const close = tree.ends[at]!;
    if (kind !== '[' || tree.tokens[close]!.end - start > MAX_LIST) continue;
    const inner = tree.tokens.slice(at + 1, close);
    if (inner.every((token) => token.kind === 'scalar' || token.kind === ',')) lists.add(at);
  }
  return lists;
}

/** Where an offset of the record is in the document: in a string at the same character, elsewhere at the token. */
export function placeIn(record: string, { tokens }: LaidOut, offset: number): number {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tokens[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  const token = tokens[low];
  if (!token) return 0;
  if (offset <= token.start) return token.placed;
  if (record[token.start] !== '"') return token.placed + Math.min(offset, token.end) - token.start;
  const before = record.slice(token.start + 1, Math.min(offset, token.end - 1));
  const quotes = offset >= token.end ? 2 : 1;
  return token.placed + quotes + readable(withoutHalfEscape(before)).length;
}

function withoutHalfEscape(source: string): string {
  const escape = /(?<!\\)(?:\\\\)*(\\(?:u[0-9a-fA-F]{0,3})?)$/.exec(source)?.[1];
  return escape ? source.slice(0, source.length - escape.length) : source;
}
