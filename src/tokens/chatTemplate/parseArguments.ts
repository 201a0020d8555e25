import { isJsonObject } from '../../dataset/jsonObject';
import type { Conversation } from './conversation';
import { parseJson } from '../../dataset/formats/readCalls';

/** Replaces arguments of function calls that are JSON text (OpenAI) by their values. What is no JSON stays. */
export function parseArguments(conversation: Conversation): Conversation {
  if (!conversation.turns.some((turn) => Array.isArray(turn.message.tool_calls))) return conversation;
  const turns = conversation.turns.map((turn) => {
    const calls = turn.message.tool_calls;
    if (!Array.isArray(calls)) return turn;
    return { ...turn, message: { ...turn.message, tool_calls: calls.map(parsed) } };
  });
  return { ...conversation, turns };
}

function parsed(call: unknown): unknown {
  if (!isJsonObject(call) || !isJsonObject(call.function)) return call;
  const { arguments: args } = call.function;
  const value = typeof args === 'string' ? parseJson(args) : undefined;
  return value === undefined ? call : { ...call, function: { ...call.function, arguments: value } };
}
