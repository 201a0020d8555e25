import type { Container } from './container';
import type { Cut } from './piece';
import { isJsonSpace, skim, skipBlanks, skipSpace } from './skim';

/**
 * One JSON array, pretty-printed or minified. An element that is broken ends where the next one can be recognised: at a line that
 * begins as its own did, or at an object with the same first key.
 */
export const arrayContainer: Container = { id: 'array', cut };

function cut(text: string, from: number, before: string, final: boolean): Cut | undefined {
  const first = skipSpace(text, from, text.length);
  if (from === 0 && before === '') return openBracket(text);
  if (first === text.length) {
    return final ? { ...none, kind: 'blank', end: first, valueStart: from, valueEnd: from } : undefined;
  }
  if (text[first] === ']') {
    const end = skipSpace(text, first + 1, text.length);
    if (end === text.length && !final) return undefined;
    return { ...none, kind: 'close', end, valueStart: first, valueEnd: first + 1 };
  }
  if (text[first] === ',') return { ...none, kind: 'junk', end: first + 1, valueStart: first, valueEnd: first + 1 };

  const skimmed = skim(text, first, limitOf(text, from, first, before));
  if (!skimmed.ok && skimmed.reason === 'end' && skimmed.at < text.length)
    return brokenElement(text, from, first, before, final);
  if (!skimmed.ok)
    return skimmed.reason === 'end' && !final ? undefined : brokenElement(text, from, first, before, final);
  const after = skipSpace(text, skimmed.end, text.length);
  if (after === text.length && !final) return undefined;
  const next = text[after];
  if (next !== undefined && next !== ',' && next !== ']' && next !== '{' && next !== '[') {
    return brokenElement(text, from, first, before, final);
  }
  const comma = next === ',';
  const end = lineTail(text, comma ? after + 1 : skimmed.end, final);
  if (end === undefined) return undefined;
  return { kind: 'record', end, valueStart: first, valueEnd: skimmed.end, shape: skimmed.shape, comma };
}

const none = { shape: undefined, comma: false } as const;

/** An element that is indented ends before a line that begins as its own did: what it holds is indented further. */
function limitOf(text: string, from: number, first: number, before: string): number {
  const indent = indentation(text, from, first, before);
  if (indent === undefined || indent === '') return text.length;
  const next = text.indexOf(`\n${indent}{`, first);
  return next < 0 ? text.length : next;
}

function openBracket(text: string): Cut | undefined {
  const bracket = text.indexOf('[');
  if (bracket < 0) return undefined;
  return { ...none, kind: 'open', end: bracket + 1, valueStart: bracket, valueEnd: bracket + 1 };
}

/** The blanks after `from` and one line end belong to the piece before them. */
function lineTail(text: string, from: number, final: boolean): number | undefined {
  let end = skipBlanks(text, from, text.length);
  if (text[end] === '\r') end++;
  if (end === text.length && !final) return undefined;
  if (text[end] === '\n') end++;
  return end;
}

function brokenElement(text: string, from: number, first: number, before: string, final: boolean): Cut | undefined {
  const next = nextElement(text, from, first, before);
  if (next === undefined && !final) return undefined;
  const end = next ?? closingBracket(text, first);
  let valueEnd = end;
  while (valueEnd > first + 1 && isJsonSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  const comma = next !== undefined && valueEnd > first + 1 && text[valueEnd - 1] === ',';
  if (comma) valueEnd--;
  while (valueEnd > first + 1 && isJsonSpace(text.charCodeAt(valueEnd - 1))) valueEnd--;
  const kind = isRecordStart(text[first]!) ? 'record' : 'junk';
  return { kind, end, valueStart: first, valueEnd, shape: undefined, comma };
}

/**
 * Where the element after a broken one begins: at a line that begins with `{`, not further in than the broken one (wherever, if that is no record), or
 * at an object with the same first key, whichever comes first; if its own first key can't be read, at the nearest object that follows another one.
 */
function nextElement(text: string, from: number, first: number, before: string): number | undefined {
  const indent = indentation(text, from, first, before);
  const width = isRecordStart(text[first]!) ? `{0,${indent?.length ?? 0}}` : '*';
  const nextLine = indent === undefined ? -1 : indexOfMatch(text, first + 1, `\\n[ \\t]${width}\\{`);
  const within = nextLine < 0 ? text : text.slice(0, nextLine);
  const key = /^\{[ \t\r\n]*"([^"\\]{1,64})"[ \t\r\n]*:/.exec(text.slice(first, first + 200))?.[1];
  if (key !== undefined) {
    const sameKey = indexOfMatch(
      within,
      first + 1,
      `\\{[ \\t\\r\\n]*"${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"[ \\t\\r\\n]*:`,
    );
    if (sameKey >= 0) return lineStartOr(text, sameKey);
  }
  if (nextLine >= 0) return nextLine + 1;
  return indent === undefined && key === undefined ? afterObject(text, first) : undefined;
}

/** Start of the first object that follows another one, or undefined. */
function afterObject(text: string, first: number): number | undefined {
  const pattern = /\}[ \t\r\n]*,?[ \t\r\n]*(?=\{[ \t\r\n]*["'“\w])/g;
  pattern.lastIndex = first;
  const match = pattern.exec(text);
  return match ? match.index + match[0].length : undefined;
}

function isRecordStart(char: string): boolean {
  return /[{["\w'-]/.test(char);
}

/** Offset of the first match at or after `from`, or -1. */
function indexOfMatch(text: string, from: number, source: string): number {
  const pattern = new RegExp(source, 'g');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** The white space before the element, if it is the first thing on its line. */
function indentation(text: string, from: number, first: number, before: string): string | undefined {
  let start = first;
  while (start > from && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  const previous = start > 0 ? text[start - 1] : before;
  return previous === '\n' ? text.slice(start, first) : undefined;
}

/** Start of the line if only blanks stand before `at`, else `at`. */
function lineStartOr(text: string, at: number): number {
  let start = at;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--;
  return text[start - 1] === '\n' ? start : at;
}

/** Offset of the bracket that ends the text, so that a broken last element leaves it alone; else the text's end. */
function closingBracket(text: string, first: number): number {
  let last = text.length - 1;
  while (last > first && isJsonSpace(text.charCodeAt(last))) last--;
  return last > first && text[last] === ']' ? last : text.length;
}
