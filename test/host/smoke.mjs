import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hostStore, projectRoot } from './paths.mjs';
import { readProblemsUntil } from './problems.mjs';
import { startVsCodeServer } from './vscodeServer.mjs';
import { openWorkbench } from './workbench.mjs';

/** @typedef {{ line: number, rule: string }} Expected `line` is 1-based */

/**
 * Opens the faulty example in VS Code with the extension, as a newcomer would, and compares the Problems panel with
 * `examples/expected.json`.
 *
 * @param {object} options
 * @param {import('./vscodeServer.mjs').VsCodeChoice} options.which
 * @param {string} [options.extension] folder of the extension; the project if absent
 * @param {string} [options.examples] folder to open
 * @param {string} [options.screenshot] where to write the picture
 * @param {import('./userData.mjs').Locale} [options.locale]
 * @returns {Promise<boolean>} whether every expected fault was shown
 */
export async function smoke(options) {
  const { which, extension = projectRoot, examples = path.join(projectRoot, 'examples'), locale } = options;
  const picture = options.screenshot ?? path.join(hostStore, 'smoke.png');
  const [file, expected] = readExpected(path.join(examples, 'expected.json'));
  const server = await startVsCodeServer({ which, extension });
  try {
    const viewport = { width: 1280, height: 1000 };
    const window = await openWorkbench({ server, folder: examples, locale, viewport });
    try {
      await window.openFile(file);
      const shown = await readProblemsUntil(window.page, (problems) => missing(expected, problems).length === 0);
      await window.screenshot(picture);
      return report({ vsCode: server.vsCode, file, expected, shown, picture });
    } finally {
      await window.close();
    }
  } finally {
    await server.stop();
  }
}

/**
 * @param {string} json
 * @returns {[file: string, expected: Expected[]]}
 */
function readExpected(json) {
  const [entry] = Object.entries(JSON.parse(readFileSync(json, 'utf8')));
  if (!entry || !Array.isArray(entry[1]) || entry[1].length === 0) {
    throw new Error(`${json} names no fault to expect.`);
  }
  return [entry[0], entry[1]];
}

/**
 * @param {readonly Expected[]} expected
 * @param {readonly import('./problems.mjs').Problem[]} problems
 */
function missing(expected, problems) {
  return expected.filter(
    ({ line, rule }) => !problems.some((problem) => problem.line === line && problem.rule === rule),
  );
}

/**
 * @param {object} result
 * @param {string} result.vsCode
 * @param {string} result.file
 * @param {readonly Expected[]} result.expected
 * @param {readonly import('./problems.mjs').Problem[]} result.shown
 * @param {string} result.picture
 */
function report({ vsCode, file, expected, shown, picture }) {
  const lost = missing(expected, shown);
  for (const { line, rule } of expected) {
    const found = shown.find((problem) => problem.line === line && problem.rule === rule);
    console.log(found ? `  ok       line ${line}  ${rule}: ${found.message}` : `  MISSING  line ${line}  ${rule}`);
  }
  console.log(
    `VS Code ${vsCode} shows ${expected.length - lost.length} of ${expected.length} expected faults of ${file}.`,
  );
  console.log(`Screenshot: ${picture}`);
  if (lost.length > 0) {
    console.log(`It shows: ${shown.map(({ line, rule }) => `${line} ${rule}`).join(', ') || 'nothing'}`);
  }
  return lost.length === 0;
}
