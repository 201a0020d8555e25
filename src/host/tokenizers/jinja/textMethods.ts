import { ChatTemplateError } from '../../../tokens/chatRenderer';
import type { Budget } from './budget';
import { str, strip, typeName } from './python';
import * as values from './values';
import { isList, isMapping, isNone, isText, numberOf, type Value } from './values';

/** The arguments of a call; those that the template passes by name are found by name. */
interface Arguments {
  text(place: number, name: string): string | undefined;
  number(place: number, name: string): number | undefined;
  texts(place: number): readonly string[];
}

type Method = (text: string, args: Arguments, budget: Budget) => Value;

/** Methods of Python's `str`. */
const METHODS: Readonly<Record<string, Method>> = {
  strip: (text, args) => values.text(strip(text, 'both', args.text(0, 'chars'))),
  lstrip: (text, args) => values.text(strip(text, 'left', args.text(0, 'chars'))),
  rstrip: (text, args) => values.text(strip(text, 'right', args.text(0, 'chars'))),
  split: (text, args) => textList(splitText(text, args.text(0, 'sep'), args.number(1, 'maxsplit') ?? -1)),
  rsplit: (text, args) => textList(splitFromRight(text, args.text(0, 'sep'), args.number(1, 'maxsplit') ?? -1)),
  startswith: (text, args) => values.boolean(args.texts(0).some((start) => text.startsWith(start))),
  endswith: (text, args) => values.boolean(args.texts(0).some((end) => text.endsWith(end))),
  removeprefix: (text, args) => {
    const prefix = args.text(0, 'prefix') ?? '';
    return values.text(text.startsWith(prefix) ? text.slice(prefix.length) : text);
  },
  removesuffix: (text, args) => {
    const suffix = args.text(0, 'suffix') ?? '';
    return values.text(suffix && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text);
  },
  find: (text, args) => {
    const at = text.indexOf(args.text(0, 'sub') ?? '');
    return values.integer(at < 0 ? -1 : Array.from(text.slice(0, at)).length);
  },
  count: (text, args) => {
    const part = args.text(0, 'sub') ?? '';
    return values.integer(part === '' ? Array.from(text).length + 1 : text.split(part).length - 1);
  },
  isdigit: (text) => values.boolean(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2089]+$/u.test(text)),
  capitalize: (text) => {
    const [first = '', ...rest] = Array.from(text);
    return values.text(first.toUpperCase() + rest.join('').toLowerCase());
  },
  replace: (text, args, budget) => {
    const [old, replacement] = [args.text(0, 'old') ?? '', args.text(1, 'new') ?? ''];
    // Between all characters, if there is nothing to look for.
    const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
    const most = args.number(2, 'count') ?? -1;
    const times = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1);
    budget.allow(text.length + times * replacement.length);
    return values.text([...parts.slice(0, times), parts.slice(times).join(old)].join(replacement));
  },
  join: (text, args) => values.text(args.texts(0).join(text)),
};

/**
 * Calls `object.name(…)`.
 *
 * @param args the object and the arguments
 * @throws ChatTemplateError if the object has no such method, in Jinja's words
 */
export function callMethod(name: string, [object, ...rest]: readonly Value[], budget: Budget): Value {
  if (!object || !isText(object)) {
    const type = object && isMapping(object) ? 'dict' : object ? typeName(object) : 'None';
    throw new ChatTemplateError('failed', `'${type} object' has no attribute '${name}'`);
  }
  budget.spend(Math.ceil(object.value.length / 1000));
  const result = METHODS[name]!(object.value, readArguments(rest, budget), budget);
  if (isText(result)) budget.allow(result.value.length);
  return result;
}

function readArguments(args: readonly Value[], budget: Budget): Arguments {
  const last = args.at(-1);
  const isNamed = last?.type === 'KeywordArgumentsValue' && isMapping(last);
  const find = (place: number, name: string): Value | undefined => {
    const value = isNamed ? (last.value.get(name) ?? (place < args.length - 1 ? args[place] : undefined)) : args[place];
    return value && !isNone(value) ? value : undefined;
  };
  const asText = (value: Value): string => {
    if (!isText(value)) throw new ChatTemplateError('failed', `must be str, not ${typeName(value)}`);
    return value.value;
  };
  return {
    text: (place, name) => {
      const value = find(place, name);
      return value && asText(value);
    },
    number: (place, name) => {
      const value = find(place, name);
      return value && numberOf(value);
    },
    texts: (place) => {
      const value = find(place, '');
      if (!value) return [];
      budget.spend(1);
      return isList(value) ? value.value.map((item: Value) => asText(item)) : [str(value, budget)];
    },
  };
}

function textList(parts: readonly string[]): Value {
  return values.list(parts.map(values.text));
}

function splitText(text: string, separator: string | undefined, most: number): string[] {
  if (separator === undefined) return splitAtSpace(text, most);
  if (separator === '') throw new ChatTemplateError('failed', 'empty separator');
  const parts = text.split(separator);
  return most < 0 || parts.length <= most ? parts : [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function splitAtSpace(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = strip(text, 'left');
  while (rest !== '' && (most < 0 || parts.length < most)) {
    const end =
      /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.exec(rest)?.index ?? rest.length;
    parts.push(rest.slice(0, end));
    rest = strip(rest.slice(end), 'left');
  }
  return rest === '' ? parts : [...parts, rest];
}

function splitFromRight(text: string, separator: string | undefined, most: number): string[] {
  if (most < 0) return splitText(text, separator, most);
  if (separator === '') throw new ChatTemplateError('failed', 'empty separator');
  if (separator === undefined) {
    const reversed = splitAtSpace(Array.from(text).reverse().join(''), most);
    return reversed.map((part) => Array.from(part).reverse().join('')).reverse();
  }
  const parts = text.split(separator);
  const head = Math.max(parts.length - most, 1);
  return [parts.slice(0, head).join(separator), ...parts.slice(head)];
}
