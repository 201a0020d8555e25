import type { TurnMeasure } from '../../tokens/meter';

/** Who asks, in the words of the formats that are read; everyone else answers. */
const ASKING: ReadonlySet<string> = new Set([
  'system',
  'developer',
  'user',
  'human',
  'prompt',
  'tool',
  'tool_response',
  'observation',
  'function',
]);

/** True for a trained turn that is no prompt: some trainers train prompts as well. */
export function isAnswer({ role, trained }: TurnMeasure): boolean {
  return trained > 0 && !ASKING.has(role);
}
