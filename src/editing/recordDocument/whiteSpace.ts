import type { TokenTree } from './tokenTree';

/** What white space stands between: what is before it, what is behind it. */
type Sides = `${'{' | '[' | ',' | ':' | 'value'} ${'}' | ']' | ',' | ':' | 'value'}`;

/** The white space of a record: what stands between tokens of a kind, so that new ones are set apart as the others are. */
export class WhiteSpace {
  private readonly held = new Map<string, string>();
  private readonly atDepth = new Map<string, string>();
  private readonly anywhere = new Map<Sides, string>();

  constructor(private readonly tree: TokenTree) {
    for (let at = 0; at + 1 < tree.tokens.length; at++) {
      const sides = sidesOf(tree, at);
      const gap = tree.gapAfter(at);
      const depth = depthBetween(tree, at);
      keepFirst(this.held, `${holderBetween(tree, at)} ${sides}`, gap);
      keepFirst(this.atDepth, `${depth} ${sides}`, gap);
      keepFirst(this.anywhere, sides, gap);
    }
  }

  /**
   * The white space behind a token of a new text.
   *
   * @param origins which tokens of the record those of the new text stand for
   */
  behind(now: TokenTree, at: number, origins: Int32Array): string {
    const { tree } = this;
    const sides = sidesOf(now, at);
    const [left, right] = [origins[at]!, origins[at + 1]!];
    if (left >= 0 && right === left + 1) return tree.gapAfter(left);
    if (sides === '{ }' || sides === '[ ]') return '';
    if (left >= 0 && left + 1 < tree.tokens.length && sidesOf(tree, left) === sides) return tree.gapAfter(left);
    if (right > 0 && sidesOf(tree, right - 1) === sides) return tree.gapAfter(right - 1);
    const holder = holderBetween(now, at);
    const oldHolder = holder < 0 ? -1 : origins[holder]!;
    const depth = depthBetween(now, at);
    return this.held.get(`${oldHolder} ${sides}`) ?? this.atDepth.get(`${depth} ${sides}`) ?? this.usual(sides, depth);
  }

  /** Where nothing at that depth is known. */
  private usual(sides: Sides, depth: number): string {
    const known = this.anywhere.get(sides);
    if (known !== undefined && !hasLineEnd(known)) return known;
    const isInner = /^[{[,] (?:value)|^value [}\]]/.test(sides);
    const lines = isInner ? this.lines() : undefined;
    if (lines) return lines(sides.endsWith('}') || sides.endsWith(']') ? depth - 1 : depth);
    if (sides === ': value') return this.anywhere.get(', value') === '' ? '' : ' ';
    return sides === ', value' && this.anywhere.get(': value') !== '' ? ' ' : '';
  }

  /** Of a record over several lines: the white space in front of what stands at a depth; undefined if it stands on one. */
  private lines(): ((depth: number) => string) | undefined {
    const { tree } = this;
    if (tree.tokens.length < 3) return undefined;
    const first = tree.gapAfter(0);
    const last = tree.gapAfter(tree.tokens.length - 2);
    if (!hasLineEnd(first) || !hasLineEnd(last)) return undefined;
    const [inner, outer] = [indentation(first), indentation(last)];
    const unit = inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '';
    return (depth) => lineEnd(first) + outer + unit.repeat(depth);
  }
}

function keepFirst<K>(map: Map<K, string>, key: K, gap: string): void {
  if (!map.has(key)) map.set(key, gap);
}

function sidesOf(tree: TokenTree, at: number): Sides {
  const left = tree.tokens[at]!.kind;
  const right = tree.tokens[at + 1]!.kind;
  const before = left === '{' || left === '[' || left === ',' || left === ':' ? left : 'value';
  const behind = right === '}' || right === ']' || right === ',' || right === ':' ? right : 'value';
  return `${before} ${behind}`;
}

/** The bracket that opens what both a token and the next one stand in, or are the brackets of. */
function holderBetween(tree: TokenTree, at: number): number {
  const { kind } = tree.tokens[at]!;
  if (kind === '{' || kind === '[') return at;
  return kind === '}' || kind === ']' ? tree.holders[tree.holders[at]!]! : tree.holders[at]!;
}

/** How many brackets are open between a token and the next one. */
function depthBetween(tree: TokenTree, at: number): number {
  const { kind } = tree.tokens[at]!;
  return tree.depths[at]! + (kind === '{' || kind === '[' ? 1 : 0);
}

function hasLineEnd(gap: string): boolean {
  return gap.includes('\n') || gap.includes('\r');
}

function lineEnd(gap: string): string {
  return /\r\n|\n|\r/.exec(gap)![0];
}

function indentation(gap: string): string {
  return /[^\r\n]*$/.exec(gap)![0];
}
