import * as l10n from '@vscode/l10n';
import { SourceFile } from '../../host/convert/sourceFile';
import { countLabels } from '../../host/labels/countLabels';
import { chooseMeter } from '../../host/measure/measureFile';
import { meterOf } from '../../host/measure/measureJobs';
import type { Meter } from '../../tokens/meter';
import { coverageOf, joinedTaxonomy, LabelTotals } from '../../labels/coverage';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { defineCommand, type Options, type Values } from '../command';
import { readDatasetEntry, type DatasetEntry } from '../datasetEntry';
import { measureOptions, measureSettings } from '../measureOptions';
import { Progress } from '../progress';
import { tell } from '../tell';
import { Troubles } from '../troubles';
import { labelFiles, labelReadingOptions, type LabelFile } from './labelFiles';
import { assertNoData } from './projectLabels';
import { statsText, statsReporters } from './statsText';

const statsOptions = {
  reporter: {
    kind: 'choice',
    choices: statsReporters,
    help: () => l10n.t('a table for people (pretty), or json or csv'),
  },
  tokens: { kind: 'switch', help: () => l10n.t('with the tokens of prompts and answers, which takes longer') },
  ...labelReadingOptions,
  ...measureOptions,
} as const satisfies Options;

/** `tuneset labels stats`: how records are spread over task types. */
export const labelsStats = defineCommand({
  name: 'labels stats',
  summary: () => l10n.t('Shows how records are spread over task types, and how many have a robustness marker.'),
  paths: () => l10n.t('files, folders or globs; the current folder if there are none'),
  options: statsOptions,
  exitCodes: () => l10n.t('Exit code: 0 all files counted, 2 some file could not be read or measured.'),
  run: async ({ paths, options }) => {
    const files = await labelFiles(paths, options);
    return new StatsRun(options, await readDatasetEntry(options)).run(files);
  },
});

class StatsRun {
  private readonly progress = new Progress(process.stderr);
  private readonly troubles = new Troubles();
  private readonly totals = new LabelTotals();
  private readonly readers = new Map<LabelSettings, LabelReader>();

  constructor(
    private readonly options: Values<typeof statsOptions>,
    private readonly entry: DatasetEntry | undefined,
  ) {}

  /** @returns the exit code */
  async run(files: readonly LabelFile[]): Promise<number> {
    const counted: { path: string; records: number; unreadable: number }[] = [];
    for (const file of files) {
      try {
        const count = await this.count(file);
        counted.push({ path: file.path, ...count });
      } catch (error) {
        this.progress.clear();
        this.troubles.tell(file.path, error);
      }
    }
    const taxonomies = [...this.readers.keys()].flatMap(({ taxonomy }) => (taxonomy ? [taxonomy] : []));
    const coverage = coverageOf(this.totals.list, joinedTaxonomy(taxonomies));
    const separator = files[0]?.labels.taskType.separator ?? ' - ';
    const { reporter = 'pretty', tokens } = this.options;
    process.stdout.write(statsText(reporter, { coverage, files: counted, separator, hasTokens: tokens }));
    return this.troubles.isAny ? 2 : 0;
  }

  private async count(file: LabelFile): Promise<{ records: number; unreadable: number }> {
    const { path } = file;
    const meter = this.options.tokens ? await this.meterFor(file) : undefined;
    const source = await SourceFile.open(path);
    try {
      assertNoData(path, file.labels, file.format, source.detected);
      const onProgress = (done: number): void => this.progress.show(path, done);
      const count = await countLabels(source, this.readerFor(file), this.totals, meter, onProgress);
      this.progress.clear();
      if (count.unreadable > 0) {
        tell(l10n.t('{0}: records that can’t be read, and aren’t counted: {1}', path, count.unreadable));
      }
      return count;
    } finally {
      await source.close();
    }
  }

  private readerFor({ labels }: LabelFile): LabelReader {
    const reader = this.readers.get(labels) ?? new LabelReader(labels);
    this.readers.set(labels, reader);
    return reader;
  }

  private async meterFor({ path, located, reading }: LabelFile): Promise<Meter> {
    const { settings, base } = measureSettings(this.options, located, this.entry, reading);
    const choice = await chooseMeter(path, settings, { base, format: reading.format });
    const { meter, approximation } = await meterOf(choice);
    if (approximation !== null) tell(`≈ ${approximation}`);
    return meter;
  }
}
