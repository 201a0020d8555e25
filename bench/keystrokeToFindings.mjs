import { compare } from './comparison.mjs';
import { recordLines } from './datasets.mjs';
import { ourEditor, theirEditor } from './editors.mjs';
import { keystrokes, kinds } from './keystrokes.mjs';
import { loadTuneset } from './loadTuneset.mjs';

/** @typedef {import('./comparison.mjs').Comparison} Comparison */
/** @typedef {import('./editors.mjs').Editor} Editor */
/** @typedef {typeof kinds[number]} Kind */
/** @typedef {'jsonl' | 'array'} Container */

/**
 * @typedef {object} Measured milliseconds for each keystroke
 * @property {Record<Container, number[]>} ours
 * @property {number[]} theirs in the array
 */

/** How many records, and how many keystrokes of each kind the peer gets, which takes a second for each in a large file. */
const SIZES = [
  { records: 1000, theirKeystrokes: 100 },
  { records: 10_000, theirKeystrokes: 20 },
  { records: 100_000, theirKeystrokes: 6 },
];
const OUR_KEYSTROKES = 400;
/** Keystrokes that are not counted: in every file, and once before all so that the first size is not the one that pays for compiling. */
const WARM_UP = { ours: 100, theirs: 2, once: 4000 };
/** Our time over theirs at most, in the largest file. */
const TARGET = 1 / 50;
/** Our time in the largest file over that in the smallest at most. */
const FLAT = 2;

/**
 * Row 4: keystroke to fresh diagnostics.
 *
 * @param {string} folder for what is built
 * @param {(text: string) => void} note
 * @returns {Promise<Comparison[]>}
 */
export async function keystrokeToFindings(folder, note) {
  const tuneset = await loadTuneset(folder);
  for (const text of Object.values(textsOf(1000))) await measure(ourEditor(tuneset, text), 1000, 0, WARM_UP.once);
  /** @type {Map<number, Record<Kind, Measured>>} */
  const bySize = new Map();
  for (const { records, theirKeystrokes } of SIZES) {
    const texts = textsOf(records);
    note(`Row 4: ${records} records, ${(Buffer.byteLength(texts.jsonl) / 1e6).toFixed(1)} MB.`);
    const jsonl = await measure(ourEditor(tuneset, texts.jsonl), records, OUR_KEYSTROKES, WARM_UP.ours);
    const array = await measure(ourEditor(tuneset, texts.array), records, OUR_KEYSTROKES, WARM_UP.ours);
    const theirs = await measure(await theirEditor(texts.array), records, theirKeystrokes, WARM_UP.theirs);
    const both = (/** @type {Kind} */ kind) => ({
      ours: { jsonl: jsonl[kind], array: array[kind] },
      theirs: theirs[kind],
    });
    bySize.set(records, { letter: both('letter'), 'break and mend': both('break and mend') });
  }
  return [...againstPeer(bySize), ...flatness(bySize)];
}

/**
 * The same records in both containers, one a line. In the array the first record shares its line with the bracket.
 *
 * @param {number} records
 * @returns {Record<Container, string>}
 */
function textsOf(records) {
  const lines = recordLines(records);
  return { jsonl: `${lines.join('\n')}\n`, array: `[${lines.join(',\n')}]\n` };
}

/**
 * Types into an editor.
 *
 * @param {Editor} editor
 * @param {number} records
 * @param {number} count keystrokes of each kind
 * @param {number} warmUp keystrokes that are not counted
 * @returns {Promise<Record<Kind, number[]>>} milliseconds for each keystroke
 */
async function measure(editor, records, count, warmUp) {
  /** @type {Record<Kind, number[]>} */
  const times = { letter: [], 'break and mend': [] };
  for (const kind of kinds) {
    let done = 0;
    for (const { range, text, breaks } of keystrokes(kind, records, warmUp + count)) {
      const start = performance.now();
      const problems = await editor.type(range, text);
      if (done++ >= warmUp) times[kind].push(performance.now() - start);
      if (problems > 0 !== breaks) throw new Error(`${problems} problems after ${JSON.stringify({ range, text })}`);
    }
  }
  return times;
}

/**
 * @param {Map<number, Record<Kind, Measured>>} bySize
 * @returns {Comparison[]}
 */
function againstPeer(bySize) {
  const largest = Math.max(...bySize.keys());
  return kinds.flatMap((kind) =>
    containers.flatMap((container) =>
      [...bySize].map(([records, { [kind]: times }]) => {
        const work = `${kind}, ${records} records, ${container}`;
        const target = records === largest ? { target: TARGET } : {};
        return compare(
          { row: 4, work, against: 'vscode-json-languageservice', ...target },
          times.ours[container],
          times.theirs,
        );
      }),
    ),
  );
}

/**
 * @param {Map<number, Record<Kind, Measured>>} bySize
 * @returns {Comparison[]}
 */
function flatness(bySize) {
  const sizes = [...bySize.keys()];
  const [small, large] = [Math.min(...sizes), Math.max(...sizes)];
  return kinds.flatMap((kind) =>
    containers.map((container) => {
      const times = (/** @type {number} */ size) => bySize.get(size)?.[kind].ours[container] ?? [];
      const work = `${kind}, ${large} records, ${container}`;
      return compare({ row: 4, work, against: `itself, ${small} records`, target: FLAT }, times(large), times(small));
    }),
  );
}

/** @type {readonly Container[]} */
const containers = ['jsonl', 'array'];
