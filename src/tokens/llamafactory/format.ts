import { PythonError } from './python/error';
import { dumps, JsonDecodeError, loads } from './python/json';
import { getItem, iterate, length, textOf } from './python/operations';
import { repr, str } from './python/text';
import { isList, type PythonValue } from './python/value';
import type { Slot, Slots } from './templates/template';
import type { Template } from './templates';
import type { FunctionCall, ToolFormat } from './toolFormats/toolFormat';

/**
 * Puts values into the placeholders of slots, as `StringFormatter` of LLaMA-Factory's data/formatter.py does: the values in order, each
 * at its first placeholder in each slot, so that a `{{idx}}` in the content counts too.
 *
 * @throws PythonError if a value is no text
 */
export function fill(slots: Slots, values: Readonly<Record<string, PythonValue>>): Slot[] {
  return slots.map((slot) => {
    if (typeof slot !== 'string') return slot;
    let filled = slot;
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== 'string') throw new PythonError('RuntimeError', `Expected a string, got ${str(value)}`);
      filled = filled.replace(`{{${name}}}`, () => value);
    }
    return filled;
  });
}

/**
 * The text of a turn that calls tools (`FunctionFormatter`). Of a content with a block between the template's tool call words, that block is
 * the call and the rest comes before it; else a thought may come before the call.
 */
export function functionText(content: PythonValue, template: Template, format: ToolFormat): string {
  const text = textOf(content, (type) => `expected string or bytes-like object, got '${type}'`);
  const { toolCallWords, thoughtWords, systemInUser } = template;
  if (systemInUser) return format.call(readCalls(text, text));
  const block = between(toolCallWords).exec(text);
  if (block) return text.replaceAll(block[0], '') + format.call(readCalls(block[1]!, text));
  const thought = between(thoughtWords).exec(text)?.[0];
  if (thought === undefined) return format.call(readCalls(text, text));
  return thought + format.call(readCalls(text.replaceAll(thought, ''), text));
}

function readCalls(json: string, content: string): FunctionCall[] {
  const value = decode(json, () => `Invalid JSON format in function message: ${repr([content])}.`);
  const calls = isList(value) ? value : [value];
  return calls.map((call) => ({ name: getItem(call, 'name'), args: dumps(getItem(call, 'arguments')) }));
}

/** The part of the system message that tells of the tools (`ToolFormatter`). */
export function toolText(tools: PythonValue, template: Template, format: ToolFormat, today: Date): string {
  if (template.toolSlot !== undefined) return fill([template.toolSlot], { content: tools })[0] as string;
  const text = textOf(tools, (type) => `the JSON object must be str, bytes or bytearray, not ${type}`);
  const list = decode(text, () => `Invalid JSON format in tool description: ${repr([text])}.`);
  return length(list) === 0 ? '' : format.describe(iterate(list), today);
}

/** The content without thoughts that stand exactly between the template's words (`remove_thought`). */
export function withoutThought(content: PythonValue, template: Template): string {
  const text = textOf(content, (type) => `expected string or bytes-like object, got '${type}'`);
  return text.replace(between(template.thoughtWords, 'g'), '').replace(/^\n+/, '');
}

/** True if the content has neither of the thought words. */
export function lacksThought(content: PythonValue, { thoughtWords }: Template): boolean {
  return thoughtWords.every((word) => typeof content !== 'string' || !content.includes(word.trim()));
}

function between([open, close]: readonly [string, string], flags = ''): RegExp {
  return new RegExp(`${literal(open)}(.*?)${literal(close)}`, `s${flags}`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function decode(text: string, complaint: () => string): PythonValue {
  try {
    return loads(text);
  } catch (error) {
    if (error instanceof JsonDecodeError) throw new PythonError('RuntimeError', complaint());
    throw error;
  }
}
