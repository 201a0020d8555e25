// `npm test`: everything, from a fresh clone. Until the packages are there, Node's own modules must do.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './ensurePackages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', name);
const mocha = [
  bin('mocha/bin/mocha.js'),
  '--reporter',
  path.join(root, 'test/host/countingReporter.cjs'),
  '--forbid-only',
];
const editor = ['test/host/runEditorTests.mjs', '--workspace', 'test/fixtures/workspace', '--vscode'];

/**
 * A step is a Node command. One that counts its tests says so in a line `N passed, N failed`; any other counts as one test.
 *
 * @typedef {{ name: string, args: string[], counts?: boolean }} Step
 */

/** @type {Record<string, Step[]>} */
const groups = {
  unit: [
    { name: 'Build', args: ['scripts/build.mjs', '--tests'] },
    { name: 'Unit tests', args: [...mocha, '--timeout', '60000', '--recursive', 'out/test/unit'], counts: true },
  ],
  static: [
    { name: 'Types', args: [bin('typescript/bin/tsc'), '-p', '.'] },
    { name: 'Types of the views', args: [bin('typescript/bin/tsc'), '-p', 'webview'] },
    { name: 'Lint', args: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
    { name: 'Layout', args: [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'] },
  ],
  editor: [
    { name: 'Editor tests, VS Code 1.100', args: [...editor, 'minimum'], counts: true },
    { name: 'Editor tests, latest VS Code', args: [...editor, 'latest'], counts: true },
  ],
  e2e: [{ name: 'Browser tests', args: [...mocha, '--timeout', '300000', 'test/e2e/*.test.mjs'], counts: true }],
  webview: [
    { name: 'Tests of the views', args: [...mocha, '--timeout', '120000', 'test/webview/*.test.mjs'], counts: true },
  ],
  desktop: [{ name: 'Editor tests, desktop VS Code', args: ['test/host/runDesktopTests.mjs'], counts: true }],
};

const plans = {
  all: ['unit', 'static', 'webview', 'editor', 'e2e'],
  unit: ['unit'],
  webview: ['unit', 'webview'],
  editor: ['unit', 'editor'],
  desktop: ['unit', 'desktop'],
};

/**
 * @param {Step} step
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function run({ name, args, counts }) {
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const { code, counted } = await runNode(args);
  console.log(
    `── ${name}: ${code === 0 ? 'ok' : `failed (exit code ${code})`}, ${((Date.now() - started) / 1000).toFixed(1)} s ──`,
  );
  if (!counts) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  // A run that ends badly, or that ran nothing, is a failure, whatever it counted.
  const ran = counted.passed + counted.failed > 0;
  const lost = (code !== 0 && counted.failed === 0) || !ran ? 1 : 0;
  return { passed: counted.passed, failed: counted.failed + lost };
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, counted: { passed: number, failed: number } }>}
 */
function runNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (/** @type {string} */ text) => {
      process.stdout.write(text);
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const counted = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
      resolve({ code: code ?? 1, counted: { passed: Number(counted?.[1] ?? 0), failed: Number(counted?.[2] ?? 0) } });
    });
  });
}

async function main() {
  const plan = process.argv[2] ?? 'all';
  if (!(plan in plans)) throw new Error(`There is no "${plan}". Choose one of: ${Object.keys(plans).join(', ')}`);
  ensurePackages();
  const total = { passed: 0, failed: 0 };
  for (const group of plans[/** @type {keyof typeof plans} */ (plan)]) {
    for (const step of groups[group] ?? []) {
      const { passed, failed } = await run(step);
      total.passed += passed;
      total.failed += failed;
      if (failed > 0 && step.name === 'Build') break;
    }
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
