import * as l10n from '@vscode/l10n';
import { listOf } from '../dataset/listOf';
import { appendRecords, SeenRecords } from '../host/convert/mergeRecords';
import { indexRecords } from '../host/convert/recordIndex';
import { writersFor } from '../host/convert/copyRecords';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options, type Values } from './command';
import { containerFor, SourceOpener, type Source } from './datasets/openSource';
import { readingOptions, writingOptions } from './datasets/options';
import { tellRefused } from './datasets/tellRefused';
import { assertFree, tellReplaced, writeFiles } from './datasets/writeFiles';
import { replacedGuard } from './guard/guardReplaced';
import { Progress } from './progress';
import { tell } from './tell';

const mergeOptions = {
  out: { kind: 'text', placeholder: 'file', help: () => l10n.t('the new file') },
  dedupe: {
    kind: 'switch',
    help: () => l10n.t('leave out records that are there already: the same JSON but for white space'),
  },
  mixed: {
    kind: 'switch',
    help: () => l10n.t('merge records of several formats all the same, though trainers read a file as one'),
  },
  ...writingOptions,
  ...readingOptions,
} as const satisfies Options;

/** `tuneset merge`: the records of several files, one file after the other. */
export const merge = defineCommand({
  name: 'merge',
  summary: () => l10n.t('Puts the records of several datasets of one format into one file.'),
  paths: () => l10n.t('the datasets, in the order in which they are to stand'),
  options: mergeOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of some records, 2 could not run.'),
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
    const other = others.find((each) => layoutOf(each) !== layoutOf(first!));
    if (!other || options.mixed) return;
    throw new CannotRun(
      l10n.t(
        '{0} is {1}, but {2} is {3}. Convert one of them first (tuneset convert --to), or give --mixed.',
        first!.file.path,
        nameOf(first!),
        other.file.path,
        nameOf(other),
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
      tellRefused(file.path, index.refused, options.skip);
      refused += index.refused.records;
    }
    if (refused > 0 && !options.skip) return 1;
    await tellReplaced(
      sources.map(({ file }) => file.path),
      [out],
    );
    const seen = options.dedupe ? new SeenRecords() : undefined;
    const count = await this.write(seen);
    this.progress.clear();
    process.stdout.write(`${l10n.t('{0}: {1} records from {2} files', out, count, sources.length)}\n`);
    if (seen) process.stdout.write(`${l10n.t('Duplicates left out: {0}', seen.duplicates)}\n`);
    this.tellMixed();
    return 0;
  }

  private async write(seen: SeenRecords | undefined): Promise<number> {
    const { sources, options, out } = this;
    let count = 0;
    await writeFiles(
      [out],
      options.overwrite,
      async (files) => {
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
      },
      replacedGuard(
        sources.map(({ file }) => file.path),
        [out],
        options,
        { areDistinct: options.dedupe },
      ),
    );
    return count;
  }

  /** What `tuneset check` says of the new file, and trainers too. */
  private tellMixed(): void {
    const names = new Map(this.sources.map((source) => [layoutOf(source), nameOf(source)]));
    if (names.size < 2) return;
    const mixture = listOf([...names.values()]);
    tell(
      l10n.t(
        '{0} is mixed now ({1}). Trainers read a file as one format: tuneset check reports the records of the others.',
        this.out,
        mixture,
      ),
    );
  }

  private show(path: string, index: number, done: number): void {
    this.progress.show(path, (index + done) / this.sources.length);
  }
}

/** Sources with the same are read in the same way: their format, and the data's words for its fields and roles. */
function layoutOf({ format }: Source): string {
  return JSON.stringify([format?.id, format?.mapping]);
}

function nameOf({ format }: Source): string {
  if (!format) return l10n.t('unknown format');
  return format.mapping ? l10n.t('{0} with names of its own', format.id) : format.id;
}
