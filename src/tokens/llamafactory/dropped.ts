import { asDicts, type Conversation } from './conversation';
import { repr } from './python/text';

/** The record is left out. The message holds all that LLaMA-Factory logs about it, a line each. */
export class DroppedError extends Error {
  readonly pointer: string | undefined;

  /** @param endsRun the message with which the run ends at another record because of this one */
  constructor(
    { prompt, response, warnings, pointer }: Conversation,
    readonly endsRun?: string,
  ) {
    super([...warnings, `Dropped invalid example: ${repr(asDicts([...prompt, ...response]))}`].join('\n'));
    this.name = 'DroppedError';
    this.pointer = pointer;
  }
}
