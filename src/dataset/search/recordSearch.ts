import type { Fields, Format } from '../format';
import { isJsonObject } from '../jsonObject';
import { allTurns } from '../sample';
import { parseSearch, type SearchScope, type SearchTerm } from './parseSearch';

/** Finds records by what they say. */
export interface RecordSearch {
  /** @param json the record's text @param value the record; undefined if it is no JSON object, or can't be read: then its text is looked through */
  matches(json: string, read: () => Fields | undefined, format: Format): boolean;
}

/**
 * Makes a search of its text; see {@link parseSearch}.
 *
 * @returns undefined for one that finds every record
 */
export function recordSearch(search: string): RecordSearch | undefined | { readonly fault: string } {
  const terms = parseSearch(search);
  if ('fault' in terms) return terms;
  if (terms.length === 0) return undefined;
  const tests = terms.flatMap(({ texts }) => texts);
  return {
    matches(json, read, format) {
      if (!tests.every((test) => test.mayBeIn(json))) return false;
      const value = read();
      if (!value)
        return terms.every(({ scope, texts }) => scope.kind === 'record' && texts.every((test) => test.isIn(json)));
      return terms.every((term) => holds(term, value, format));
    },
  };
}

function holds({ scope, texts }: SearchTerm, value: Fields, format: Format): boolean {
  const found = textsIn(scope, value, format);
  if (texts.length === 0) return found.some((text) => text !== '');
  return texts.every((test) => found.some((text) => test.isIn(text)));
}

function textsIn(scope: SearchScope, value: Fields, format: Format): string[] {
  const texts: string[] = [];
  if (scope.kind === 'role') addOfRole(value, format, scope.role, texts);
  else if (scope.kind === 'record') addTexts(value, texts);
  else addOfField(value, scope.path, [], texts);
  return texts;
}

/** What turns of a role say: their texts, thoughts and calls. The role is named as in the data, or by what it is. */
function addOfRole(value: Fields, format: Format, role: string, texts: string[]): void {
  for (const turn of allTurns(format.read(value))) {
    if (turn.name !== role && turn.role !== role) continue;
    texts.push(turn.content);
    if (turn.reasoning) texts.push(turn.reasoning.text);
    if (turn.calls?.form === 'list') addTexts(turn.calls.value, texts);
  }
}

/** `true` and `false` are found as they are written, numbers as JavaScript writes them: `1.0` as `1`, and no more digits than it knows. */
function addTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value));
  else if (Array.isArray(value)) for (const item of value) addTexts(item, texts);
  else if (isJsonObject(value)) for (const key in value) addTexts(value[key], texts);
}

/** @param way the names that lead to the value; those of lists count for nothing */
function addOfField(value: unknown, path: readonly string[], way: readonly string[], texts: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value) addOfField(item, path, way, texts);
  } else if (isJsonObject(value)) {
    for (const key in value) {
      const here = [...way, key];
      if (path.every((name, i) => here[here.length - path.length + i] === name)) addTexts(value[key], texts);
      else addOfField(value[key], path, here, texts);
    }
  }
}
