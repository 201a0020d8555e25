import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import { formats } from '../dataset/format';
import { checkFile, type FileResult } from '../host/checkFile';
import { CheckPool } from '../host/checkPool';
import { NoDataset } from '../host/measure/datasetFile';
import { chooseMeter } from '../host/measure/measureFile';
import type { MeterChoice } from '../host/measure/measureJobs';
import type { LocatedProject } from '../host/projectFile';
import { addCounts, NO_FINDINGS, type Counts } from '../rules/placedFinding';
import { defineCommand, type Options, type Values } from './command';
import { readDatasetEntry, type DatasetEntry } from './datasetEntry';
import { chooseFiles, readAsDataset } from './datasetFiles';
import type { FoundFile } from './findFiles';
import { asksForLengths, measureOptions, measureSettings } from './measureOptions';
import { ProjectFinder } from './projectFinder';
import { createReporter, reporterNames, type Reporter } from './reporters/reporter';
import { Troubles } from './troubles';

const formatIds = formats.map(({ id }) => id);

const checkOptions = {
  format: {
    kind: 'choice',
    choices: formatIds,
    help: () => l10n.t('read the records as this format ({0}) instead of detecting it', formatIds.join(', ')),
  },
  config: {
    kind: 'text',
    placeholder: 'file',
    help: () => l10n.t('project file to use; else the nearest tuneset.json above each file'),
  },
  reporter: {
    kind: 'choice',
    choices: reporterNames,
    help: () => l10n.t('pretty (for people), json, sarif, github (annotations of GitHub Actions)'),
  },
  ...measureOptions,
} as const satisfies Options;

/** `tuneset check`: checks files and reports what is found. */
export const check = defineCommand({
  name: 'check',
  summary: () => l10n.t('Checks datasets, and for a trainer or a cutoff also what becomes of their records.'),
  paths: () => l10n.t('files, folders or globs; the current folder if there are none'),
  options: checkOptions,
  exitCodes: () => l10n.t('Exit code: 0 no errors, 1 errors found, 2 could not run.'),
  run: async ({ paths, options, language }) => {
    const projects = new ProjectFinder(options.config);
    const entry = await readDatasetEntry(options);
    const files = await chooseFiles(paths, entry);
    // A broken project file is told before anything is written.
    for (const file of files) measureSettings(options, await projects.of(file.path), entry);
    const reporter = createReporter(options.reporter ?? 'pretty', (text) => process.stdout.write(text));
    const pool = new CheckPool(join(__dirname, 'checkWorker.js'), language);
    try {
      return await new CheckRun(options, entry, reporter, pool).check(files, projects);
    } finally {
      await pool.close();
    }
  },
});

class CheckRun {
  private readonly troubles = new Troubles();

  constructor(
    private readonly options: Values<typeof checkOptions>,
    private readonly entry: DatasetEntry | undefined,
    private readonly reporter: Reporter,
    private readonly pool: CheckPool,
  ) {}

  /** @returns 0 no error found, 1 errors found, 2 some file could not be read or measured */
  async check(files: readonly FoundFile[], projects: ProjectFinder): Promise<number> {
    let counts: Counts = NO_FINDINGS;
    let checked = 0;
    for (const file of files) {
      try {
        const found = await this.checkOne(file, await projects.of(file.path));
        if (found) checked++;
        counts = addCounts(counts, found ?? NO_FINDINGS);
      } catch (error) {
        this.troubles.tell(file.path, error);
      }
    }
    this.reporter.end(counts, checked);
    if (this.troubles.isAny) return 2;
    return counts.error > 0 ? 1 : 0;
  }

  /** Checks one file; undefined for a file that is no dataset. */
  private async checkOne(file: FoundFile, located: LocatedProject | undefined): Promise<Counts | undefined> {
    const { reporter } = this;
    const dataset = await readAsDataset(file, this.options.format, located);
    if (!dataset) return undefined;
    const meter = await this.meterFor(file, dataset.format, located);
    const counts = { ...NO_FINDINGS };
    reporter.file(file.path);
    const { rules: levels, fields: extraFields } = located?.project ?? {};
    const result = await checkFile(
      file.path,
      { format: dataset.format, levels, extraFields, meter },
      (finding) => {
        counts[finding.level]++;
        reporter.finding(file.path, finding);
      },
      this.pool,
    ).catch((error: unknown) => {
      reporter.fileEnd(file.path, UNREAD, counts);
      throw error;
    });
    reporter.fileEnd(file.path, result, counts);
    return counts;
  }

  /** The meter that the cutoff's findings need; undefined if nobody asked for them. Without it the file is checked all the same. */
  private async meterFor(
    { path }: FoundFile,
    format: string | undefined,
    located: LocatedProject | undefined,
  ): Promise<MeterChoice | undefined> {
    if (!asksForLengths(this.options, located)) return undefined;
    const { settings, base } = measureSettings(this.options, located, this.entry);
    try {
      return await chooseMeter(path, settings, { base, format });
    } catch (error) {
      // That it is no text is found by the check itself.
      if (!(error instanceof NoDataset)) this.troubles.tell(path, error);
      return undefined;
    }
  }
}

/** What is known of a file that could not be read to its end. */
const UNREAD: FileResult = { container: 'jsonl', format: null, records: 0 };
