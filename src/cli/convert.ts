import * as l10n from '@vscode/l10n';
import { planConversion, type ConversionPlan } from '../convert/conversion';
import type { LossTotal } from '../convert/losses';
import { obstacleText } from '../convert/obstacles';
import type { RefusalTotal } from '../convert/refusals';
import { targets } from '../convert/targets';
import {
  conversionOf,
  surveyConversion,
  writeConversion,
  type Conversion,
  type Survey,
} from '../host/convert/convertFile';
import { CannotRun } from './cannotRun';
import { defineCommand, type Options, type Values } from './command';
import { containerFor, SourceOpener, type Source } from './datasets/openSource';
import { readingOptions, writingOptions } from './datasets/options';
import { labelsOf } from './labels/projectLabels';
import { ProjectFinder } from './projectFinder';
import { printable } from './reporters/printable';
import { tellRefused } from './datasets/tellRefused';
import { sourceAndTarget } from './datasets/values';
import { assertFree, tellReplaced, writeFiles } from './datasets/writeFiles';
import { replacedGuard } from './guard/guardReplaced';
import { Progress } from './progress';
import { tell } from './tell';

const targetIds = targets.map(({ id }) => id);

const convertOptions = {
  to: {
    kind: 'choice',
    choices: targetIds,
    placeholder: 'format',
    help: () => l10n.t('the new format; without it only the container changes'),
  },
  ...writingOptions,
  'dry-run': { kind: 'switch', help: () => l10n.t('only tell what would be lost') },
  strict: { kind: 'switch', help: () => l10n.t('write nothing if anything would be lost') },
  'drop-fields': { kind: 'switch', help: () => l10n.t('leave out fields that the new format does not have') },
  thoughts: {
    kind: 'choice',
    choices: ['tags', 'field'],
    help: () => l10n.t('where thoughts go: <think> tags in the answer, or a field of their own; else where they are'),
  },
  reporter: { kind: 'choice', choices: ['pretty', 'json'], help: () => l10n.t('for people (pretty), or JSON') },
  ...readingOptions,
} as const satisfies Options;

/** `tuneset convert`: records of one format become those of another, or JSONL becomes an array. */
export const convert = defineCommand({
  name: 'convert',
  summary: () => l10n.t('Converts a dataset to another format or container, and tells first what would be lost.'),
  paths: () => l10n.t('the dataset, and the new file'),
  options: convertOptions,
  exitCodes: () =>
    l10n.t(
      'Exit code: 0 converted, 1 nothing written because records can’t go along or --strict forbids it, 2 could not run.',
    ),
  run: async ({ paths, options }) => {
    const [from, to] = sourceAndTarget('convert', paths);
    if (!options['dry-run']) await assertFree([to], options.overwrite);
    const source = await new SourceOpener(options).open(from);
    try {
      return await new ConvertRun(source, to, options).run();
    } finally {
      await source.file.close();
    }
  },
});

class ConvertRun {
  private readonly progress = new Progress(process.stderr);
  private readonly conversion: Conversion;

  constructor(
    private readonly source: Source,
    private readonly target: string,
    private readonly options: Values<typeof convertOptions>,
  ) {
    this.conversion = conversionOf(planFor(source, options));
  }

  /** @returns the exit code */
  async run(): Promise<number> {
    const { options } = this;
    const { file } = this.source;
    const survey = await surveyConversion(file, this.conversion, (done) => this.progress.show(file.path, done / 2));
    this.progress.clear();
    const isLossy = survey.losses.some(({ kind }) => kind === 'lost');
    const isRefused = survey.refused.records > 0 && !options.skip;
    const isForbidden = options.strict && isLossy;
    const unmarked = options['allow-robust'] ? 0 : await this.unmarkedBy(survey);
    const writes = !isRefused && !isForbidden && unmarked === 0 && !options['dry-run'];
    if (options.reporter !== 'json') this.tellLosses(survey);
    tellRefused(file.path, survey.refused, options.skip);
    if (isForbidden) tell(l10n.t('Nothing was written, because something would be lost (--strict).'));
    if (unmarked > 0) {
      tell(
        l10n.t(
          'Records that would lose their robustness marker, so that nobody knows any more that they are bad on purpose: {0}. Nothing was written. Leave out --drop-fields, or give --allow-robust.',
          unmarked,
        ),
      );
    }
    if (writes) await this.write();
    this.report(survey, writes);
    return isRefused || isForbidden || unmarked > 0 ? 1 : 0;
  }

