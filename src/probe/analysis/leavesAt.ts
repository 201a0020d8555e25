/**
 * The first UTF-16 unit at which an answer leaves the reference, never within a character; the answer's length where it ends too early.
 *
 * @param isDone false while more of the answer may come
 * @returns null: it says the same (so far)
 */
export function leavesAt(answer: string, reference: string, isDone: boolean): number | null {
  const most = Math.min(answer.length, reference.length);
  let index = 0;
  while (index < most && answer[index] === reference[index]) index++;
  if (index < most) return wholeCharacter(answer, index);
  if (answer.length > reference.length) return index;
  return isDone && answer.length < reference.length && answer !== '' ? index : null;
}

/** The beginning of the character that a unit belongs to. */
function wholeCharacter(text: string, index: number): number {
  const isLow = /[\uDC00-\uDFFF]/.test(text.charAt(index)) && /[\uD800-\uDBFF]/.test(text.charAt(index - 1));
  return isLow ? index - 1 : index;
}
