import * as l10n from '@vscode/l10n';
import { openFormat } from '../dataset/format';
import { choose } from '../convert/select/choose';
import { NearDuplicates } from '../convert/select/nearDuplicates';
import { Random } from '../convert/select/random';
import { comparedText } from '../convert/select/shingles';
import { copyRecords, inOrder, writersFor } from '../host/convert/copyRecords';
import { valueOf } from '../host/convert/recordIndex';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options, type Values } from './command';
import { containerFor, type Source } from './datasets/openSource';
import { readingOptions, seedOption, stratifyOption, writingOptions } from './datasets/options';
import { showWriting, withRecords, type RecordTool } from './datasets/recordTool';
import { ratioOf, seedOf } from './datasets/values';
import { writeFiles } from './datasets/writeFiles';
import { replacedGuard } from './guard/guardReplaced';
import { tell } from './tell';

const splitOptions = {
  train: { kind: 'text', placeholder: 'file', help: () => l10n.t('the new file to train on') },
  validation: { kind: 'text', placeholder: 'file', help: () => l10n.t('the new file to validate with') },
  ratio: {
    kind: 'text',
    placeholder: '0–1',
    help: () => l10n.t('which share of the records goes to --train (default 0.9)'),
  },
  count: { kind: 'number', help: () => l10n.t('how many records go to --validation, in place of --ratio') },
  ...stratifyOption,
  'no-near-duplicates': {
    kind: 'switch',
    help: () => l10n.t('keep records with near-equal texts on the same side'),
  },
  ...seedOption,
  ...writingOptions,
  ...readingOptions,
} as const satisfies Options;

type SplitValues = Values<typeof splitOptions>;

/** `tuneset split`: a dataset becomes two, one to train on and one to validate with; records keep their order. */
export const split = defineCommand({
  name: 'split',
  summary: () =>
    l10n.t('Splits a dataset into one to train on and one to validate with, the same way for the same seed.'),
  paths: () => l10n.t('the dataset'),
  options: splitOptions,
  exitCodes: () => l10n.t('Exit code: 0 written, 1 nothing written because of some records, 2 could not run.'),
  run: async ({ paths: [from, ...others], options }) => {
    const { train, validation, stratify } = options;
    if (from === undefined || others.length > 0 || train === undefined || validation === undefined) {
      throw new CannotRun(
        l10n.t('Give one path and both files: tuneset split <dataset> --train <file> --validation <file>'),
      );
    }
    if (options.ratio !== undefined && options.count !== undefined) {
      throw new CannotRun(l10n.t('--ratio and --count contradict each other; give one of them.'));
    }
    const targets = [train, validation] as const;
    const ratio = options.ratio === undefined ? 0.9 : ratioOf(options.ratio);
    const random = new Random(seedOf(options.seed));
    const duplicates = options['no-near-duplicates'] ? new NearDuplicates() : undefined;
    const look = (source: Source) => ({ stratify, onValue: duplicates && collector(source, duplicates) });
    return withRecords(from, targets, options, look, async (tool) => {
      const clusters = duplicates?.clusters((record) => textOf(tool, record));
      const { count: records, strata } = tool.index;
      const wanted = options.count ?? Math.round(records * (1 - ratio));
      assertBothParts(wanted, records);
      const chosen = choose({ records, strata, clusters }, wanted, random);
      assertBothParts(countOf(chosen), records, true);
      await write(tool, targets, options, chosen);
      report(targets, chosen, wanted, clusters);
    });
  },
});

function collector({ format }: Source, duplicates: NearDuplicates): (value: unknown) => void {
  const opened = format && openFormat(format);
  return (value) => duplicates.add(comparedText(value, opened));
}

function textOf({ source, index }: RecordTool, record: number): string {
  const value = valueOf(source.file.bytesAt(index.offsets[record]!, index.lengths[record]!));
  return comparedText(value, source.format && openFormat(source.format));
}

async function write(
  tool: RecordTool,
  targets: readonly string[],
  options: SplitValues,
  chosen: Uint8Array,
): Promise<void> {
  const { source, index, progress } = tool;
  const containers = targets.map((target) => containerFor(target, options.container, source.file));
  await writeFiles(
    targets,
    options.overwrite,
    async (files) => {
      const writers = writersFor(source.file, files, containers);
      await copyRecords(
        source.file,
        index,
        inOrder(index.count),
        writers,
        (record) => chosen[record]!,
        showWriting(tool),
      );
      await source.file.close();
    },
    replacedGuard([source.file.path], targets, options),
  );
  progress.clear();
}

/**
 * A part without a record is of no use, and some trainers end with an error that doesn't say so.
 *
 * @param areBound near-equal records stay together, and so it came
 * @throws CannotRun if one part gets all the records
 */
function assertBothParts(validated: number, records: number, areBound = false): void {
  if (validated > 0 && validated < records) return;
  if (records < 2) {
    throw new CannotRun(
      l10n.t('Nothing was written: it takes two records at least to split a dataset, and this one has {0}.', records),
    );
  }
  const empty = validated === 0 ? '--validation' : '--train';
  throw new CannotRun(
    areBound
      ? l10n.t(
          'Nothing was written: {0} would get no record, because near-equal ones stay together. Give another --count, or leave out --no-near-duplicates.',
          empty,
        )
      : l10n.t(
          'Nothing was written: {0} would get none of the {1} records. Say how many --validation gets: --count, from 1 to {2}.',
          empty,
          records,
          records - 1,
        ),
  );
}

function countOf(chosen: Uint8Array): number {
  return chosen.reduce((sum, each) => sum + each, 0);
}

function report(
  [train, validation]: readonly [string, string],
  chosen: Uint8Array,
  wanted: number,
  clusters: Uint32Array | undefined,
): void {
  const validated = countOf(chosen);
  process.stdout.write(
    `${l10n.t('{0}: {1} records, {2}: {3} records', train, chosen.length - validated, validation, validated)}\n`,
  );
  if (clusters) {
    const bound = clusters.filter((first, record) => first !== record).length;
    process.stdout.write(
      `${l10n.t('Records that are near-equal to an earlier one, and stayed on its side: {0}', bound)}\n`,
    );
  }
  if (validated < wanted) {
    tell(
      l10n.t(
        'There are {0} records fewer to validate with than wanted, because near-equal ones stay together.',
        wanted - validated,
      ),
    );
  }
}
