import type { Container } from './container';
import { NextChar } from './nextChar';
import { ONE_CR, ONE_CRLF, ONE_LF, type Cut } from './piece';
import { isJsonSpace, skim, skipBlanks, skipSpace, type SkimmedValue } from './skim';

/**
 * JSONL: a record a line. A value that is not finished at its line's end goes on over the next lines (pretty-printed objects) until one
 * begins with `{` or `[` in its first column: that always begins a new piece, so a broken record can't hide its neighbours and
 * a file can be divided there for parallel work.
 */
export const jsonlContainer: Container = { id: 'jsonl', cut };

function cut(text: string, from: number, _before: string, final: boolean): Cut | undefined {
  const start = skipSpace(text, from, text.length);
  const blank = blankRun(text, from, start);
  if (start === text.length) {
    return final ? { ...empty, kind: 'blank', end: start, valueStart: from, valueEnd: from } : undefined;
  }
  if (blank > from) return { ...empty, kind: 'blank', end: blank, valueStart: from, valueEnd: from };

  const lineEnd = endOfLine(text, start);
  if (lineEnd < 0 && !final) return undefined;
  const eol = lineEnd < 0 ? text.length : lineEnd;
  const onLine = skim(text, start, eol);
  if (onLine.ok && onLine.end === lineEnd) return wholeLine(text, start, onLine, final);
  if (onLine.ok) return whole(text, start, eol, onLine, final);
  if (onLine.reason === 'unexpected') return brokenUpTo(text, start, eol, afterLine(text, eol, final));

  const limit = nextRecordLine(text, eol);
  if (limit < 0 && !final) return undefined;
  const end = limit < 0 ? text.length : limit;
  const overLines = skim(text, start, end);
  if (!overLines.ok) return brokenUpTo(text, start, end, end);
  const lastLineEnd = endOfLine(text, overLines.end);
  if (lastLineEnd < 0 && !final) return undefined;
  return whole(text, start, lastLineEnd < 0 ? text.length : lastLineEnd, overLines, final);
}

const lineFeed = new NextChar('\n');
const carriageReturn = new NextChar('\r');
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const empty = { shape: undefined, comma: false } as const;

/** End of the empty lines that begin at `from`, given the first character that is not white space. */
function blankRun(text: string, from: number, firstSolid: number): number {
  let end = firstSolid;
  while (end > from && text.charCodeAt(end - 1) !== 0x0a && text.charCodeAt(end - 1) !== 0x0d) end--;
  return end;
}

/** The usual case: a sound value and nothing else up to the line's end. */
function wholeLine(text: string, start: number, { end: eol, shape }: SkimmedValue, final: boolean): Cut | undefined {
  const end = afterLine(text, eol, final);
  if (end === undefined) return undefined;
  const lines = text.charCodeAt(eol) === LF ? ONE_LF : end === eol + 2 ? ONE_CRLF : ONE_CR;
  return { kind: 'record', end, valueStart: start, valueEnd: eol, shape, comma: false, lines };
}

/** A piece whose value is structurally sound; what follows it on the line decides where the piece ends. */
function whole(text: string, start: number, eol: number, skimmed: SkimmedValue, final: boolean): Cut | undefined {
  let after = skipBlanks(text, skimmed.end, eol);
  const comma = after < eol && text.charCodeAt(after) === COMMA;
  while (comma && after < eol && /[, \t]/.test(text[after]!)) after++;
  const value = { kind: 'record', valueStart: start, valueEnd: skimmed.end, shape: skimmed.shape, comma } as const;
  if (after === eol) {
    const end = afterLine(text, eol, final);
    return end === undefined ? undefined : { ...value, end };
  }
  if (text[after] === '{' || text[after] === '[') return { ...value, end: after };
  return brokenUpTo(text, start, eol, afterLine(text, eol, final));
}

function brokenUpTo(text: string, start: number, valueLimit: number, end: number | undefined): Cut | undefined {
  if (end === undefined) return undefined;
  let valueEnd = valueLimit;
  while (valueEnd > start && isJsonSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  return { ...empty, kind: 'record', end, valueStart: start, valueEnd };
}

/** Offset of the LF, CRLF or lone CR that ends the line, or -1. */
function endOfLine(text: string, from: number): number {
  const end = Math.min(lineFeed.find(text, from), carriageReturn.find(text, from));
  return end < text.length ? end : -1;
}

/** Offset after the line end at `eol`, or undefined if a LF might still follow a CR that ends the text. */
function afterLine(text: string, eol: number, final: boolean): number | undefined {
  if (text.charCodeAt(eol) !== CR) return Math.min(eol + 1, text.length);
  if (eol + 1 === text.length && !final) return undefined;
  return text[eol + 1] === '\n' ? eol + 2 : eol + 1;
}

/** Start of the next line that begins with a bracket in its first column, or -1. */
function nextRecordLine(text: string, from: number): number {
  const pattern = /[\r\n][{[]/g;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? match.index + 1 : -1;
}
