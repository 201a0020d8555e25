import type { Draft } from './draft';
import type { Random } from './random';
import { amountOf, type Strength } from './strength';

/** Of the punctuation marks, and of the characters or words. */
const MARK_SHARE = { light: 0.3, medium: 0.6, strong: 0.9 };
const TEXT_SHARE = { light: 0.02, medium: 0.05, strong: 0.1 };

const HALF: Readonly<Record<string, string>> = {
  '，': ',',
  '。': '.',
  '？': '?',
  '！': '!',
  '：': ':',
  '；': ';',
  '、': ',',
};

/** Noise of typing in haste or of speech recognition: marks that are missing, wrong or repeated, stuttered words, blanks where none belong. */
export function addNoise(draft: Draft, strength: Strength, random: Random): boolean {
  const marks = draft.matches(/[，。？！、；：]|[,.?!;](?=\s|$)/g);
  const disturbed = random
    .shuffled(marks)
    .slice(0, amountOf(marks.length, MARK_SHARE[strength]))
    .sort((a, b) => a.index - b.index)
    .filter(({ index, 0: mark }) =>
      draft.replace(index, index + 1, disturbedMark(mark, random, /\S/.test(draft.text[index + 1] ?? ''))),
    );
  const words = draft.matches(/\p{Script=Han}|(?<![\p{L}\p{N}'’-])[A-Za-z]{2,}(?![\p{L}\p{N}'’-])/gu);
  const stuttered = random
    .shuffled(words)
    .slice(0, amountOf(words.length, TEXT_SHARE[strength]))
    .sort((a, b) => a.index - b.index)
    .filter(({ index, 0: word }) => draft.replace(index, index + word.length, stutteredWord(word, random)));
  return disturbed.length + stuttered.length > 0;
}

function disturbedMark(mark: string, random: Random, isFollowed: boolean): string {
  const way = random.next();
  if (way < 0.4) return isFollowed && random.chance(0.5) ? ' ' : '';
  if (way < 0.7) return HALF[mark] ?? ` ${mark}`;
  return mark.repeat(2 + random.below(2));
}

function stutteredWord(word: string, random: Random): string {
  const isHan = /\p{Script=Han}/u.test(word);
  const way = random.next();
  if (way < 0.5) return isHan ? word + word : `${word} ${word}`;
  if (way < 0.8) return isHan ? `${word} ` : word.toUpperCase();
  return isHan ? `${word}…` : `${word}...`;
}
