/** Scripts that put no blanks between words. */
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー]';

/** A run of such scripts, a word of others, white space, or one character of any kind. */
const TOKEN = new RegExp(`${UNSPACED}+|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}_])+|\\n|[^\\S\\n]+|[^]`, 'gu');
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');

/** Knows the words of such scripts by its dictionaries. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
/** UTF-16 units that it gets at a time: its time grows with their square. */
const MOST_AT_ONCE = 200;

/** A text as its words, signs and white space. Joined again they are the text. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.length === 1 || !STARTS_UNSPACED.test(token)) words.push(token);
    else
      for (const stretch of stretches(token)) for (const { segment } of segmenter.segment(stretch)) words.push(segment);
  }
  return words;
}

export function isWord(word: string): boolean {
  return /^[\p{L}\p{N}]/u.test(word);
}

function* stretches(text: string): Iterable<string> {
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + MOST_AT_ONCE);
    if (text.charCodeAt(to - 1) >> 10 === 0xd800 >> 10) to++;
    yield text.slice(from, to);
    from = to;
  }
}
