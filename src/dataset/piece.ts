import type { Shape } from './skim';

/**
 * What a stretch of a dataset's text is. `record`: a value, broken or not; `blank`: empty lines of a JSONL file; `open`, `close`: the
 * brackets of an array; `junk`: text that holds no value, such as a comment between two elements.
 */
export type PieceKind = 'record' | 'blank' | 'open' | 'close' | 'junk';

/** Where a piece ends and what it holds; offsets are UTF-16 units of the text that was cut. */
export interface Cut {
  readonly kind: PieceKind;
  /** Offset just after the piece, its separator and line end included. */
  readonly end: number;
  /** The value's span; for other kinds the span that is not white space. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What the skim told, or undefined for a value that is broken. */
  readonly shape: Shape | undefined;
  /** A comma follows the value. */
  readonly comma: boolean;
  /** The line ends in the piece, where they are known without looking: then nothing follows the last one. */
  readonly lines?: LineEnds;
}

/**
 * A stretch of a dataset's text: at most one record with the white space and the separator around it. All pieces in a row are the
 * text, to the last byte. `A` is what the owner of the pieces has found out about one of them.
 */
export interface Piece<A = unknown> {
  readonly kind: PieceKind;
  readonly text: string;
  /** The text that it was cut from, which its neighbours share, and the offset in it. */
  readonly source: string;
  readonly at: number;
  /** The value's span within `text`, UTF-16 units. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly shape: Shape | undefined;
  readonly comma: boolean;
  /** Line ends in the text, of each kind. */
  readonly lines: LineEnds;
  /** UTF-16 units after the last line end. */
  readonly tail: number;
  analysis: A | undefined;
}

export interface LineEnds {
  readonly lf: number;
  readonly crlf: number;
  readonly cr: number;
}

export const ONE_LF: LineEnds = { lf: 1, crlf: 0, cr: 0 };
export const ONE_CRLF: LineEnds = { lf: 0, crlf: 1, cr: 0 };
export const ONE_CR: LineEnds = { lf: 0, crlf: 0, cr: 1 };
const NO_LINE_END: LineEnds = { lf: 0, crlf: 0, cr: 0 };

/** Makes the piece that `cut` describes from the text in which it was cut, where it begins at `from`. */
export function pieceOf<A>(text: string, from: number, cut: Cut): Piece<A> {
  const own = text.slice(from, cut.end);
  const [lines, tail] = cut.lines ? [cut.lines, 0] : measureLines(own);
  return {
    kind: cut.kind,
    text: own,
    source: text,
    at: from,
    valueStart: cut.valueStart - from,
    valueEnd: cut.valueEnd - from,
    shape: cut.shape,
    comma: cut.comma,
    lines,
    tail,
    analysis: undefined,
  };
}

/**
 * The piece as it reads once its text is decoded, where that text holds the bytes of UTF-8, one in each unit. JSON's own characters are ASCII, so the
 * bytes were cut at the right places.
 */
export function decodedPiece<A>(piece: Piece<A>, decode: (bytes: string) => string): Piece<A> {
  const text = decode(piece.text);
  if (text.length === piece.text.length) return piece;
  const [lines, tail] = measureLines(text);
  const valueStart = decode(piece.text.slice(0, piece.valueStart)).length;
  const valueEnd = valueStart + decode(valueText(piece)).length;
  return { ...piece, text, source: text, at: 0, valueStart, valueEnd, lines, tail };
}

/** True for what looks like a part of a record: broken, and without a bracket at its beginning or its end. */
export function isTorn(piece: Piece | undefined): boolean {
  return piece?.kind === 'record' && piece.shape === undefined && !/^[[{][^]*[\]}]$/.test(valueText(piece));
}

/** The record's text without what surrounds it. */
export function valueText(piece: Piece): string {
  return piece.text.slice(piece.valueStart, piece.valueEnd);
}

/** How many lines the text goes on for. */
export function lineCount(lines: LineEnds): number {
  return lines.lf + lines.crlf + lines.cr;
}

/** Counts line ends (LF, CRLF and CR alone, as LSP does) and what follows the last one, in UTF-16 units. */
export function measureLines(text: string): [LineEnds, number] {
  const first = text.indexOf('\n');
  const firstReturn = text.indexOf('\r');
  if (first < 0 && firstReturn < 0) return [NO_LINE_END, text.length];
  if (first === text.length - 1) {
    if (firstReturn < 0) return [ONE_LF, 0];
    if (firstReturn === first - 1) return [ONE_CRLF, 0];
  }
  const count = { lf: 0, crlf: 0, cr: 0 };
  let after = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    if (match[0] === '\n') count.lf++;
    else if (match[0] === '\r') count.cr++;
    else count.crlf++;
    after = match.index + match[0].length;
  }
  return [count, text.length - after];
}
