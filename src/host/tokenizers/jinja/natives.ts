import { ChatTemplateError } from '../../../tokens/chatRenderer';
import { add, boundedText, length, modulo, multiply } from './arithmetic';
import { MAX_RANGE, type Budget } from './budget';
import { toJson } from './json';
import { loopNatives } from './loops';
import { contains, equal, str, strip, typeName } from './python';
import { strftime } from './strftime';
import { callMethod } from './textMethods';
import * as values from './values';
import { isList, isMapping, isText, isUndefined, numberOf, type Native, type Value } from './values';

/** What a template finds besides its own variables: the globals of transformers' environment, and what `mend.ts` puts in. */
export function nativesFor(budget: Budget, now: () => Date): ReadonlyMap<string, Value> {
  const functions: Record<string, Native> = {
    ...loopNatives,
    raise_exception: ([message]) => {
      throw new ChatTemplateError('raised', message ? str(message, budget) : '');
    },
    range: (args) => range(args),
    strftime_now: ([format]) => values.text(strftime(now(), format ? str(format, budget) : '')),
    '%step': () => values.undefinedValue,
    '%required': ([value, message]) => {
      if (isUndefined(value!)) throw new ChatTemplateError('failed', str(message!, budget));
      return value!;
    },
    '%print': ([value]) => boundedText(str(value!, budget), budget),
    '%string': ([value]) => boundedText(str(value!, budget), budget),
    '%concatenate': ([left, right]) => boundedText(str(left!, budget) + str(right!, budget), budget),
    '%equal': ([left, right]) => values.boolean(equal(left!, right!, budget)),
    '%unequal': ([left, right]) => values.boolean(!equal(left!, right!, budget)),
    '%in': ([left, right]) => values.boolean(contains(right!, left!, budget)),
    '%notIn': ([left, right]) => values.boolean(!contains(right!, left!, budget)),
    '%add': ([left, right]) => add(left!, right!, budget),
    '%multiply': ([left, right]) => multiply(left!, right!, budget),
    '%modulo': ([left, right]) => modulo(left!, right!),
    '%length': ([value]) => length(value!),
    '%count': ([value]) => length(value!),
    '%trim': (args) => {
      const { positional, named } = split(args);
      const characters = positional[1] ?? named.get('chars');
      return values.text(strip(str(positional[0]!, budget), 'both', characters && str(characters, budget)));
    },
    '%join': (args) => join(args, budget),
    '%replace': ([value, ...args]) => callMethod('replace', [values.text(str(value!, budget)), ...args], budget),
    '%tojson': (args) => boundedText(tojson(args, budget), budget),
    '%method': ([name, ...rest]) => callMethod(str(name!, budget), rest, budget),
  };
  const [yes, no] = [values.boolean(true), values.boolean(false)];
  return new Map([
    ...Object.entries({ true: yes, True: yes, false: no, False: no, none: values.none, None: values.none }),
    ...Object.entries(functions).map(([name, run]): [string, Value] => [name, counted(run, budget)]),
  ]);
}

function counted(run: Native, budget: Budget): Value {
  return values.native((args, scope) => {
    budget.spend(1);
    return run(args, scope);
  });
}

/** Positional and named arguments. */
function split(args: readonly Value[]): { positional: readonly Value[]; named: ReadonlyMap<string, Value> } {
  const last = args.at(-1);
  if (last?.type !== 'KeywordArgumentsValue' || !isMapping(last)) return { positional: args, named: new Map() };
  return { positional: args.slice(0, -1), named: last.value };
}

/** @throws ChatTemplateError as Python's sandbox refuses ranges that are too long */
function range(args: readonly Value[]): Value {
  const numbers = args.map((arg) => {
    const number = numberOf(arg);
    if (number === undefined || arg.type === 'FloatValue')
      throw new ChatTemplateError('failed', `'${typeName(arg)}' object cannot be interpreted as an integer`);
    return number;
  });
  const [start, stop, step = 1] = numbers.length > 1 ? numbers : [0, numbers[0] ?? 0];
  if (step === 0) throw new ChatTemplateError('failed', 'range() arg 3 must not be zero');
  const length = Math.max(Math.ceil((stop! - start!) / step), 0);
  if (length > MAX_RANGE) {
    const message = `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${MAX_RANGE}).`;
    throw new ChatTemplateError('failed', message);
  }
  return values.list(Array.from({ length }, (_, i) => values.integer(start! + i * step)));
}

/** `value | join(d, attribute)` */
function join(args: readonly Value[], budget: Budget): Value {
  const { positional, named } = split(args);
  const [value, separator = named.get('d'), attribute = named.get('attribute')] = positional;
  const key = attribute && str(attribute, budget);
  const items = isText(value!) ? Array.from(value.value, values.text) : isList(value!) ? value.value : [];
  const texts = items.map((item: Value) => {
    if (key === undefined) return str(item, budget);
    return isMapping(item) ? str(item.value.get(key) ?? values.undefinedValue, budget) : '';
  });
  const glue = separator ? str(separator, budget) : '';
  budget.allow(texts.reduce((sum, part) => sum + part.length + glue.length, 0));
  return values.text(texts.join(glue));
}

/** The filter of transformers, which is not Jinja's own: no HTML escapes, non-ASCII as it is (utils/chat_template_utils.py). */
function tojson(args: readonly Value[], budget: Budget): string {
  const { positional, named } = split(args);
  const argument = (place: number, name: string): Value | undefined => {
    const value = positional[place] ?? named.get(name);
    return value && value.type !== 'NullValue' ? value : undefined;
  };
  const truth = (value: Value | undefined): boolean => value !== undefined && value.__bool__().value;
  const indentValue = argument(2, 'indent');
  const indent = indentValue && (isText(indentValue) ? indentValue.value : numberOf(indentValue));
  const separators = argument(3, 'separators');
  const pair = separators && isList(separators) ? separators.value.map((value) => str(value, budget)) : [];
  if (typeof indent === 'number') budget.allow(indent * 1024);
  const style = {
    indent,
    ensureAscii: truth(argument(1, 'ensure_ascii')),
    sortKeys: truth(argument(4, 'sort_keys')),
    item: pair[0] ?? (indent === undefined ? ', ' : ','),
    key: pair[1] ?? ': ',
  };
  return toJson(positional[0]!, style, budget);
}
