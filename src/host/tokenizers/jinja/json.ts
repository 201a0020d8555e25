import { ChatTemplateError } from '../../../tokens/chatRenderer';
import type { Budget } from './budget';
import { floatText, integerText, typeName } from './python';
import { isList, isMapping, isText, type Value } from './values';

/** How `json.dumps` is asked to write. */
export interface JsonStyle {
  readonly indent: number | string | undefined;
  readonly ensureAscii: boolean;
  readonly sortKeys: boolean;
  readonly item: string;
  readonly key: string;
}

/**
 * `json.dumps(value, …)`, as the `tojson` filter of Python's transformers calls it (utils/chat_template_utils.py).
 *
 * @throws ChatTemplateError for what is no JSON
 */
export function toJson(value: Value, style: JsonStyle, budget: Budget, depth = 0): string {
  budget.spend(1);
  if (isText(value)) return jsonText(value.value, style);
  if (isList(value)) {
    const items = value.value.map((item) => toJson(item, style, budget, depth + 1));
    return enclose('[', items, ']', style, depth);
  }
  if (isMapping(value)) {
    const entries = [...value.value];
    if (style.sortKeys) entries.sort(([a], [b]) => compareCodePoints(a, b));
    const items = entries.map(
      ([key, item]) => `${jsonText(key, style)}${style.key}${toJson(item, style, budget, depth + 1)}`,
    );
    return enclose('{', items, '}', style, depth);
  }
  if (value.type === 'NullValue') return 'null';
  if (value.type === 'BooleanValue') return value.value ? 'true' : 'false';
  if (value.type === 'IntegerValue') return integerText(Number(value.value));
  if (value.type === 'FloatValue') return jsonFloat(Number(value.value));
  throw new ChatTemplateError('failed', `Object of type ${typeName(value)} is not JSON serializable`);
}

function enclose(open: string, items: readonly string[], close: string, style: JsonStyle, depth: number): string {
  if (style.indent === undefined || items.length === 0) return open + items.join(style.item) + close;
  const unit = typeof style.indent === 'number' ? ' '.repeat(Math.max(style.indent, 0)) : style.indent;
  const outer = `\n${unit.repeat(depth)}`;
  return `${open}${outer}${unit}${items.join(`${style.item}${outer}${unit}`)}${outer}${close}`;
}

function jsonText(text: string, { ensureAscii }: JsonStyle): string {
  // JSON.stringify writes halves of surrogate pairs as escapes; Python writes them as they are.
  const json = JSON.stringify(text).replace(
    /\\u(d[89a-f][0-9a-f]{2})/g,
    (escape, digits: string, at: number, all: string) =>
      isEscaped(all, at) ? escape : String.fromCharCode(parseInt(digits, 16)),
  );
  if (!ensureAscii) return json;
  return json.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Is the backslash at `at` itself escaped by one before it? */
function isEscaped(text: string, at: number): boolean {
  let before = 0;
  while (text[at - 1 - before] === '\\') before += 1;
  return before % 2 === 1;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return floatText(value);
}

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
