import type { Dialogue, Family, Message } from '../dialogue';
import { joined, list, nested, object, quoted, rawJson, textOf, type RawJson, type RawText } from '../rawText';
import { callObject } from '../readCall';
import { meaningful } from '../readMessage';
import type { Telling } from '../telling';
import { isThought, tagged, taggedText } from '../thought';
import { roleWord } from './roleWord';
import { asItStands, type Writing } from './target';
import { tellOfWeight } from './weights';

/** ShareGPT's names for roles: LLaMA-Factory's default tags. */
const WORDS = { system: 'system', user: 'human', assistant: 'gpt', tool: 'observation' } as const;

/** What LLaMA-Factory puts between several results of tools (src/llamafactory/data/converter.py, `OpenAIDatasetConverter`). */
export const RESULT_SEPARATOR = '\n</tool_response>\n<tool_response>\n';

/** Messages as ShareGPT has them. Results of tools that follow one another become one, because turns must alternate. */
export function sharegptMessages(messages: readonly Message[], { family }: Dialogue, writing: Writing): RawJson {
  const joinedMessages = family === 'sharegpt' ? messages : withJoinedResults(messages, writing.telling);
  return list(joinedMessages.map((message) => sharegptMessage(message, family, writing)));
}

export function sharegptMessage(message: Message, family: Family, writing: Writing): RawJson {
  const source = asItStands(message, family, 'sharegpt', writing);
  if (source !== undefined) return source;
  const { telling } = writing;
  tellOfWeight(message, telling);
  if (message.callId !== undefined || message.calls.some(({ id }) => id !== undefined)) telling.tell('callId');
  const from = message.calls.length > 0 ? 'function_call' : roleWord(message, WORDS, telling);
  const value = message.calls.length > 0 ? callText(message, telling) : quoted(taggedText(message, telling));
  return object([['from', rawJson(JSON.stringify(from))], ['value', value], ...meaningful(message)]);
}

/** One call as an object, several as a list, with the thought before them. */
function callText(message: Message, telling: Telling): RawJson {
  const { calls, text, reasoning } = message;
  const objects = calls.map((call) => callObject(call, telling));
  const json = objects.length === 1 ? objects[0]! : list(objects);
  const isThoughtOnly = isThought(text);
  if (!isThoughtOnly) telling.tell('textBesideCalls');
  const before = isThoughtOnly ? text : ('' as RawText);
  if (reasoning !== undefined) telling.tell('thoughtToTags');
  const thought = reasoning === undefined ? before : tagged(reasoning, before);
  return nested(rawJson(textOf(thought) + json));
}

function withJoinedResults(messages: readonly Message[], telling: Telling): readonly Message[] {
  const result: Message[] = [];
  for (const message of messages) {
    const last = result.at(-1);
    if (message.role !== 'tool' || last?.role !== 'tool') {
      result.push(message);
      continue;
    }
    telling.tell('resultsJoined');
    telling.take(message.told);
    for (const [name] of meaningful(message)) telling.tell('messageField', name);
    result[result.length - 1] = { ...last, text: joined([last.text, message.text], RESULT_SEPARATOR) };
  }
  return result;
}
