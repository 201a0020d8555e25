import { isUsualWeight, type Message } from '../dialogue';
import type { Telling } from '../telling';

/** Tells of a weight that says something, for targets that have none. */
export function tellOfWeight(message: Message, telling: Telling): void {
  if (!isUsualWeight(message)) telling.tell('weight', message.weight?.key);
}
