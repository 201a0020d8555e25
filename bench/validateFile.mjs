import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { compare } from './comparison.mjs';
import { writeJsonl } from './datasets.mjs';
import { jsonschemaBin, jsonschemaProgram } from './peers.mjs';
import { canPin, timeProcess } from './timeProcess.mjs';

/** @typedef {import('./comparison.mjs').Comparison} Comparison */
/** @typedef {'one' | 'all'} Cores */

/**
 * @typedef {object} Side
 * @property {string} name
 * @property {readonly [string, ...string[]]} command
 * @property {Record<Cores, number[]>} times of its runs, milliseconds
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const BYTES = 200e6;
const ROUNDS = 5;
/** Our time over theirs at most, given as many cores. */
const TARGETS = { one: 1, all: 0.5 };

/**
 * Row 1: validate 200 MB of JSONL, whole process.
 *
 * @param {string} folder for the input
 * @param {(text: string) => void} note
 * @returns {Promise<Comparison[]>}
 */
export async function validateFile(folder, note) {
  const file = `${folder}/alpaca.jsonl`;
  const records = await writeJsonl(file, BYTES);
  note(`Row 1: ${records} records, ${(statSync(file).size / 1e6).toFixed(1)} MB.`);
  if (!canPin) note('Row 1: no `taskset` here, so nothing is measured on one core.');
  const [ours, ...peers] = sides(file);
  /** @type {Cores[]} */
  const settings = canPin ? ['one', 'all'] : ['all'];
  await interleave([ours, ...peers], settings, records);
  return settings.flatMap((cores) =>
    peers.map((peer, i) => {
      const target = i === 0 && (cores === 'one' || availableParallelism() > 1) ? { target: TARGETS[cores] } : {};
      const work = `validate 200 MB, ${cores === 'one' ? 'one core' : `${availableParallelism()} cores`}`;
      return compare({ row: 1, work, against: peer.name, ...target }, ours.times[cores], peer.times[cores]);
    }),
  );
}

/**
 * Ours, theirs, and their native program without the script that starts it.
 *
 * @param {string} file
 * @returns {[Side, ...Side[]]}
 */
function sides(file) {
  // What the schema refers to has to be named.
  const parts = ['--resolve', `${root}schemas/parts.schema.json`];
  const validate = ['validate', '--fast', `${root}schemas/alpaca.schema.json`, file, ...parts];
  const program = jsonschemaProgram();
  return [
    side('tuneset', [process.execPath, `${root}dist/cli.js`, 'check', file]),
    side('@sourcemeta/jsonschema', [process.execPath, jsonschemaBin, ...validate]),
    ...(program === undefined ? [] : [side('its native program alone', [program, ...validate])]),
  ];
}

/**
 * @param {string} name
 * @param {readonly [string, ...string[]]} command
 * @returns {Side}
 */
function side(name, command) {
  return { name, command, times: { one: [], all: [] } };
}

/**
 * Runs all sides in turn, round by round, so that what else the machine does hits all alike. The first round is not counted.
 *
 * @param {readonly Side[]} all
 * @param {readonly Cores[]} settings
 * @param {number} records that each side must have seen
 */
async function interleave(all, settings, records) {
  for (let round = 0; round <= ROUNDS; round++) {
    for (const cores of settings) {
      for (const { name, command, times } of all) {
        const { time, output } = await timeProcess(command, cores);
        if (!output.replace(/\D/g, ' ').split(' ').includes(String(records))) {
          throw new Error(`${name} did not check ${records} records:\n${output.slice(0, 2000)}`);
        }
        if (round > 0) times[cores].push(time);
      }
    }
  }
}
