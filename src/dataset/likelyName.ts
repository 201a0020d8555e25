import { distance } from 'fastest-levenshtein';

/** UTF-16 units of the longest name that is compared. */
const LONGEST = 100;

/** The known name that a misspelled one most likely stands for: few letters off or in another order, or the same but for case and separators. */
export function likelyName(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const most = Math.max(1, Math.floor(name.length / 4));
  const near = known
    .filter((each) => each.length <= LONGEST)
    .map((each) => ({ each, off: bare(each) === bare(name) ? 0 : lettersOff(each, name) }))
    .filter(({ off }) => off <= most)
    .sort((a, b) => a.off - b.off)[0];
  return near?.each;
}

/** Letters to change; letters in another order count as one. */
export function lettersOff(a: string, b: string): number {
  const sorted = (text: string): string => [...text].sort().join('');
  return sorted(a) === sorted(b) ? Math.min(1, distance(a, b)) : distance(a, b);
}
