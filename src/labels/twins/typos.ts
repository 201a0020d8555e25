import { confusedWith, homophones, lookalikes } from './characters';
import type { Draft } from './draft';
import { amountOf, type Strength } from './strength';
import type { Random } from './random';

/** Of the characters, or of the words of a language with letters. */
const HAN_SHARE = { light: 0.03, medium: 0.07, strong: 0.14 };
const WORD_SHARE = { light: 0.06, medium: 0.14, strong: 0.28 };

/** Homophones that an input method offers first. */
const OFFERED = 6;

/** Rows of the usual keyboard; each stands half a key further to the right than the one above, about. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Makes typing mistakes: another character of the same pinyin or of a similar shape; a key beside the right one, left out, doubled or too early. */
export function makeTypos(draft: Draft, strength: Strength, random: Random): boolean {
  const characters = draft.matches(/\p{Script=Han}/gu).filter(({ 0: character }) => mistakesFor(character).length > 0);
  const words = draft.matches(/(?<![\p{L}\p{N}'’])[A-Za-z][a-z]{3,}(?![\p{L}\p{N}'’])/gu);
  const wrong = random.shuffled(characters).slice(0, amountOf(characters.length, HAN_SHARE[strength]));
  const mistyped = random.shuffled(words).slice(0, amountOf(words.length, WORD_SHARE[strength]));
  // A mistake of one kind is enough for a short prompt in two languages.
  const places = [...wrong, ...mistyped].sort((a, b) => a.index - b.index);
  return (
    places.filter(({ index, 0: text }) => {
      const mistake = text.length > 1 ? mistypedWord(text, random) : wrongCharacter(text, random);
      return draft.replace(index, index + text.length, mistake);
    }).length > 0
  );
}

function mistakesFor(character: string): readonly string[] {
  return [...confusedWith(character), ...homophones(character), ...lookalikes(character)];
}

/** Most of the mistakes in Chinese come from choosing the wrong one of an input method's proposals. */
function wrongCharacter(character: string, random: Random): string {
  const confused = confusedWith(character);
  if (confused.length > 0 && random.chance(0.7)) return random.pick(confused);
  const sound = homophones(character).slice(0, OFFERED);
  const shape = lookalikes(character).slice(0, 2);
  const among = shape.length > 0 && (sound.length === 0 || random.chance(0.2)) ? shape : sound;
  // The first ones are taken more often.
  return among.length > 0 ? among[Math.floor(among.length * random.next() ** 1.5)]! : random.pick(confused);
}

function mistypedWord(word: string, random: Random): string {
  const at = 1 + random.below(word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)];
  const way = random.next();
  if (way < 0.35) return before + random.pick(neighbours(letter)) + next + after;
  if (way < 0.65 && letter !== next) return before + next + letter + after;
  if (way < 0.85) return before + next + after;
  return before + letter + letter + next + after;
}

/** The keys that touch the one of a small letter. */
export function neighbours(letter: string): readonly string[] {
  const row = ROWS.findIndex((keys) => keys.includes(letter));
  const column = ROWS[row]?.indexOf(letter) ?? 0;
  const touching = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row + 1, column - 1],
    [row + 1, column],
  ] as const;
  return touching.flatMap(([y, x]) => ROWS[y]?.[x] ?? []);
}
