import { isWord, wordsOf } from '../../ui/words';

/** UTF-16 units that are shown, and those in which words are looked for. */
const MOST = 24;
const LOOKED_AT = 200;

/** The last words before a place of a text, on one line, with “…” where something is left out before them. A word that the place parts is left out, unless it is the first one. */
export function wordsBefore(text: string, place: number): string {
  const from = Math.max(0, place - LOOKED_AT);
  const words: string[] = [];
  let end = from;
  for (const word of wordsOf(text.slice(from, place + LOOKED_AT).toWellFormed())) {
    const isParted = end + word.length > place && isWord(word);
    if (end >= place || (isParted && words.length > 0)) break;
    words.push(word.slice(0, place - end));
    end += word.length;
  }
  let [first, units] = [words.length, 0];
  while (first > 0 && (units === 0 || units + words[first - 1]!.length <= MOST)) units += words[--first]!.length;
  const own = words.slice(first).join('');
  const shown = own.length > 2 * MOST ? own.slice(-MOST).toWellFormed() : own;
  const isCut = from > 0 || first > 0 || shown !== own;
  return `${isCut ? '…' : ''}${shown.replace(/\s+/g, ' ').trim()}`;
}
