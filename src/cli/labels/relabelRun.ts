import * as l10n from '@vscode/l10n';
import { relative } from 'node:path';
import { SourceChanged, SourceFile } from '../../host/convert/sourceFile';
import {
  surveyRelabelling,
  writeRelabelled,
  type RecordChange,
  type Relabelling,
  type RelabelSurvey,
} from '../../host/labels/relabel';
import { NoDataset } from '../../host/measure/datasetFile';
import { markerOf, namedKinds } from '../../labels/marker';
import { CannotRun } from '../cannotRun';
import type { Options } from '../command';
import { isFileError } from '../datasets/openSource';
import { writeFiles } from '../datasets/writeFiles';
import { Progress } from '../progress';
import { printable } from '../reporters/printable';
import { tell } from '../tell';
import { changeText } from './changeText';
import type { LabelFile } from './labelFiles';
import { assertNoData } from './projectLabels';

/** What is written, and when it isn't. */
export const relabelOptions = {
  'dry-run': { kind: 'switch', group: 'writing', help: () => l10n.t('only tell what would change, with examples') },
  'allow-robust': {
    kind: 'switch',
    group: 'writing',
    help: () => l10n.t('also where records lose or change their robustness marker; else nothing is written then'),
  },
} as const satisfies Options;

/** What becomes of the records of a file. */
export interface FileRelabelling {
  readonly file: LabelFile;
  readonly relabelling: Relabelling;
  /** It may concern any record, so that it must not be done in what is no dataset, such as a log. */
  readonly isForDatasets?: boolean;
}

/** A file that gets another content along with the datasets. */
export interface NewText {
  readonly path: string;
  readonly text: string;
}

interface Surveyed extends FileRelabelling {
  readonly source: SourceFile;
  readonly survey: RelabelSurvey;
  readonly examples: readonly string[];
}

/** Changes of a file that a dry run shows. */
const EXAMPLES = 3;

/** Relabels files: all that change are written together, the others aren't touched. */
export class RelabelRun {
  private readonly progress = new Progress(process.stderr);
  private readonly surveyed: Surveyed[] = [];
  /** Records whose marker would go or change. */
  private endangered = 0;

  constructor(private readonly options: { readonly 'dry-run': boolean; readonly 'allow-robust': boolean }) {}

  private get changing(): readonly Surveyed[] {
    return this.surveyed.filter(({ survey }) => survey.changed > 0);
  }

  /**
   * @param texts other files that change
   * @param afterSurvey is told how many records are to change before anything is written; may throw CannotRun
   * @returns the exit code: 1 if nothing was written to protect markers
   * @throws CannotRun if a file can't be read or written
   */
  async run(
    relabellings: readonly FileRelabelling[],
    texts: readonly NewText[] = [],
    afterSurvey?: (changed: number) => void,
  ): Promise<number> {
    try {
      for (const each of relabellings) await this.survey(each);
      this.assertPossible();
      afterSurvey?.(this.changing.reduce((sum, { survey }) => sum + survey.changed, 0));
      const { 'dry-run': isDry, 'allow-robust': isAllowed } = this.options;
      if (this.endangered > 0 && !isAllowed) {
        if (isDry) this.report(texts);
        tell(
          l10n.t(
            'Records whose robustness marker would go or change: {0}. Nothing was written. Give --allow-robust if that is meant.',
            this.endangered,
          ),
        );
        return 1;
      }
      if (!isDry) await this.write(texts);
      this.report(texts);
      return 0;
    } finally {
      for (const { source } of this.surveyed) await source.close();
    }
  }

