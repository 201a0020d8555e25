import { asDicts, type Conversation } from './conversation';
import { repr } from './python/text';

/** The record is left out. The message holds all that LLaMA-Factory logs about it, a line each. */
export class DroppedError extends Error {
  readonly pointer: string | undefined;

  constructor({ prompt, response, warnings, pointer }: Conversation) {
    super([...warnings, `Dropped invalid example: ${repr(asDicts([...prompt, ...response]))}`].join('\n'));
    this.name = 'DroppedError';
    this.pointer = pointer;
  }
}
