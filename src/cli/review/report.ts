import * as l10n from '@vscode/l10n';
import { SourceFile } from '../../host/convert/sourceFile';
import { readReviews, reportReviews } from '../../host/review/readReviews';
import { LabelReader } from '../../labels/labelReader';
import { reviewFileOf } from '../../review/reviewFile';
import { ReviewLog } from '../../review/reviewLog';
import { defineCommand, type Options } from '../command';
import { labelFiles, labelReadingOptions } from '../labels/labelFiles';
import { Progress } from '../progress';
import { tell } from '../tell';
import { Troubles } from '../troubles';
import { reportReporters, reportText, type FileReport } from './reportText';

const reportOptions = {
  reporter: {
    kind: 'choice',
    choices: reportReporters,
    help: () => l10n.t('tables for people (pretty), or json'),
  },
  ...labelReadingOptions,
} as const satisfies Options;

/** `tuneset review report`: what reviewers said of records. */
export const reviewReport = defineCommand({
  name: 'review report',
  summary: () => l10n.t('Shows how the review of datasets stands, by task type and reviewer.'),
  paths: () => l10n.t('files, folders or globs; the current folder if there are none'),
  options: reportOptions,
  exitCodes: () => l10n.t('Exit code: 0 all files read, 2 some file could not be read.'),
  run: async ({ paths, options }) => {
    const progress = new Progress(process.stderr);
    const troubles = new Troubles();
    const reports: FileReport[] = [];
    for (const { path, labels, format, isNamed } of await labelFiles(paths, options)) {
      try {
        const log = await readReviews(path);
        if (!log && !isNamed) continue;
        if (!log) tell(l10n.t('{0}: there is no review, which would lie in {1}', path, reviewFileOf(path)));
        const source = await SourceFile.open(path);
        try {
          const show = (done: number): void => progress.show(path, done);
          const report = await reportReviews(source, log ?? new ReviewLog(), new LabelReader(labels), format, show);
          reports.push({ path, ...report });
        } finally {
          await source.close();
        }
      } catch (error) {
        troubles.tell(path, error);
      } finally {
        progress.clear();
      }
    }
    if (reports.length === 0 && !troubles.isAny) tell(l10n.t('None of these files has a review.'));
    process.stdout.write(reportText(options.reporter ?? 'pretty', reports));
    return troubles.isAny ? 2 : 0;
  },
});
