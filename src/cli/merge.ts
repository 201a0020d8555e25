import * as l10n from '@vscode/l10n';
import { appendRecords, SeenRecords } from '../host/convert/mergeRecords';
import { indexRecords } from '../host/convert/recordIndex';
import { writersFor } from '../host/convert/copyRecords';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options, type Values } from './command';
import { containerFor, SourceOpener, type Source } from './datasets/openSource';
import { readingOptions, writingOptions } from './datasets/options';
import { tellRefused } from './datasets/tellRefused';
import { assertFree, writeFiles } from './datasets/writeFiles';
import { Progress } from './tokens/progress';

const mergeOptions = {
  out: { kind: 'text', placeholder: 'file', help: () => l10n.t('the new file') },
  dedupe: {
    kind: 'switch',
    help: () => l10n.t('leave out records that are there already: the same JSON but for white space'),
  },
  mixed: { kind: 'switch', help: () => l10n.t('merge records of several formats all the same') },
  ...writingOptions,
  ...readingOptions,
} as const satisfies Options;

/** `tuneset merge`: the records of several files, one file after the other. */
export const merge = defineCommand({
  name: 'merge',
  summary: () => l10n.t('Puts the records of several datasets of one format into one file.'),
  paths: () => l10n.t('the datasets, in the order in which they are to stand'),
  options: mergeOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of broken records, 2 could not run.'),
  run: async ({ paths, options }) => {
    const { out } = options;
    if (paths.length === 0 || out === undefined) {
      throw new CannotRun(l10n.t('Give the files and where they go: tuneset merge <file…> --out <new file>'));
    }
    await assertFree([out], options.overwrite);
    const opener = new SourceOpener(options);
    const sources: Source[] = [];
    try {
      for (const path of paths) sources.push(await opener.open(path));
      return await new MergeRun(sources, out, options).run();
    } finally {
      for (const { file } of sources) await file.close();
    }
  },
});

class MergeRun {
  private readonly progress = new Progress(process.stderr);

  constructor(
    private readonly sources: readonly Source[],
    private readonly out: string,
    private readonly options: Values<typeof mergeOptions>,
  ) {
    const [first, ...others] = sources;
    const other = others.find(({ format }) => format?.id !== first!.format?.id);
    if (!other || options.mixed) return;
    const name = ({ format }: Source): string => format?.id ?? l10n.t('unknown format');
    throw new CannotRun(
      l10n.t(
        '{0} is {1}, but {2} is {3}. Convert one of them first, or give --mixed.',
        first!.file.path,
        name(first!),
        other.file.path,
        name(other),
      ),
    );
  }

  /** @returns the exit code */
  async run(): Promise<number> {
    const { sources, options, out } = this;
    let refused = 0;
    for (const [i, { file }] of sources.entries()) {
      const index = await indexRecords(file, { onProgress: (done) => this.show(file.path, i, done / 2) });
      this.progress.clear();
      tellRefused(file.path, index, options.skip);
      refused += index.refused;
    }
    if (refused > 0 && !options.skip) return 1;
    const seen = options.dedupe ? new SeenRecords() : undefined;
    const count = await this.write(seen);
    this.progress.clear();
    process.stdout.write(`${l10n.t('{0}: {1} records of {2} files', out, count, sources.length)}\n`);
    if (seen) process.stdout.write(`${l10n.t('Duplicates left out: {0}', seen.duplicates)}\n`);
    return 0;
  }

  private async write(seen: SeenRecords | undefined): Promise<number> {
    const { sources, options, out } = this;
    let count = 0;
    await writeFiles([out], options.overwrite, async (files) => {
      const first = sources[0]!.file;
      const container = containerFor(out, options.container, first);
      // Only where all sources are JSONL may records keep the line breaks inside of them.
      const looks = sources.find(({ file }) => file.container.id !== container)?.file ?? first;
      const [writer] = writersFor(looks, files, [container]);
      for (const [i, { file }] of sources.entries()) {
        await appendRecords(file, writer!, seen, (done) => this.show(file.path, i, 0.5 + done / 2));
        await file.close();
      }
      await writer!.end();
      count = writer!.count;
    });
    return count;
  }

  private show(path: string, index: number, done: number): void {
    this.progress.show(path, (index + done) / this.sources.length);
  }
}
