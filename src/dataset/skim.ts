import { NextChar } from './nextChar';

/** What one fast look over a JSON value's structure tells. Offsets are UTF-16 units of the text that was skimmed. */
export type Skim = SkimmedValue | BrokenValue;

export interface SkimmedValue {
  readonly ok: true;
  /** Offset just after the value. */
  readonly end: number;
  readonly shape: Shape;
}

/** What a sound value holds. */
export interface Shape {
  /** How many `"key":` the text holds, at all levels. A parsed value with fewer has lost duplicate keys. */
  readonly keys: number;
  /** Deepest nesting of objects and arrays; 0 for a scalar. */
  readonly depth: number;
  /** Some number has 16 characters or more, so that it may not fit a double or an int64. */
  readonly longNumber: boolean;
}

export interface BrokenValue {
  readonly ok: false;
  /** Where the structure stops to be JSON. */
  readonly at: number;
  /** `end`: nothing is wrong yet, but the value is not finished; `open-string`: a string goes on past its line's end. */
  readonly reason: 'end' | 'open-string' | 'unexpected';
}

const enum Expect {
  Value,
  ValueOrClose,
  Key,
  KeyOrClose,
  Colon,
  CommaOrClose,
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const SPACE = 0x20;

const inObject: boolean[] = [];
const newline = new NextChar('\n');

/**
 * Walks the structure of the JSON value that starts at `from`, leaping from quote to quote, which is several times
 * faster than parsing. It checks the grammar of brackets, keys, colons and commas, not the inside of strings and scalars:
 * what it accepts may still fail `JSON.parse`, but what it rejects always does. A raw line feed in a string is rejected, so that
 * one open quote does not swallow the rest of a file.
 *
 * @param from offset of the value's first character
 * @param limit the text ends here
 */
export function skim(text: string, from: number, limit: number): Skim {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  let longNumber = false;
  let expect = Expect.Value;
  let i = from;
  let lineEnd = newline.find(text, from);

  while (i < limit) {
    const c = text.charCodeAt(i);
    if (c === SPACE || (c >= 0x09 && c <= 0x0d && c !== 0x0b && c !== 0x0c)) {
      i++;
      continue;
    }
    switch (c) {
      case QUOTE: {
        if (expect === Expect.Colon || expect === Expect.CommaOrClose) return broken(i, 'unexpected');
        const close = closingQuote(text, i, limit);
        if (lineEnd < i) lineEnd = newline.find(text, i);
        if (close < 0) return lineEnd < limit ? broken(i, 'open-string') : broken(limit, 'end');
        if (lineEnd < close) return broken(i, 'open-string');
        i = close + 1;
        if (expect === Expect.Key || expect === Expect.KeyOrClose) {
          keys++;
          expect = Expect.Colon;
          continue;
        }
        break;
      }
      case 0x7b: // {
      case 0x5b: // [
        if (expect !== Expect.Value && expect !== Expect.ValueOrClose) return broken(i, 'unexpected');
        inObject[depth++] = c === 0x7b;
        if (depth > deepest) deepest = depth;
        expect = c === 0x7b ? Expect.KeyOrClose : Expect.ValueOrClose;
        i++;
        continue;
      case 0x7d: // }
        if (depth === 0 || !inObject[depth - 1] || (expect !== Expect.KeyOrClose && expect !== Expect.CommaOrClose)) {
          return broken(i, 'unexpected');
        }
        depth--;
        i++;
        break;
      case 0x5d: // ]
        if (depth === 0 || inObject[depth - 1] || (expect !== Expect.ValueOrClose && expect !== Expect.CommaOrClose)) {
          return broken(i, 'unexpected');
        }
        depth--;
        i++;
        break;
      case 0x3a: // :
        if (expect !== Expect.Colon) return broken(i, 'unexpected');
        expect = Expect.Value;
        i++;
        continue;
      case 0x2c: // ,
        if (expect !== Expect.CommaOrClose) return broken(i, 'unexpected');
        expect = inObject[depth - 1] ? Expect.Key : Expect.Value;
        i++;
        continue;
      default: {
        if (expect !== Expect.Value && expect !== Expect.ValueOrClose) return broken(i, 'unexpected');
        const end = scalarEnd(text, i, limit);
        if (end === i) return broken(i, 'unexpected');
        if (end - i >= 16) longNumber = true;
        i = end;
      }
    }
    if (depth === 0) return { ok: true, end: i, shape: shapeOf(keys, deepest, longNumber) };
    expect = Expect.CommaOrClose;
  }
  return broken(limit, 'end');
}

/** The last value's shape: most records have the same one. */
let known: Shape = { keys: 0, depth: 0, longNumber: false };

function shapeOf(keys: number, depth: number, longNumber: boolean): Shape {
  if (known.keys !== keys || known.depth !== depth || known.longNumber !== longNumber) {
    known = { keys, depth, longNumber };
  }
  return known;
}

function broken(at: number, reason: BrokenValue['reason']): BrokenValue {
  return { ok: false, at, reason };
}

/** Offset of the quote that closes the string opened at `open`, or -1. */
function closingQuote(text: string, open: number, limit: number): number {
  let quote = open;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0 || quote >= limit) return -1;
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((quote - before) % 2 === 1) return quote;
  }
}

/** End of a run of letters, digits, `+`, `-` and `.`. */
function scalarEnd(text: string, from: number, limit: number): number {
  let i = from;
  for (; i < limit; i++) {
    const c = text.charCodeAt(i);
    const letter = (c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a;
    if (!letter && !(c >= 0x30 && c <= 0x39) && c !== 0x2d && c !== 0x2b && c !== 0x2e) break;
  }
  return i;
}

/** True for the white space that JSON allows between tokens. */
export function isJsonSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === 0x0d || code === 0x09;
}

/** Offset of the first character at or after `from` that is no JSON white space, or `limit`. */
export function skipSpace(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && isJsonSpace(text.charCodeAt(i))) i++;
  return i;
}

/** Like {@link skipSpace}, but stays on the line. */
export function skipBlanks(text: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && (text.charCodeAt(i) === SPACE || text.charCodeAt(i) === 0x09)) i++;
  return i;
}
