import { openFormat, type Format, type FormatChoice } from '../format';
import { mergedMapping } from '../names';

/** What is said of a file's format: an id, words for it, or both. Plain data: it travels to threads. */
export type FormatWish = Partial<FormatChoice>;

/** The format that is wished for. Where the wish names none it is detected, and gets the words of the wish besides those that it was found with; undefined if there is none. */
export function wishedFormat(wish: FormatWish | undefined, detect: () => Format | undefined): Format | undefined {
  if (wish?.id !== undefined) return openFormat({ ...wish, id: wish.id });
  const found = detect();
  if (!found || !wish?.mapping) return found;
  return openFormat({ ...found.choice, mapping: mergedMapping(found.choice.mapping, wish.mapping)! });
}
