import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MeasurePool } from '../../host/measure/measurePool';
import { CannotRun } from '../cannotRun';
import { defineCommand, type Options } from '../command';
import { readDatasetEntry } from '../datasetEntry';
import { chooseFiles } from '../datasetFiles';
import type { FoundFile } from '../findFiles';
import { measureOptions, measureSettings } from '../measureOptions';
import { ProjectFinder } from '../projectFinder';
import { configOption, entryOptions, formatOption } from '../readingOptions';
import { createReporter, reporterNames } from './reporters/reporter';
import { TokensRun } from './tokensRun';

/** From as many bytes on it is worth while that every thread loads the tokenizer. */
const PARALLEL_BYTES = 4 * 1024 * 1024;

const tokensOptions = {
  ids: { kind: 'switch', help: () => l10n.t('with the ids and labels of every record, in JSON') },
  reporter: {
    kind: 'choice',
    choices: reporterNames,
    help: () => l10n.t('totals for people (pretty), or every record (json, csv)'),
  },
  format: formatOption,
  ...configOption,
  ...entryOptions,
  ...measureOptions,
} as const satisfies Options;

/** `tuneset tokens`: counts what records are made of, what of it is trained, and what the cutoff leaves. */
export const tokens = defineCommand({
  name: 'tokens',
  summary: () =>
    l10n.t('Counts the tokens of datasets: of every record and turn, the trained ones, and what the cutoff leaves.'),
  paths: () => l10n.t('files, folders or globs; the current folder if there are none'),
  options: tokensOptions,
  exitCodes: () => l10n.t('Exit code: 0 all records measured, 1 some record failed, 2 could not run.'),
  run: async ({ paths, options, language }) => {
    const name = options.reporter ?? 'pretty';
    if (options.ids && name !== 'json') throw new CannotRun(l10n.t('--ids goes with --reporter json.'));
    const projects = new ProjectFinder(options.config);
    const entry = await readDatasetEntry(options);
    const files = await chooseFiles(paths, entry);
    // A broken project file is told before anything is written.
    for (const file of files) measureSettings(options, await projects.of(file.path), entry);
    const pool =
      (await bytesOf(files)) < PARALLEL_BYTES ? undefined : new MeasurePool(join(__dirname, 'measureWorker.js'));
    try {
      const run = new TokensRun(options, entry, createReporter(name), language, pool);
      return await run.measure(files, projects);
    } finally {
      await pool?.close();
    }
  },
});

/** Bytes of all files together; files that can't be looked at count nothing. */
async function bytesOf(files: readonly FoundFile[]): Promise<number> {
  let sum = 0;
  for (const { path } of files) sum += (await stat(path).catch(() => undefined))?.size ?? 0;
  return sum;
}
