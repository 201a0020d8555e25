// Measures Tuneset side by side with its peers: npm run bench -- [--only 1|2|4|5] [--json FILE]
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { countTokens } from './countTokens.mjs';
import { keystrokeToFindings } from './keystrokeToFindings.mjs';
import { currentLoad, describeMachine } from './machine.mjs';
import { installPeers, peerVersions } from './peers.mjs';
import { previewRecords } from './previewRecords.mjs';
import { formatTable } from './report.mjs';
import { validateFile } from './validateFile.mjs';

/** What is measured, by its row in the table "Speed to hold"; row 3 comes with row 2. */
const rows = new Map([
  ['1', validateFile],
  ['2', countTokens],
  ['4', keystrokeToFindings],
  ['5', previewRecords],
]);

const { only, json } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } }).values;
if (only !== undefined && !rows.has(only))
  throw new Error(`--only ${only}: there is only ${[...rows.keys()].join(', ')}.`);

installPeers();
execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.mjs', import.meta.url)), '--production'], {
  stdio: 'inherit',
});

const machine = { ...describeMachine(), loadBefore: currentLoad(), peers: peerVersions() };
const { cpu, cores, node, system, loadBefore, peers } = machine;
console.log(`${cpu}, ${cores} cores, Node.js ${node}, ${system}, load before ${loadBefore.toFixed(2)}`);
console.log(`Against ${peers.join(', ')}`);

const folder = await mkdtemp(join(tmpdir(), 'tuneset-bench-'));
try {
  const comparisons = [];
  for (const [row, measure] of rows) {
    if (only === undefined || only === row) comparisons.push(...(await measure(folder, console.log)));
  }
  console.log(`\n${formatTable(comparisons)}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, comparisons }, undefined, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
