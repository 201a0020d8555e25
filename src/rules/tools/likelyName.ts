import { distance } from 'fastest-levenshtein';

/** The known name that a misspelled one most likely stands for: few letters off, or the same but for case and separators. */
export function likelyName(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const most = Math.max(1, Math.floor(name.length / 4));
  const near = known
    .map((each) => ({ each, off: bare(each) === bare(name) ? 0 : distance(each, name) }))
    .filter(({ off }) => off <= most)
    .sort((a, b) => a.off - b.off)[0];
  return near?.each;
}
