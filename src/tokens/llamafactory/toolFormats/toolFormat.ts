import { dumps, loads } from '../python/json';
import { get, getItem, items } from '../python/operations';
import { str } from '../python/text';
import type { PythonValue } from '../python/value';

/** A call of a tool: `name` as the data has it, `args` as JSON text. */
export interface FunctionCall {
  readonly name: PythonValue;
  readonly args: string;
}

/** How a family of models is told of its tools and calls them (`ToolUtils` of LLaMA-Factory's data/tool_utils.py). */
export interface ToolFormat {
  /**
   * Part of the system message.
   *
   * @param tools the parsed list
   * @param today for prompts that carry the date
   * @throws PythonError for a list that the format can't write
   */
  describe(tools: readonly PythonValue[], today: Date): string;
  /** What the model answers to call the tools. */
  call(calls: readonly FunctionCall[]): string;
}

/** The function object of a tool, out of its `{"type": "function", …}` if it has one. */
export function bare(tool: PythonValue, missing: PythonValue = ''): PythonValue {
  return isWrapped(tool) ? get(tool, 'function', missing) : tool;
}

/** The tool within `{"type": "function", …}`, put there if need be. */
export function wrapped(tool: PythonValue): PythonValue {
  return isWrapped(tool) ? tool : { type: 'function', function: tool };
}

/** `{"name": …, "<key>": {…}}` as JSON text. */
export function callObject({ name, args }: FunctionCall, key: string): PythonValue {
  return { name, [key]: loads(args) };
}

/** The arguments by name, each as text: strings as they are, the rest as JSON. */
export function parameters({ args }: FunctionCall): [string, string][] {
  return items(loads(args)).map(([key, value]) => [key, typeof value === 'string' ? value : dumps(value)]);
}

/** A tool's name within other text. */
export function nameOf(tool: PythonValue): string {
  return str(getItem(tool, 'name'));
}

function isWrapped(tool: PythonValue): boolean {
  return get(tool, 'type', null) === 'function';
}