  private async survey(each: FileRelabelling): Promise<void> {
    const { file, relabelling } = each;
    const source = await open(each);
    if (!source) return tell(l10n.t('{0} doesn’t look like a dataset, and is left as it is.', file.path));
    const examples: string[] = [];
    const onChange = (change: RecordChange): void => {
      if (losesMarker(change, file)) this.endangered++;
      if (examples.length < EXAMPLES) examples.push(changeText(change, file, source.detected));
    };
    const onProgress = (done: number): void => this.progress.show(file.path, done / 2);
    try {
      const { labels, format, path } = file;
      assertNoData(path, labels, format, source.detected);
      const survey = await surveyRelabelling(source, relabelling, onChange, onProgress);
      this.surveyed.push({ ...each, source, survey, examples });
      if (survey.changed === 0) await source.close();
    } catch (error) {
      await source.close();
      throw error instanceof SourceChanged ? new CannotRun(error.message) : error;
    } finally {
      this.progress.clear();
    }
  }

  private report(texts: readonly NewText[]): void {
    for (const { file, survey, examples } of this.surveyed) {
      const { records, changed, unreadable } = survey;
      if (unreadable > 0) {
        tell(l10n.t('{0}: records that can’t be read, and stay as they are: {1}', file.path, unreadable));
      }
      if (!this.options['dry-run']) {
        process.stdout.write(`${l10n.t('{0}: {1} of {2} records changed', file.path, changed, records)}\n`);
        continue;
      }
      process.stdout.write(`${l10n.t('{0}: {1} of {2} records would change', file.path, changed, records)}\n`);
      for (const example of examples) process.stdout.write(`  ${printable(example)}\n`);
      if (changed > examples.length) process.stdout.write('  …\n');
    }
    for (const { path } of texts) {
      const shown = relative(process.cwd(), path);
      const told = this.options['dry-run']
        ? l10n.t('{0}: the taxonomy would change', shown)
        : l10n.t('{0}: the taxonomy changed', shown);
      process.stdout.write(`${told}\n`);
    }
  }

  /** @throws CannotRun if there are records in which it can't be done */
  private assertPossible(): void {
    for (const { file, survey } of this.surveyed) {
      if (survey.impossible === 0) continue;
      throw new CannotRun(
        l10n.t(
          '{0}: records whose task type would have more levels than there are fields for: {1}. Nothing was written.',
          file.path,
          survey.impossible,
        ),
      );
    }
  }

  private async write(texts: readonly NewText[]): Promise<void> {
    const { changing } = this;
    if (changing.length + texts.length === 0) return;
    const paths = [...changing.map(({ file }) => file.path), ...texts.map(({ path }) => path)];
    await writeFiles(paths, true, async (files) => {
      for (const [i, { file, source, relabelling, survey }] of changing.entries()) {
        const onProgress = (done: number): void => this.progress.show(file.path, 0.5 + done / 2);
        await writeRelabelled(source, relabelling, survey.place, files.file(i), onProgress);
        await source.close();
      }
      for (const [i, { text }] of texts.entries()) {
        await files.file(changing.length + i).write(Buffer.from(text, 'utf8').toString('latin1'));
      }
    });
    this.progress.clear();
  }
}

/**
 * @returns undefined for what is no dataset, and wasn't named
 * @throws CannotRun if it can't be read, or is named and no dataset, such as a `package.json`
 */
async function open({ file, isForDatasets = false }: FileRelabelling): Promise<SourceFile | undefined> {
  const { path, reading, isNamed } = file;
  try {
    const source = await SourceFile.open(path);
    const mayBe = /\.(?:jsonl|ndjson)$/i.test(path) || source.container.id === 'array';
    if (reading.source !== undefined || source.detected || (mayBe && !isForDatasets)) return source;
    await source.close();
    if (!isNamed) return undefined;
    throw new CannotRun(l10n.t('{0} doesn’t look like a dataset. Say how it is read: --format', path));
  } catch (error) {
    if (!(error instanceof NoDataset) && !isFileError(error)) throw error;
    throw new CannotRun(l10n.t('{0} can’t be read: {1}', path, error.message));
  }
}

function losesMarker({ before, after }: RecordChange, { labels: { robustness } }: LabelFile): boolean {
  const kinds = namedKinds(after, robustness);
  if (markerOf(before, robustness) && !markerOf(after, robustness)) return true;
  return namedKinds(before, robustness).some((kind) => !kinds.includes(kind));
}
