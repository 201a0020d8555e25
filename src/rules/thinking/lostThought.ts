import type { Counted } from '../lengths';
import type { Finding, Outcome } from '../rule';

/** `altered` where the target takes a thought out of the very answer that a finding is about. */
export function whereThoughtIsLost({ lostThoughts = [] }: Counted, { pointer }: Finding): Outcome | undefined {
  return lostThoughts.some(({ pointers }) => pointers.includes(pointer)) ? 'altered' : undefined;
}
