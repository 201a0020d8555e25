import {
  type ChatTurn,
  type Conversation,
  type Conversations,
  type Fields,
  isUnreadable,
  type Unreadable,
} from './conversation';
import { append, complete, listField, readAlpaca, readConversation } from './readConversation';
import { readMessage, readMessages, textTurn } from './readMessage';

/** What stands before the answers of a preference pair: `prompt`, a list of messages, or Alpaca's fields. */
export function readPrompt(record: Fields): Conversation | Unreadable {
  if (typeof record.prompt === 'string') return complete(record, [textTurn('user', record.prompt, ['/prompt'])]);
  const field = Array.isArray(record.prompt) ? 'prompt' : listField(record);
  if (field !== undefined) return readConversation(record, field);
  if (typeof record.instruction === 'string') return readAlpaca({ ...record, output: undefined });
  return complete(record, []);
}

/** An answer: a string, a message, or a list of messages. */
export function readAnswer(value: unknown, pointer: string): readonly ChatTurn[] | Unreadable {
  if (typeof value === 'string') return [textTurn('assistant', value, [pointer])];
  if (Array.isArray(value)) return readMessages(value, pointer);
  const turn = readMessage(value, pointer);
  return isUnreadable(turn) ? turn : [turn];
}

/** The same prompt with two answers. */
export function readPair(
  record: Fields,
  prompt: Conversation | Unreadable,
  chosenField: string,
  rejectedField: string,
): Conversations | Unreadable {
  const chosen = readAnswer(record[chosenField], `/${chosenField}`);
  const rejected = readAnswer(record[rejectedField], `/${rejectedField}`);
  if (isUnreadable(chosen)) return chosen;
  if (isUnreadable(rejected)) return rejected;
  if (isWholeConversation(chosen) && isWholeConversation(rejected)) return readWholePair(record, chosen, rejected);
  return pair(append(prompt, chosen), append(prompt, rejected));
}

/** True for an answer that repeats the prompt (TRL, "implicit prompt"). */
function isWholeConversation(turns: readonly ChatTurn[]): boolean {
  return turns[0] !== undefined && ['system', 'user'].includes(turns[0].message.role);
}

/** Both sides are whole conversations; what they share is the prompt (TRL, `extract_prompt`). */
function readWholePair(
  record: Fields,
  chosen: readonly ChatTurn[],
  rejected: readonly ChatTurn[],
): Conversations | Unreadable {
  const differs = chosen.findIndex((turn, i) => !isSameMessage(turn, rejected[i]));
  const shared = differs < 0 ? chosen.length : differs;
  const [first, second] = [chosen, rejected].map((turns) =>
    append(complete(record, turns.slice(0, shared)), turns.slice(shared)),
  );
  return pair(first!, second!);
}

function isSameMessage(turn: ChatTurn, other: ChatTurn | undefined): boolean {
  return JSON.stringify(turn.message) === JSON.stringify(other?.message);
}

/** ms-swift: the answers behind the last user turn are the chosen ones; the rejected ones stand in a field of their own. */
export function readSwiftPair(record: Fields): Conversations | Unreadable {
  const field = listField(record) ?? 'messages';
  if (Array.isArray(record.rejected_messages)) {
    const chosen = readMessages(record[field], `/${field}`);
    const rejected = readMessages(record.rejected_messages, '/rejected_messages');
    if (isUnreadable(chosen)) return chosen;
    return isUnreadable(rejected) ? rejected : readWholePair(record, chosen, rejected);
  }
  const chosen = readConversation(record, field);
  if (isUnreadable(chosen)) return chosen;
  const answerFrom = chosen.turns.findLastIndex((turn) => turn.message.role === 'user') + 1;
  const prompt = { ...chosen, turns: chosen.turns.slice(0, answerFrom) };
  const rejected = readAnswer(record.rejected_response, '/rejected_response');
  return pair(append(prompt, chosen.turns.slice(answerFrom)), append(prompt, rejected));
}

function pair(chosen: Conversation | Unreadable, rejected: Conversation | Unreadable): Conversations | Unreadable {
  if (isUnreadable(chosen)) return chosen;
  return isUnreadable(rejected) ? rejected : { conversation: chosen, rejected };
}
