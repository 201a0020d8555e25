import * as l10n from '@vscode/l10n';
import { copyRecords, inOrder, writersFor } from '../../host/convert/copyRecords';
import { keyOfBytes, readReviews } from '../../host/review/readReviews';
import { reviewFileOf } from '../../review/reviewFile';
import { verdicts } from '../../review/verdict';
import { CannotRun } from '../cannotRun';
import { defineCommand, type Options } from '../command';
import { containerFor } from '../datasets/openSource';
import { readingOptions, writingOptions } from '../datasets/options';
import { showWriting, withRecords } from '../datasets/recordTool';
import { sourceAndTarget } from '../datasets/values';
import { writeFiles } from '../datasets/writeFiles';
import { replacedGuard } from '../guard/guardReplaced';

const exportOptions = {
  verdict: {
    kind: 'choice',
    choices: verdicts,
    help: () => l10n.t('which records; accepted ones if nothing is said'),
  },
  ...writingOptions,
  ...readingOptions,
} as const satisfies Options;

/** `tuneset review export`: the records of a verdict. */
export const reviewExport = defineCommand({
  name: 'review export',
  summary: () => l10n.t('Copies the records that reviewers accepted, byte for byte, into a new file.'),
  paths: () => l10n.t('the dataset, and the new file'),
  options: exportOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of some records, 2 could not run.'),
  run: async ({ paths, options }) => {
    const [from, to] = sourceAndTarget('review export', paths);
    const { verdict = 'accepted' } = options;
    const log = await readReviews(from);
    if (!log) throw new CannotRun(l10n.t('{0}: there is no review, which would lie in {1}', from, reviewFileOf(from)));
    return withRecords(from, [to], options, {}, async (tool) => {
      const { source, index } = tool;
      const isMeant = (record: number): boolean => {
        const bytes = source.file.bytesAt(index.offsets[record]!, index.lengths[record]!);
        return log.of(keyOfBytes(bytes))?.verdict === verdict;
      };
      let count = 0;
      await writeFiles(
        [to],
        options.overwrite,
        async (files) => {
          const writers = writersFor(source.file, files, [containerFor(to, options.container, source.file)]);
          await copyRecords(source.file, index, inOrder(index.count, isMeant), writers, () => 0, showWriting(tool));
          count = writers[0]!.count;
          await source.file.close();
        },
        replacedGuard([from], [to], options),
      );
      tool.progress.clear();
      process.stdout.write(`${l10n.t('{0}: {1} of {2} records', to, count, index.count)}\n`);
    });
  },
});
