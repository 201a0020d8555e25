import type { Message } from '../dialogue';
import { rawJson, rawTextOf, type RawJson, type RawText } from '../rawText';
import type { Telling } from '../telling';
import { RESULT_SEPARATOR } from './sharegptMessages';

export type WithIds = Message;

/**
 * Gives calls their ids, and results the ids of the calls that they answer, in order. Nine letters and digits, which is what Mistral wants
 * (mistral-common) and OpenAI takes.
 */
export function withCallIds(messages: readonly Message[], telling: Telling): readonly WithIds[] {
  let made = 0;
  let open: RawJson[] = [];
  return messages.map((message) => {
    if (message.calls.length > 0) {
      const calls = message.calls.map((call) => (call.id === undefined ? { ...call, id: idOf(made++) } : call));
      open = calls.map(({ id }) => id!);
      telling.tell('callIdMade');
      return { ...message, calls };
    }
    if (message.role !== 'tool' || message.callId !== undefined) return message;
    const answered = open.shift();
    return answered === undefined ? message : { ...message, callId: answered };
  });
}

function idOf(index: number): RawJson {
  return rawJson(`"call${String(index + 1).padStart(5, '0')}"`);
}

/** Takes results apart that were joined when the conversation was converted to ShareGPT: as many as there are calls before them. */
export function withPartedResults(messages: readonly Message[]): readonly Message[] {
  const separator = rawTextOf(RESULT_SEPARATOR);
  return messages.flatMap((message, i) => {
    const calls = messages[i - 1]?.calls.length ?? 0;
    if (message.role !== 'tool' || calls < 2) return [message];
    const parts = message.text.split(separator) as RawText[];
    return parts.length === calls ? parts.map((text) => ({ ...message, text })) : [message];
  });
}
