import type { Attributes } from '../../../dataset/datasetInfo/attributes';
import { pointerTo, type Conversation, type Message, type Sourced } from '../conversation';
import { dumps } from '../python/json';
import { contains, extend, get, iterate, join } from '../python/operations';
import { repr, str } from '../python/text';
import { isDict, isList, truthy, type PythonValue } from '../python/value';
import type { Row } from '../row';
import { MessageReader, type Opened } from './messages';

/** Between the results of tools that were called together. */
const BETWEEN_RESULTS = '\n</tool_response>\n<tool_response>\n';
const SHORT_THINKING = 'detailed thinking off';

/** `OpenAIDatasetConverter` of LLaMA-Factory's data/converter.py. */
export function convertOpenai(row: Row, attributes: Attributes): Conversation {
  const reader = new MessageReader(row, attributes);
  const opened = reader.open();
  const { system: column, tools: toolColumn } = attributes;
  const system = opened.system ?? sourced(row, column);
  const turns = readTurns(reader, opened);
  const broken = turns.some(({ role }, index) => !ROLES[index % 2]!.includes(role));
  const { messages } = opened;
  if (broken) {
    const wrong = turns.find(({ role }, index) => !ROLES[index % 2]!.includes(role))!;
    reader.warn(`Invalid role tag in ${repr(messages)}.`, wrong.pointers[0] ?? pointerTo(attributes.messages!));
  }
  const split = reader.split(turns, messages, broken, ROLES[1]!);
  const tools = toolText(sourced(row, toolColumn));
  return {
    ...split,
    system: { ...system, value: withThinkingSwitch(system.value, truthy(tools.value)) },
    tools,
    media: row.media(attributes),
    warnings: reader.warnings,
    ...(reader.pointer === undefined ? {} : { pointer: reader.pointer }),
  };
}

const ROLES: readonly (readonly string[])[] = [
  ['user', 'observation'],
  ['assistant', 'function'],
];

/** Results of tools that follow one another are one turn; those at the end are lost, as is text beside tool calls. */
function readTurns(reader: MessageReader, { messages, skipped }: Opened): Message[] {
  const { role_tag, content_tag, assistant_tag, function_tag, observation_tag } = reader.attributes;
  const turns: Message[] = [];
  let results: { content: PythonValue; pointer: string }[] = [];
  let resultName = 'tool';
  for (const [index, message] of messages.entries()) {
    const place = reader.place(index + skipped);
    let tag = reader.field(message, role_tag, place);
    const name = str(tag);
    let content = reader.field(message, content_tag, place);
    let pointer = reader.place(index + skipped, content_tag);
    const calls = tag === assistant_tag || tag === function_tag ? get(message, 'tool_calls', null) : null;
    if (truthy(calls)) {
      pointer = reader.place(index + skipped, 'tool_calls');
      content = dumps(iterate(calls).map((call) => reader.field(call, 'function', pointer)));
      tag = function_tag;
    }
    if (tag === observation_tag) {
      results.push({ content, pointer });
      resultName = name;
      continue;
    }
    if (results.length > 0) turns.push(observation(results, resultName));
    results = [];
    const role = reader.role(tag, reader.place(index + skipped, role_tag));
    turns.push({ role, content, name, pointers: [pointer] });
  }
  return turns;
}

function observation(results: readonly { content: PythonValue; pointer: string }[], name: string): Message {
  const content = join(
    BETWEEN_RESULTS,
    results.map((result) => result.content),
  );
  return { role: 'observation', content, name, pointers: results.map(({ pointer }) => pointer) };
}

function sourced(row: Row, column: string | null): Sourced {
  return column ? { value: row.columnIfAny(column), pointers: [pointerTo(column)] } : { value: '', pointers: [] };
}

function toolText({ value, pointers }: Sourced): Sourced {
  return { value: isDict(value) || isList(value) ? dumps(value) : value, pointers };
}

/** LLaMA-Factory tells models without tools to think little (it copies a habit of one model family). */
function withThinkingSwitch(system: PythonValue, hasTools: boolean): PythonValue {
  if (!truthy(system)) return hasTools ? system : SHORT_THINKING;
  if (hasTools) return extend(system, '\n');
  const isSet = contains(system, 'detailed thinking on') || contains(system, SHORT_THINKING);
  return isSet ? system : extend(system, `\n${SHORT_THINKING}`);
}
