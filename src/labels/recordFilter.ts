import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../dataset/jsonObject';
import { listOf } from '../dataset/listOf';

/** Says whether a parsed record is meant. */
export interface Condition {
  /** Where in a record it looks, as it was written. */
  readonly place: string;
  holds(record: unknown): boolean;
  /** True for a record that has something at the place. */
  isThere(record: unknown): boolean;
}

/** The words of a condition: how the texts at a place are compared with the one that is given. */
const COMPARISONS: Readonly<Record<string, (given: string) => (found: readonly string[]) => boolean>> = {
  contains: (given) => (found) => found.some((text) => text.includes(given)),
  lacks: (given) => (found) => !found.some((text) => text.includes(given)),
  is: (given) => (found) => found.includes(given),
  isnt: (given) => (found) => !found.includes(given),
  matches: (given) => {
    const pattern = new RegExp(given, 'u');
    return (found) => found.some((text) => pattern.test(text));
  },
};

const SIGNS: Readonly<Record<string, string>> = { '=': 'is', '==': 'is', '!=': 'isnt', '~': 'matches' };

export const comparisons = Object.keys(COMPARISONS);

/**
 * Reads a condition: a place, a word and a text, such as `instruction contains 代码` or `meta.lang is zh`. The place is a name, names joined with dots, or
 * a JSON Pointer; `*` stands for every element of a list. Every text, number, `true`, `false` or `null` there is compared as text.
 *
 * @returns what is wrong with it, for people, where it can't be read
 */
export function parseCondition(text: string): { readonly condition: Condition } | { readonly fault: string } {
  const match = /^\s*(\S+)\s+(\S+)\s(.*)$/su.exec(text);
  const [, place, sign, rest] = match ?? [];
  const word = sign === undefined ? undefined : (SIGNS[sign] ?? sign);
  const compare = word !== undefined && Object.hasOwn(COMPARISONS, word) ? COMPARISONS[word] : undefined;
  if (place === undefined || rest === undefined || !compare) {
    return {
      fault: l10n.t(
        '“{0}” is no condition. Write a field, one of these words, and a text, such as “instruction contains code”: {1}',
        text,
        listOf(comparisons),
      ),
    };
  }
  const path = pathOf(place);
  try {
    const matches = compare(unquoted(rest.trim()));
    return {
      condition: {
        place,
        holds: (record) => matches(valuesAt(record, path).map(asText)),
        isThere: (record) => valuesAt(record, path).length > 0,
      },
    };
  } catch (error) {
    return { fault: l10n.t('“{0}” is no regular expression: {1}', rest.trim(), (error as Error).message) };
  }
}

/**
 * Reads numbers of records, counted from 1: `1-20,25,90-`.
 *
 * @returns undefined if they can't be read
 */
export function parseRecordNumbers(text: string): ((index: number) => boolean) | undefined {
  const ranges = text.split(',').map((part) => /^\s*(\d{1,15})\s*(?:(-)\s*(\d{1,15})?)?\s*$/.exec(part));
  const spans: { from: number; to: number }[] = [];
  for (const range of ranges) {
    if (!range) return undefined;
    const from = Number(range[1]);
    const to = range[2] === undefined ? from : range[3] === undefined ? Infinity : Number(range[3]);
    if (from < 1 || to < from) return undefined;
    spans.push({ from, to });
  }
  return (index) => spans.some(({ from, to }) => index + 1 >= from && index + 1 <= to);
}

/** A text may stand in quotes, so that blanks around it count. */
function unquoted(text: string): string {
  return /^(["'])(.*)\1$/su.exec(text)?.[2] ?? text;
}

function pathOf(place: string): readonly string[] {
  if (!place.startsWith('/')) return place.split('.');
  return place
    .slice(1)
    .split('/')
    .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const inside = name === '*' ? items : /^\d+$/.test(name) ? items.slice(Number(name), Number(name) + 1) : [];
    return inside.flatMap((item) => valuesAt(item, rest));
  }
  return isJsonObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
}

/** Of a list or an object its JSON, in which `contains` finds things too. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
