import type { Node } from 'jsonc-parser';
import type { Calls } from '../dataset/sample';
import type { Call } from './dialogue';
import { nested, rawJson, textOf, type RawJson, type RawText } from './rawText';
import { propertiesOf, propertyOf, RecordSource } from './recordSource';
import type { Telling } from './telling';

/** A thought before the calls of a text. */
const THOUGHT = /^\s*<think>[^]*?<\/think>\s*/;

/** The calls of a turn, and what stands before them where they are a text. */
export interface ReadCalls {
  readonly calls: readonly Call[];
  /** The thought with its tags and the white space around it. */
  readonly thought: string;
}

/**
 * Reads calls from their JSON text: a list in the message, or a string that holds JSON.
 *
 * @param texts the raw texts of the strings, for calls in texts
 */
export function readCalls(calls: Calls, source: RecordSource, texts: readonly RawText[], telling: Telling): ReadCalls {
  if (calls.form === 'list') {
    const node = source.at(calls.pointer);
    const nodes = node?.type === 'array' ? (node.children ?? []) : node ? [node] : [];
    return { calls: nodes.map((each) => readCall(each, source, telling)), thought: '' };
  }
  let thought = '';
  const read = texts.flatMap((raw) => {
    const text = textOf(raw);
    thought ||= THOUGHT.exec(text)?.[0] ?? '';
    return callsInText(text.replace(THOUGHT, '').trim(), telling);
  });
  return { calls: read, thought };
}

function callsInText(text: string, telling: Telling): Call[] {
  const source = RecordSource.read(text);
  if (!(source instanceof RecordSource)) {
    telling.stop('callNotJson');
    return [];
  }
  const { root } = source;
  const nodes = root.type === 'array' ? (root.children ?? []) : [root];
  return nodes.map((node) => readCall(node, source, telling));
}

const CALL_KEYS = ['id', 'type', 'function', 'name', 'arguments'];

function readCall(node: Node, source: RecordSource, telling: Telling): Call {
  const inner = propertyOf(node, 'function');
  const body = inner?.type === 'object' ? inner : node;
  const name = propertyOf(body, 'name');
  const args = propertyOf(body, 'arguments');
  if (name?.type !== 'string' || !args) {
    telling.stop('callShape');
    return { name: rawJson('""'), arguments: rawJson('{}') };
  }
  for (const [key] of [...propertiesOf(node), ...(body === node ? [] : propertiesOf(body))]) {
    if (!CALL_KEYS.includes(key)) telling.tell('callField', key);
  }
  const id = propertyOf(node, 'id');
  return {
    name: source.jsonOf(name),
    arguments: args.type === 'string' ? rawJson(textOf(source.textOf(args))) : source.jsonOf(args),
    ...(id && id.type !== 'null' && { id: source.jsonOf(id) }),
  };
}

/** A call as LLaMA-Factory's texts have it; its arguments must be an object. */
export function callObject(call: Call, telling: Telling): RawJson {
  const args = RecordSource.read(call.arguments);
  if (!(args instanceof RecordSource) || args.root.type !== 'object') {
    telling.stop('argumentsNotJson', JSON.parse(call.name) as string);
    return rawJson('{}');
  }
  return rawJson(`{"name": ${call.name}, "arguments": ${args.jsonOf(args.root)}}`);
}

/** A call as OpenAI has it: its arguments are JSON text. */
export function functionCall(call: Call, id: RawJson): RawJson {
  return rawJson(
    `{"id": ${id}, "type": "function", "function": {"name": ${call.name}, "arguments": ${nested(call.arguments)}}}`,
  );
}
