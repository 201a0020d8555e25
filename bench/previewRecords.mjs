import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { compare } from './comparison.mjs';
import { recordLines } from './datasets.mjs';
import { Random } from './random.mjs';

/** @typedef {import('./comparison.mjs').Comparison} Comparison */
/** @typedef {import('vscode-jsonrpc').MessageConnection} MessageConnection */
/** @typedef {{ record: number | null, matching: number }} Found */

const server = fileURLToPath(new URL('../dist/server.js', import.meta.url));
const RECORDS = 100_000;
const URI = 'file:///bench/records.jsonl';
const ROUNDS = 200;
/** Milliseconds in which people see what they asked for: what opens, and what they go on to. */
const GOALS = { first: 100, next: 30 };

/** What is gone on to: the next record, the next one of a filter, the next one of a search that was made before. */
const queries = {
  'next record': { filter: 'all', search: '' },
  'next untagged record': { filter: 'untagged', search: '' },
  'next record found by words': { filter: 'all', search: 'field:instruction explain' },
};

/**
 * Row 5: a record is shown, from the request to the client's having it, with all of the server between them. The tokens come later.
 *
 * @param {string} _folder
 * @param {(text: string) => void} note
 * @returns {Promise<Comparison[]>}
 */
export async function previewRecords(_folder, note) {
  const text = `${recordLines(RECORDS).join('\n')}\n`;
  note(`Row 5: ${RECORDS} records, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB.`);
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  try {
    await open(client, text);
    const random = new Random(5);
    const first = await times(() => show(client, random.below(RECORDS)));
    const comparisons = [against('first content', GOALS.first, first)];
    for (const [work, query] of Object.entries(queries)) {
      const step = async () => {
        const record = await find(client, query, random.below(RECORDS));
        await show(client, record);
      };
      await step();
      comparisons.push(against(work, GOALS.next, await times(step)));
    }
    return comparisons;
  } finally {
    client.dispose();
    child.kill();
  }
}

/**
 * Opens a file and waits until it is checked.
 *
 * @param {MessageConnection} client
 * @param {string} text
 */
async function open(client, text) {
  const checked = new Promise((resolve) => client.onNotification('textDocument/publishDiagnostics', resolve));
  client.listen();
  await client.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {}, locale: 'en' });
  await client.sendNotification('initialized', {});
  const textDocument = { uri: URI, languageId: 'jsonl', version: 1, text };
  await client.sendNotification('textDocument/didOpen', { textDocument });
  await checked;
}

/**
 * Follows a record and has it shown.
 *
 * @param {MessageConnection} client
 * @param {number} record
 */
async function show(client, record) {
  const at = { kind: 'index', record };
  const { anchor } = await client.sendRequest('tuneset/records/follow', { uri: URI, at });
  const sample = await client.sendRequest('tuneset/preview/sample', { uri: URI, anchor });
  if (sample.turns.length === 0) throw new Error(`Record ${record} has no turns.`);
  await client.sendNotification('tuneset/records/release', { uri: URI, anchor });
}

/**
 * @param {MessageConnection} client
 * @param {object} query
 * @param {number} from
 * @returns {Promise<number>}
 */
async function find(client, query, from) {
  /** @type {Found} */
  const { record } = await client.sendRequest('tuneset/records/find', { uri: URI, query, from, direction: 'next' });
  if (record === null) throw new Error(`Nothing was found for ${JSON.stringify(query)}.`);
  return record;
}

/**
 * @param {() => Promise<void>} work
 * @returns {Promise<number[]>} milliseconds for each round
 */
async function times(work) {
  const found = [];
  for (let i = 0; i < ROUNDS; i++) {
    const start = performance.now();
    await work();
    found.push(performance.now() - start);
  }
  return found;
}

/**
 * @param {string} work
 * @param {number} goal milliseconds
 * @param {readonly number[]} ours
 */
function against(work, goal, ours) {
  const what = { row: 5, work: `${work}, ${RECORDS} records`, against: `a goal of ${goal} ms`, target: 1 };
  return compare(what, ours, [goal]);
}
