import type { Role } from '../../dataset/sample';
import type { WrittenCall } from './requestCalls';

/** What of a message has to do with calls and their results. */
interface WithCalls {
  readonly role: Role;
  readonly calls: readonly WrittenCall[];
  /** Of a result: the call that it answers, if the data says so. */
  readonly callId: string | null;
}

/**
 * Gives calls without ids some, and results without one the id of the call that they answer, in order. Nine letters and digits, which is what Mistral's
 * templates want (mistral-common) and other servers take.
 */
export function withCallIds<T extends WithCalls>(messages: readonly T[]): readonly T[] {
  let made = 0;
  let open: string[] = [];
  return messages.map((message) => {
    if (message.calls.length > 0) {
      const calls = message.calls.map((call) => ({ ...call, id: call.id ?? idOf(made++) }));
      open = calls.map(({ id }) => id);
      return { ...message, calls };
    }
    if (message.role !== 'tool') return message;
    const callId = message.callId ?? open[0] ?? null;
    open = open.filter((id) => id !== callId);
    return { ...message, callId };
  });
}

function idOf(index: number): string {
  return `call${String(index + 1).padStart(5, '0')}`;
}
