import type { Position, Range } from 'vscode-languageserver-types';
import type { ShownToken } from '../../protocol/messages';

/** What is outlined as one: a token, or several that share a character and so can't be told apart in the text. */
export interface TokenBox {
  readonly range: Range;
  readonly tokens: readonly ShownToken[];
  /** Neighbours differ in it. */
  readonly isOdd: boolean;
}

/** The boxes of tokens that come in the order of the text. */
export function tokenBoxes(tokens: readonly ShownToken[]): TokenBox[] {
  const groups: { range: Range; tokens: ShownToken[] }[] = [];
  for (const token of tokens) {
    const last = groups.at(-1);
    if (last && isBefore(token.range.start, last.range.end)) {
      last.tokens.push(token);
      last.range = { start: first(last.range.start, token.range.start), end: later(last.range.end, token.range.end) };
    } else {
      groups.push({ range: token.range, tokens: [token] });
    }
  }
  return groups.map((group, index) => ({ ...group, isOdd: index % 2 === 1 }));
}

/** True if every token of the box is a part of one and the same character. */
export function isOneCharacter({ range, tokens }: TokenBox): boolean {
  return tokens.every((token) => isSame(token.range.start, range.start) && isSame(token.range.end, range.end));
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

function isSame(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

function first(a: Position, b: Position): Position {
  return isBefore(b, a) ? b : a;
}

function later(a: Position, b: Position): Position {
  return isBefore(a, b) ? b : a;
}
