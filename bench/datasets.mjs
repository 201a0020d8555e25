import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { alpacaRecords } from './alpacaRecords.mjs';

const SEED = 20240229;
/** So much text is collected before it is written (UTF-16 units). */
const CHUNK = 1 << 20;

/**
 * As many sound Alpaca records, each one line without its end.
 *
 * @param {number} count
 */
export function recordLines(count) {
  const lines = [];
  for (const record of alpacaRecords(SEED)) {
    if (lines.length === count) break;
    lines.push(record);
  }
  return lines;
}

/**
 * Writes a JSONL file of sound Alpaca records.
 *
 * @param {string} path
 * @param {number} size bytes; the last record may go past it
 * @returns {Promise<number>} how many records it has
 */
export async function writeJsonl(path, size) {
  const file = createWriteStream(path);
  let records = 0;
  let written = 0;
  let chunk = '';
  for (const record of alpacaRecords(SEED)) {
    chunk += `${record}\n`;
    records++;
    if (chunk.length < CHUNK) continue;
    written += Buffer.byteLength(chunk);
    if (!file.write(chunk)) await once(file, 'drain');
    chunk = '';
    if (written >= size) break;
  }
  file.end();
  await once(file, 'close');
  return records;
}
