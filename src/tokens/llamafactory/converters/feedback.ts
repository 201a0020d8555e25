import type { Message } from '../conversation';

/** The answer of a KTO record with an empty counterpart: in front of it if the answer is undesired. */
export function feedback(answer: Message, desired: boolean): Message[] {
  const empty: Message = { role: 'assistant', name: 'assistant', content: '', pointers: [] };
  return desired ? [answer, empty] : [empty, answer];
}
