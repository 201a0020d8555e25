import * as l10n from '@vscode/l10n';
import { choose } from '../convert/select/choose';
import { Random } from '../convert/select/random';
import { copyRecords, inOrder, writersFor } from '../host/convert/copyRecords';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options } from './command';
import { containerFor } from './datasets/openSource';
import { readingOptions, seedOption, stratifyOption, writingOptions } from './datasets/options';
import { showWriting, withRecords } from './datasets/recordTool';
import { ratioOf, seedOf, sourceAndTarget } from './datasets/values';
import { writeFiles } from './datasets/writeFiles';
import { replacedGuard } from './guard/guardReplaced';

const sampleOptions = {
  count: { kind: 'number', help: () => l10n.t('how many records') },
  ratio: { kind: 'text', placeholder: '0–1', help: () => l10n.t('which share of the records, in place of --count') },
  ...stratifyOption,
  ...seedOption,
  ...writingOptions,
  ...readingOptions,
} as const satisfies Options;

/** `tuneset sample`: some of the records, chosen at random, in their order. */
export const sample = defineCommand({
  name: 'sample',
  summary: () =>
    l10n.t('Takes some records of a dataset at random, the same for the same seed, and keeps their order.'),
  paths: () => l10n.t('the dataset, and the new file'),
  options: sampleOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of some records, 2 could not run.'),
  run: async ({ paths, options }) => {
    const [from, to] = sourceAndTarget('sample', paths);
    const { count, ratio: givenRatio, stratify } = options;
    if ((count === undefined) === (givenRatio === undefined)) {
      throw new CannotRun(l10n.t('Say how many records: --count or --ratio, one of them.'));
    }
    const ratio = givenRatio === undefined ? undefined : ratioOf(givenRatio);
    const random = new Random(seedOf(options.seed));
    return withRecords(from, [to], options, { stratify }, async (tool) => {
      const { source, index } = tool;
      const wanted = Math.min(index.count, count ?? Math.round(index.count * (ratio ?? 1)));
      const chosen = choose({ records: index.count, strata: index.strata }, wanted, random);
      const container = containerFor(to, options.container, source.file);
      await writeFiles(
        [to],
        options.overwrite,
        async (files) => {
          const writers = writersFor(source.file, files, [container]);
          const order = inOrder(index.count, (record) => chosen[record] === 1);
          await copyRecords(source.file, index, order, writers, () => 0, showWriting(tool));
          await source.file.close();
        },
        replacedGuard([from], [to], options),
      );
      tool.progress.clear();
      process.stdout.write(`${l10n.t('{0}: {1} of {2} records', to, wanted, index.count)}\n`);
    });
  },
});
