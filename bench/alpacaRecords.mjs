import { chinese, english } from './phrases.mjs';
import { Random } from './random.mjs';

/** @typedef {import('./phrases.mjs').Phrases} Phrases */

/** In every record the first character of the instruction stands at this offset (UTF-16 units). */
export const INSTRUCTION_AT = '{"instruction": "'.length;

/**
 * Sound Alpaca records, each as one line without its end, spaced as Python's `json.dumps` does. The same seed gives the same records;
 * they are about 400 bytes of UTF-8 on average, half of them Chinese.
 *
 * @param {number} seed
 * @returns {Generator<string, never>}
 */
export function* alpacaRecords(seed) {
  const random = new Random(seed);
  for (;;) yield line(record(random, random.next() < 0.5 ? english : chinese));
}

/**
 * @param {Random} random
 * @param {Phrases} phrases
 * @returns {Record<string, unknown>}
 */
function record(random, phrases) {
  const hasInput = random.next() < 0.3;
  return {
    instruction: fill(random, phrases, random.pick(phrases.questions)),
    input: hasInput ? fill(random, phrases, random.pick(phrases.passages)) : '',
    output: answer(random, phrases, 7),
    ...(random.next() < 0.15 ? { system: random.pick(phrases.systems) } : {}),
    ...(random.next() < 0.1 ? { history: history(random, phrases) } : {}),
  };
}

/**
 * @param {Random} random
 * @param {Phrases} phrases
 * @returns {[question: string, answer: string][]}
 */
function history(random, phrases) {
  const turns = 1 + random.below(3);
  return Array.from({ length: turns }, () => [
    fill(random, phrases, random.pick(phrases.questions)),
    answer(random, phrases, 2),
  ]);
}

/**
 * Some sentences, in paragraphs or as a numbered list.
 *
 * @param {Random} random
 * @param {Phrases} phrases
 * @param {number} most sentences
 */
function answer(random, phrases, most) {
  const count = 1 + random.below(most);
  const sentences = Array.from({ length: count }, () => fill(random, phrases, random.pick(phrases.sentences)));
  if (random.next() < 0.3) return sentences.map((sentence, i) => `${i + 1}. ${sentence}`).join('\n');
  return sentences.join(random.next() < 0.3 ? '\n\n' : ' ');
}

/**
 * @param {Random} random
 * @param {Phrases} phrases
 * @param {string} text
 */
function fill(random, phrases, text) {
  return text.replace('%', random.pick(phrases.topics)).replace('#', String(2 + random.below(98)));
}

/** @param {Record<string, unknown>} value */
function line(value) {
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`);
  return `{${members.join(', ')}}`;
}
