import * as l10n from '@vscode/l10n';
import { Random } from '../convert/select/random';
import { copyRecords, writersFor } from '../host/convert/copyRecords';
import { defineCommand, type Options } from './command';
import { containerFor } from './datasets/openSource';
import { readingOptions, seedOption, writingOptions } from './datasets/options';
import { showWriting, withRecords } from './datasets/recordTool';
import { seedOf, sourceAndTarget } from './datasets/values';
import { writeFiles } from './datasets/writeFiles';
import { replacedGuard } from './guard/guardReplaced';

const shuffleOptions = { ...seedOption, ...writingOptions, ...readingOptions } as const satisfies Options;

/** `tuneset shuffle`: the same records in another order. */
export const shuffle = defineCommand({
  name: 'shuffle',
  summary: () => l10n.t('Puts the records of a dataset into a random order, the same for the same seed.'),
  paths: () => l10n.t('the dataset, and the new file'),
  options: shuffleOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of some records, 2 could not run.'),
  run: async ({ paths, options }) => {
    const [from, to] = sourceAndTarget('shuffle', paths);
    const random = new Random(seedOf(options.seed));
    return withRecords(from, [to], options, {}, async (tool) => {
      const { source, index } = tool;
      const order = random.shuffle(Uint32Array.from({ length: index.count }, (_, record) => record));
      const container = containerFor(to, options.container, source.file);
      await writeFiles(
        [to],
        options.overwrite,
        async (files) => {
          const writers = writersFor(source.file, files, [container]);
          await copyRecords(source.file, index, order, writers, () => 0, showWriting(tool));
          await source.file.close();
        },
        replacedGuard([from], [to], options),
      );
      tool.progress.clear();
      process.stdout.write(`${l10n.t('{0}: {1} records in a new order', to, index.count)}\n`);
    });
  },
});
