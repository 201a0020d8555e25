import { ChatTemplateError } from '../../../tokens/chatRenderer';
import type { Budget } from './budget';
import { isList, isMapping, isText, numberOf, type Value } from './values';

/**
 * What Python makes of values where the template engine makes what JavaScript does: texts of None, booleans, numbers and containers,
 * equality, and names of types.
 */

/** Python's name of a value's type, as its error messages give it. */
export function typeName(value: Value): string {
  const names: Record<string, string> = {
    StringValue: 'str',
    IntegerValue: 'int',
    FloatValue: 'float',
    BooleanValue: 'bool',
    NullValue: 'NoneType',
    ArrayValue: 'list',
    TupleValue: 'tuple',
    ObjectValue: 'dict',
    FunctionValue: 'function',
    UndefinedValue: 'Undefined',
  };
  return names[value.type] ?? value.type;
}

/** `str(value)`. Undefined is the empty text, as in Jinja. */
export function str(value: Value, budget: Budget): string {
  if (isText(value)) return value.value;
  return value.type === 'UndefinedValue' ? '' : repr(value, budget);
}

function repr(value: Value, budget: Budget): string {
  budget.spend(1);
  if (isText(value)) return quote(value.value);
  if (isList(value)) {
    const items = value.value.map((item) => repr(item, budget)).join(', ');
    if (value.type === 'TupleValue') return `(${items}${value.value.length === 1 ? ',' : ''})`;
    return `[${items}]`;
  }
  if (isMapping(value)) {
    const items = [...value.value].map(([key, item]) => `${quote(key)}: ${repr(item, budget)}`);
    return `{${items.join(', ')}}`;
  }
  if (value.type === 'NullValue') return 'None';
  if (value.type === 'BooleanValue') return value.value ? 'True' : 'False';
  if (value.type === 'FloatValue') return floatText(Number(value.value));
  if (value.type === 'IntegerValue') return integerText(Number(value.value));
  return value.type === 'UndefinedValue' ? 'Undefined' : `<${typeName(value)}>`;
}

/** A text in Python's quotes: single ones, unless it holds single quotes and no double ones. */
function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    if (character === "'" || character === '"') return character === mark ? `\\${character}` : character;
    if (character === '\\') return '\\\\';
    const code = character.codePointAt(0)!;
    const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
    return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
  });
  return mark + inner + mark;
}

/** `repr(float)`: a point or an exponent always, exponents of two digits at least, from 1e16 on and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `str(int)`: never an exponent. */
export function integerText(value: number): string {
  return Number.isFinite(value) ? BigInt(value).toString() : floatText(value);
}

/** `a == b`. */
export function equal(a: Value, b: Value, budget: Budget): boolean {
  budget.spend(1);
  if (a === b) return true;
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined || right !== undefined) return left === right;
  if (isList(a) && isList(b)) {
    const others = b.value;
    return (
      a.type === b.type &&
      a.value.length === others.length &&
      a.value.every((item, i) => equal(item, others[i]!, budget))
    );
  }
  if (isMapping(a) && isMapping(b)) {
    const others = b.value;
    if (a.value.size !== others.size) return false;
    return [...a.value].every(([key, item]) => {
      const other = others.get(key);
      return other !== undefined && equal(item, other, budget);
    });
  }
  return a.type === b.type && a.value === b.value;
}

/** `item in container`. @throws ChatTemplateError if it can hold nothing, or not that */
export function contains(container: Value, item: Value, budget: Budget): boolean {
  if (container.type === 'UndefinedValue') return false;
  if (isList(container)) return container.value.some((other: Value) => equal(other, item, budget));
  if (isMapping(container)) return isText(item) && container.value.has(item.value);
  if (!isText(container))
    throw new ChatTemplateError('failed', `argument of type '${typeName(container)}' is not iterable`);
  if (isText(item)) return container.value.includes(item.value);
  throw new ChatTemplateError('failed', `'in <string>' requires string as left operand, not ${typeName(item)}`);
}

/** White space as Python's `str.strip()` knows it, which is not JavaScript's: U+001C to U+001F and U+0085 are, U+FEFF is not. */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** `text.strip(characters)`, at one or both sides. Without characters, white space goes. */
export function strip(text: string, side: 'both' | 'left' | 'right', characters?: string): string {
  if (characters === undefined) {
    let result = text;
    if (side !== 'right') result = result.replace(new RegExp(`^[${SPACE}]+`), '');
    if (side !== 'left') result = stripSpaceRight(result);
    return result;
  }
  const gone = new Set(characters);
  const points = Array.from(text);
  let [start, end] = [0, points.length];
  if (side !== 'right') while (start < end && gone.has(points[start]!)) start += 1;
  if (side !== 'left') while (end > start && gone.has(points[end - 1]!)) end -= 1;
  return points.slice(start, end).join('');
}

/** From the end, one character after the other: a search for `[…]+$` would try every run of white space in the text. */
function stripSpaceRight(text: string): string {
  const space = new RegExp(`[${SPACE}]`);
  let end = text.length;
  while (end > 0 && space.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
