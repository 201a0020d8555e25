import { pinyinOf } from './characters';
import type { Draft } from './draft';
import { CHINESE_OF, ENGLISH_OF } from './mixedWords';
import type { Random } from './random';
import { amountOf, type Strength } from './strength';
import { segmentsOf } from './words';

/** Of the words that can be said otherwise. */
const SHARE = { light: 0.12, medium: 0.3, strong: 0.55 };

/** Of Chinese words that have an English one, how many become pinyin all the same. */
const PINYIN = 0.3;

interface Place {
  readonly start: number;
  readonly word: string;
  readonly isChinese: boolean;
}

/** Says words in another language: Chinese ones in English or as pinyin without tones, English ones in Chinese. */
export function mixLanguages(draft: Draft, strength: Strength, random: Random): boolean {
  const places = [...chineseWords(draft), ...englishWords(draft)];
  const chosen = random.shuffled(places).slice(0, amountOf(places.length, SHARE[strength]));
  const inOrder = chosen.sort((a, b) => a.start - b.start);
  return (
    inOrder.filter(({ start, word, isChinese }) => {
      const other = isChinese ? otherThanChinese(word, random) : CHINESE_OF.get(word.toLowerCase())!;
      return draft.replace(start, start + word.length, other);
    }).length > 0
  );
}

/** Words of two characters or more, in the segmentation of Unicode's dictionary. */
function chineseWords(draft: Draft): Place[] {
  return segmentsOf(draft.text).flatMap(({ text: word, start }) => {
    const isKnown = ENGLISH_OF.has(word) || pinyinOf(word) !== undefined;
    const isApart = !/[\w.-]/.test((draft.text[start - 1] ?? '') + (draft.text[start + word.length] ?? ''));
    return /^\p{Script=Han}{2,4}$/u.test(word) && isKnown && isApart && draft.isFree(start, start + word.length)
      ? [{ start, word, isChinese: true }]
      : [];
  });
}

function englishWords(draft: Draft): Place[] {
  return draft
    .matches(/(?<![\p{L}\p{N}'’-])[a-z]{3,}(?![\p{L}\p{N}'’-])/gu)
    .filter(({ 0: word }) => CHINESE_OF.has(word))
    .map(({ index: start, 0: word }) => ({ start, word, isChinese: false }));
}

function otherThanChinese(word: string, random: Random): string {
  const [english, pinyin] = [ENGLISH_OF.get(word), pinyinOf(word)];
  if (english === undefined || (pinyin !== undefined && random.chance(PINYIN))) return pinyin!;
  return english;
}
