import * as l10n from '@vscode/l10n';
import { join, resolve } from 'node:path';
import { checkFile, type FileResult } from '../host/checkFile';
import { CheckPool } from '../host/checkPool';
import { DataLooker } from '../host/datasetInfo/dataFacts';
import { FileReadings } from '../host/datasetInfo/fileReadings';
import { NoDataset } from '../host/measure/datasetFile';
import { MeterFault } from '../host/measure/openMeter';
import { chooseMeter } from '../host/measure/measureFile';
import type { MeterChoice } from '../host/measure/measureJobs';
import type { LocatedProject } from '../host/projectFile';
import { labelSettings } from '../labels/labelSettings';
import { infoRanking } from '../rules/info/infoRanking';
import { addCounts, countLevels, NO_FINDINGS, type Counts, type PlacedFinding } from '../rules/placedFinding';
import { defineCommand, type Options, type Values } from './command';
import { entryNamed, filesOfEntry, openGivenInfo } from './datasetEntry';
import { chooseFiles, readAsDataset, type DatasetReading } from './datasetFiles';
import { findFiles, type FoundFile } from './findFiles';
import { filesOfInfo, findingsOfInfo, isInfoFile, readInfoFile, type InfoFile } from './infoFile';
import { asksForLengths, measureOptions, measureSettings, targetFor } from './measureOptions';
import { ProjectFinder } from './projectFinder';
import { configOption, entryOptions, formatOption } from './readingOptions';
import { MisreadFile } from './misreadFile';
import { createReporter, reporterNames, type Reporter } from './reporters/reporter';
import { Troubles } from './troubles';

const checkOptions = {
  reporter: {
    kind: 'choice',
    choices: reporterNames,
    help: () => l10n.t('for people (pretty), for programs, or as annotations of GitHub Actions (github)'),
  },
  'datasets-only': {
    kind: 'switch',
    help: () => l10n.t('leave alone files that are no datasets, also if they are named, as by a hook before a commit'),
  },
  format: formatOption,
  ...configOption,
  ...entryOptions,
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
    const given = await openGivenInfo(options);
    const found = given && paths.length === 0 ? await filesOf(given, options) : await chooseFiles(paths, undefined);
    const files = options['datasets-only'] ? found.map((file) => ({ ...file, isNamed: false })) : found;
    // A broken project file is told before anything is written.
    for (const file of files) measureSettings(options, await projects.of(file.path), undefined);
    const reporter = createReporter(options.reporter ?? 'pretty', (text) => process.stdout.write(text));
    const pool = new CheckPool(join(__dirname, 'checkWorker.js'), language);
    try {
      return await new CheckRun(options, given, reporter, pool).check(files, projects);
    } finally {
      await pool.close();
    }
  },
});

/** @throws CannotRun if the dataset that is asked for has no files that can be checked */
async function filesOf(info: InfoFile, { dataset }: Values<typeof checkOptions>): Promise<readonly FoundFile[]> {
  const files = await filesOfInfo(info, dataset);
  if (files.length > 0) return findFiles(files);
  const entry = dataset === undefined ? undefined : entryNamed(info, dataset);
  return entry ? findFiles(await filesOfEntry({ entry, path: info.path })) : [];
}

class CheckRun {
  private readonly troubles = new Troubles();
  private readonly looker = new DataLooker();
  private readonly readings: FileReadings;
  /** LLaMA-Factory refuses the entry of the dataset that was asked for, or its stage, and that was told. */
  private isEntryRefused = false;

  constructor(
    private readonly options: Values<typeof checkOptions>,
    /** What `--dataset-info` names. */
    private readonly info: InfoFile | undefined,
    private readonly reporter: Reporter,
    private readonly pool: CheckPool,
  ) {
    const { format, dataset } = options;
    this.readings = new FileReadings({ format, datasetInfo: info?.path, dataset });
  }

  /** @returns 0 no error found, 1 errors found, 2 some file could not be read or measured */
  async check(files: readonly FoundFile[], projects: ProjectFinder): Promise<number> {
    let counts: Counts = NO_FINDINGS;
    let checked = 0;
    if (this.info) {
      counts = await this.checkInfo(this.info, await projects.of(this.info.path));
      checked++;
    }
    for (const file of files) {
      if (this.info && resolve(file.path) === resolve(this.info.path)) continue;
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
    if (isInfoFile(file.path)) return this.checkInfo(await readInfoFile(file.path), located);
    const dataset = await readAsDataset(file, this.readings, located);
    if (!dataset) return undefined;
    const meter = await this.meterFor(file, dataset, located);
    const counts = { ...NO_FINDINGS };
    const { rules: levels, fields: extraFields, mediaFolder, template } = located?.project ?? {};
    const target = targetFor(this.options, dataset);
    const misread = await MisreadFile.of(file.path, dataset, target, levels);
    reporter.file(file.path);
    const take = (finding: PlacedFinding): void => {
      counts[finding.level]++;
      reporter.finding(file.path, finding);
    };
    const result = await checkFile(
      file.path,
      {
        ...{ format: dataset.format, target, levels, extraFields, meter },
        template: this.options.template ?? template,
        labels: located?.labels ?? labelSettings(undefined, undefined),
        media: { projectFolder: located?.folder, mediaFolder, datasetInfo: dataset.entry?.place },
      },
      (finding) => {
        if (!misread?.covers(finding)) take(finding);
      },
      this.pool,
    ).catch((error: unknown) => {
      reporter.fileEnd(file.path, UNREAD, counts);
      throw error;
    });
    if (misread) take(misread.finding);
    reporter.fileEnd(file.path, result, counts);
    return counts;
  }

  /** Checks a `dataset_info.json`, and what it says of its datasets. */
  private async checkInfo(file: InfoFile, located: LocatedProject | undefined): Promise<Counts> {
    const { reporter, options } = this;
    const isGiven = file === this.info;
    const dataset = isGiven ? options.dataset : undefined;
    const findings = await findingsOfInfo(file, { dataset, stage: options.stage, located }, this.looker);
    const entry = dataset === undefined ? undefined : entryNamed(file, dataset);
    const isRefused = ({ rule, outcome }: PlacedFinding): boolean =>
      rule === infoRanking.id || (outcome === 'crash' && entry?.attributes === undefined);
    this.isEntryRefused ||= dataset !== undefined && findings.some(isRefused);
    reporter.file(file.path);
    for (const finding of findings) reporter.finding(file.path, finding);
    const counts = countLevels(findings);
    const { length: datasets } = file.info.entries;
    reporter.fileEnd(file.path, { container: null, format: 'dataset_info', records: 0, datasets }, counts);
    return counts;
  }

  /** The meter that the cutoff's findings need; undefined if nobody asked for them. Without it the file is checked all the same. */
  private async meterFor(
    { path }: FoundFile,
    reading: DatasetReading,
    located: LocatedProject | undefined,
  ): Promise<MeterChoice | undefined> {
    if (!asksForLengths(this.options, located)) return undefined;
    const { settings, base } = measureSettings(this.options, located, undefined, reading);
    try {
      return await chooseMeter(path, settings, { base, format: reading.format });
    } catch (error) {
      // That it is no text is found by the check itself.
      const isTold = error instanceof NoDataset || (error instanceof MeterFault && this.isEntryRefused);
      if (!isTold) this.troubles.tell(path, error);
      return undefined;
    }
  }
}

/** What is known of a file that could not be read to its end. */
const UNREAD: FileResult = { container: 'jsonl', format: null, records: 0 };
