/** True for a text without a visible character: white space and characters of no width only. `schemas/*.json` have the same set. */
export function isBlank(text: string): boolean {
  return /^[\s\u200b-\u200d\u2060]*$/.test(text);
}
