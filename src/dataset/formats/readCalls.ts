import { isJsonObject } from '../jsonObject';
import type { Calls, ToolCall } from '../sample';

/** A thought that stands in front of the calls of a text. */
const THOUGHT = /^\s*<think>[^]*?<\/think>\s*/;

/** Calls as a list in a message: `tool_calls`. */
export function callsInList(list: readonly unknown[], pointer: string): Calls {
  return { form: 'list', pointer, value: list, calls: list.map((call, i) => toolCall(call, `${pointer}/${i}`, [])) };
}

/** OpenAI's former `function_call`: one call, not in a list. */
export function loneCall(call: object, pointer: string): Calls {
  return { form: 'list', pointer, value: call, calls: [toolCall(call, pointer, [])] };
}

/** Calls as JSON text: one, or a list of them, with or without a thought in front. */
export function callsInText(text: string, pointer: string): Calls {
  const value = parseJson(text.replace(THOUGHT, ''));
  if (value === undefined) return { form: 'text', pointer, value, calls: [] };
  const calls = Array.isArray(value)
    ? value.map((call: unknown, i) => toolCall(call, pointer, [i]))
    : [toolCall(value, pointer, [])];
  return { form: 'text', pointer, value, calls };
}

/** How much of a text of calls is a thought in front of them, with the white space around it; UTF-16 units. */
export function thoughtLength(text: string): number {
  return THOUGHT.exec(text)?.[0].length ?? 0;
}

/** The calls of several texts of one turn; the pointer is that of the first that is no JSON. */
export function joinedCalls(texts: readonly Calls[]): Calls | undefined {
  const [first, ...others] = texts;
  if (!first || others.length === 0) return first;
  const broken = texts.find(({ value }) => value === undefined);
  return {
    form: 'text',
    pointer: (broken ?? first).pointer,
    value: broken ? undefined : texts.flatMap(({ value }) => value),
    calls: texts.flatMap(({ calls }) => calls),
  };
}

/** The value of a JSON text, undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toolCall(source: unknown, pointer: string, path: readonly number[]): ToolCall {
  const call = isJsonObject(source) ? source : {};
  const named = isJsonObject(call.function) ? call.function : call;
  return {
    ...{ source, pointer, path },
    name: typeof named.name === 'string' ? named.name : undefined,
    arguments: named.arguments,
    id: call.id,
  };
}
