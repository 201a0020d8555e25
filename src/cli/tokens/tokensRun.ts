import * as l10n from '@vscode/l10n';
import { once } from 'node:events';
import { measureFile, type MeasureListener } from '../../host/measure/measureFile';
import { FileReadings } from '../../host/datasetInfo/fileReadings';
import type { MeasurePool } from '../../host/measure/measurePool';
import { totalsOf, type Totals } from '../../host/measure/totals';
import type { LocatedProject } from '../../host/projectFile';
import type { DatasetEntry } from '../datasetEntry';
import { readAsDataset } from '../datasetFiles';
import type { FoundFile } from '../findFiles';
import { measureSettings, type MeasureValues } from '../measureOptions';
import type { ProjectFinder } from '../projectFinder';
import { Progress } from '../progress';
import { printable } from '../reporters/printable';
import { tell } from '../tell';
import { Troubles } from '../troubles';
import type { TokensReporter } from './reporters/reporter';

/** What `tuneset tokens` is told beside how records are measured. */
interface TokensValues extends MeasureValues {
  readonly ids: boolean;
  readonly format: string | undefined;
}

/** One run of `tuneset tokens`. */
export class TokensRun {
  private readonly troubles = new Troubles();
  private readonly progress = new Progress(process.stderr);
  /** Why numbers aren't exact; each reason is told once. */
  private readonly approximations = new Set<string>();
  private hasBegun = false;
  private readonly readings: FileReadings;

  /** @param language of the messages; undefined for English */
  constructor(
    private readonly options: TokensValues,
    private readonly entry: DatasetEntry | undefined,
    private readonly reporter: TokensReporter,
    private readonly language: string | undefined,
    private readonly pool: MeasurePool | undefined,
  ) {
    const { format, dataset } = options;
    this.readings = new FileReadings({ format, datasetInfo: entry?.path, dataset });
  }

  /** @returns 0 all records measured, 1 some record failed, 2 some file could not be read or measured */
  async measure(files: readonly FoundFile[], projects: ProjectFinder): Promise<number> {
    let failed = 0;
    for (const file of files) {
      try {
        failed += (await this.measureOne(file, await projects.of(file.path)))?.failed ?? 0;
      } catch (error) {
        this.progress.clear();
        this.troubles.tell(file.path, error);
      }
    }
    if (!this.troubles.isAny || this.hasBegun) await this.write(this.reporter.end());
    if (this.troubles.isAny) return 2;
    return failed > 0 ? 1 : 0;
  }

  /** Measures one file; undefined for a file that is no dataset. */
  private async measureOne(file: FoundFile, located: LocatedProject | undefined): Promise<Totals | undefined> {
    const { path } = file;
    const dataset = await readAsDataset(file, this.readings, located);
    if (!dataset) return undefined;
    const { settings, base } = measureSettings(this.options, located, this.entry, dataset);
    const measuring = {
      shownPath: path,
      settings,
      places: { base, format: dataset.format },
      wanted: { text: this.reporter.recordText, feed: this.options.ids },
      language: this.language,
    };
    let isOpen = false;
    const listener: MeasureListener = {
      opened: async (opened) => {
        isOpen = true;
        this.hasBegun = true;
        if (opened.approximation !== null) this.tellApproximation(opened.approximation);
        // LLaMA-Factory is the only trainer that is inferred, from its template's name.
        const target = opened.target === null ? null : (settings.target ?? 'llamafactory');
        await this.write(this.reporter.file(path, { ...opened, tokenizer: opened.tokenizer.id, target }));
      },
      records: (text) => this.write(this.reporter.records(text)),
      progress: (done) => this.progress.show(path, done),
    };
    try {
      const totals = await measureFile(path, measuring, listener, this.pool);
      await this.write(this.reporter.fileEnd(totals));
      this.tellUnreadable(path, totals);
      return totals;
    } catch (error) {
      // What has been begun is brought to its end, so that it can be read.
      if (isOpen) await this.write(this.reporter.fileEnd(totalsOf([], null)));
      throw error;
    }
  }

  /** Waits until whoever reads has taken what was written before. */
  private async write(text: string): Promise<void> {
    if (text === '') return;
    this.progress.clear();
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  }

  private tellApproximation(reason: string): void {
    if (this.approximations.has(reason)) return;
    this.approximations.add(reason);
    tell(`≈ ${reason}`);
  }

  private tellUnreadable(path: string, { unreadable, firstUnreadable }: Totals): void {
    for (const { line, reason } of firstUnreadable) {
      tell(`${path}:${line + 1}: ${printable(reason)}`);
    }
    const more = unreadable - firstUnreadable.length;
    if (more > 0) tell(l10n.t('{0}: {1} more records can’t be read', path, more));
  }
}
