/** A stretch of a text: UTF-16 units, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many units two texts share from `at` of the first and the start of the second on. */
export function sharedLength(text: string, at: number, other: string): number {
  let length = 0;
  while (length < other.length && at + length < text.length && text[at + length] === other[length]) length += 1;
  return length;
}

/** How many units two texts share at their ends. */
export function sharedEndLength(text: string, other: string): number {
  const most = Math.min(text.length, other.length);
  let length = 0;
  while (length < most && text[text.length - 1 - length] === other[other.length - 1 - length]) length += 1;
  return length;
}
