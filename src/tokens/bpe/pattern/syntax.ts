/** A pattern as a tree, in what Oniguruma's and JavaScript's expressions have in common. */
export type Pattern =
  /** One code point of a class; `source` is written for JavaScript's `v` mode and stands by itself. */
  | { readonly type: 'character'; readonly source: string }
  | { readonly type: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly type: 'choice'; readonly options: readonly Pattern[] }
  | Repeat
  | { readonly type: 'lookahead'; readonly part: Pattern; readonly isNegative: boolean };

/** `max` is infinite only for a single character. */
export interface Repeat {
  readonly type: 'repeat';
  readonly part: Pattern;
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
}

/** Can it match no text at all? */
export function isNullable(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'character':
      return false;
    case 'sequence':
      return pattern.parts.every(isNullable);
    case 'choice':
      return pattern.options.some(isNullable);
    case 'repeat':
      return pattern.min === 0 || isNullable(pattern.part);
    case 'lookahead':
      return true;
  }
}

/** The pattern in JavaScript's syntax, for `v` mode. */
export function toSource(pattern: Pattern): string {
  switch (pattern.type) {
    case 'character':
      return pattern.source;
    case 'sequence':
      return pattern.parts.map(toPart).join('');
    case 'choice':
      return pattern.options.map(toSource).join('|');
    case 'repeat':
      return (
        (pattern.part.type === 'character' ? pattern.part.source : `(?:${toSource(pattern.part)})`) + times(pattern)
      );
    case 'lookahead':
      return `(?${pattern.isNegative ? '!' : '='}${toSource(pattern.part)})`;
  }
}

function toPart(pattern: Pattern): string {
  return pattern.type === 'choice' ? `(?:${toSource(pattern)})` : toSource(pattern);
}

function times({ min, max, isLazy }: Repeat): string {
  const known: Readonly<Record<string, string>> = { '0,1': '?', '0,Infinity': '*', '1,Infinity': '+' };
  const count = known[`${min},${max}`] ?? (min === max ? `{${min}}` : `{${min},${max === Infinity ? '' : max}}`);
  return isLazy ? `${count}?` : count;
}