  /** Records that have the field of the robustness marker, and would not have it any more. */
  private async unmarkedBy({ losses }: Survey): Promise<number> {
    const labels = labelsOf(await new ProjectFinder(this.options.config).of(this.source.file.path));
    const isMarker = ({ kind, code, detail }: LossTotal): boolean =>
      kind === 'lost' && code === 'field' && detail === labels.robustness.field;
    return losses.find(isMarker)?.records ?? 0;
  }

  private async write(): Promise<void> {
    const { file } = this.source;
    await tellReplaced([file.path], [this.target]);
    const container = containerFor(this.target, this.options.container, file);
    await writeFiles(
      [this.target],
      this.options.overwrite,
      async (files) => {
        const show = (done: number): void => this.progress.show(file.path, 0.5 + done / 2);
        await writeConversion(file, this.conversion, files, container, show);
        await file.close();
      },
      replacedGuard([file.path], [this.target], this.options),
    );
    this.progress.clear();
  }

  private tellLosses({ losses }: Survey): void {
    const kinds = { lost: l10n.t('lost'), changed: l10n.t('changed'), note: l10n.t('note') };
    for (const { kind, text, records, count, first } of losses) {
      const how = l10n.t('records: {0}, times: {1}, first: record {2}', records, count, first + 1);
      tell(printable(l10n.t('{0}: {1} ({2})', kinds[kind], text, how)));
    }
  }

  /** What was done, and what of it was lost. */
  private report({ records, results, refused, losses }: Survey, isWritten: boolean): void {
    const { source, target, options } = this;
    const to = options.to ?? source.format?.id ?? null;
    if (options.reporter === 'json') {
      const report = { version: 1, source: source.file.path, target, from: source.format?.id ?? null, to };
      const counts = { records, results, refused: refused.records, written: isWritten };
      process.stdout.write(
        `${JSON.stringify({ ...report, ...counts, losses: losses.map(lossAsJson), refusals: refused.list().map(refusalAsJson) }, null, 2)}\n`,
      );
      return;
    }
    const lost = losses.filter(({ kind }) => kind === 'lost').length;
    const sum = l10n.t(
      '{0} ({1} records) → {2} ({3} records), kinds of loss: {4}',
      source.file.path,
      records,
      target,
      results,
      lost,
    );
    process.stdout.write(`${isWritten ? sum : l10n.t('Not written: {0}', sum)}\n`);
  }
}

function lossAsJson({ kind, code, detail, text, records, count, first }: LossTotal): object {
  return { kind, code, detail: detail ?? null, message: text, records, count, first };
}

function refusalAsJson({ obstacle, records, first }: RefusalTotal): object {
  const { code, detail } = obstacle;
  return { code, detail: detail ?? null, message: obstacleText(obstacle), records, first };
}

/** @throws CannotRun if the conversion makes no sense */
function planFor({ file, format }: Source, options: Values<typeof convertOptions>): ConversionPlan | undefined {
  const { to, thoughts, 'drop-fields': dropFields } = options;
  if (to === undefined) return undefined;
  if (!format) {
    throw new CannotRun(l10n.t('The format of {0} can’t be told from its records. Name it with --from.', file.path));
  }
  if (to === format.id && !format.mapping && thoughts === undefined && !dropFields) return undefined;
  const plan = planConversion(format, to, { thoughts, dropFields });
  if ('refusal' in plan) throw new CannotRun(plan.refusal);
  return plan;
}
