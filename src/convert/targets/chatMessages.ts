import { isUsualWeight, type Dialogue, type Family, type Message } from '../dialogue';
import { list, object, quoted, rawJson, type Member, type RawJson, type RawText } from '../rawText';
import { functionCall } from '../readCall';
import { meaningful } from '../readMessage';
import { partedThought, taggedText } from '../thought';
import { withCallIds, withPartedResults, type WithIds } from './callIds';
import { roleWord } from './roleWord';
import { asItStands, type Writing } from './target';
import { tellOfWeight } from './weights';

const WORDS = { system: 'system', user: 'user', assistant: 'assistant', tool: 'tool' } as const;

/** Messages as OpenAI has them. */
export function chatMessages(messages: readonly Message[], { family }: Dialogue, writing: Writing): readonly RawJson[] {
  const parted = family === 'sharegpt' ? withPartedResults(messages) : messages;
  const withIds = family === 'messages' ? parted : withCallIds(parted, writing.telling);
  return withIds.map((message) => chatMessage(message, family, writing));
}

export function chatMessage(message: WithIds, family: Family, writing: Writing): RawJson {
  const source = asItStands(message, family, 'messages', writing);
  if (source !== undefined) return source;
  const { reasoning, text } = thoughtOf(message, writing);
  const { calls, callId } = message;
  return object([
    ['role', rawJson(JSON.stringify(roleWord(message, WORDS, writing.telling)))],
    ['content', quoted(text)],
    ...(reasoning === undefined ? [] : [['reasoning_content', quoted(reasoning)] as const]),
    ...(calls.length === 0
      ? []
      : [['tool_calls', list(calls.map((call) => functionCall(call, call.id ?? rawJson('""'))))] as const]),
    ...(callId === undefined ? [] : [['tool_call_id', callId] as const]),
    ...weightMember(message, writing),
    ...meaningful(message),
  ]);
}

function thoughtOf(message: Message, { telling, thoughts }: Writing): { reasoning?: RawText; text: RawText } {
  if (thoughts === 'tags') return { text: taggedText(message, telling) };
  if (thoughts === 'field') return partedThought(message, telling);
  const { reasoning, text } = message;
  return { ...(reasoning !== undefined && { reasoning }), text };
}

/** OpenAI's weight is 0 or 1, and only an assistant has one. */
function weightMember(message: Message, { telling }: Writing): readonly Member[] {
  const { role, weight } = message;
  if (!weight || isUsualWeight(message)) return [];
  if (role !== 'assistant') tellOfWeight(message, telling);
  else if (weight.value === 0) return [['weight', rawJson('0')]];
  else telling.tell('weightFraction', weight.key);
  return [];
}
