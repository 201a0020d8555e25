/** Scripts that set no spaces between words. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;
/** Punctuation that is no part of a number: of a decimal, a time, a fraction, or a negative one. */
const PUNCTUATION = /(?!(?<=\p{N})[.:/](?=\p{N})|(?<![\p{L}\p{N}])-(?=\p{N}))[\p{P}\p{C}]+?/gu;
const SPACE = /\s+/g;
const NEEDLESS_SPACE = new RegExp(`(?<=[${UNSPACED}]) | (?=[${UNSPACED}])`, 'gu');

/**
 * A text without what makes no difference to its meaning, mostly: Unicode's compatibility form (NFKC, so full width is half width), lower case, no
 * punctuation but that of numbers, white space between words of spaced scripts only, and as one space. `3.14`, `1/2` and `-5` stay what they are, and so do
 * mathematical signs.
 */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\p{N}),(?=\p{N}{3}(?!\p{N}))/gu, '')
    .replaceAll(SPACE, ' ')
    .replaceAll(PUNCTUATION, (mark) => (isBetweenWords(mark) ? ' ' : ''))
    .replaceAll(SPACE, ' ')
    .replaceAll(NEEDLESS_SPACE, '')
    .trim();
}

/** Apostrophes stand within words; other marks part them. */
function isBetweenWords(mark: string): boolean {
  return !/['’‘]/.test(mark);
}
