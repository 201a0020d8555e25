import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import type { RunPlan } from '../../probe/batch/plan';
import { resultFileOf } from '../../probe/batch/resultFileName';
import type { RunEndpoint, RunStatus } from '../../probe/batch/runParts';
import { usualJudgePrompt } from '../../probe/measures/judge';
import type { MeasureWish } from '../../probe/measures/measure';
import type { RunEntry } from '../../probe/batch/resultBook';
import { runReport } from '../../probe/report/runReport';
import { CannotRun } from '../cannotRun';
import { defineCommand } from '../command';
import { seedOf } from '../datasets/values';
import { chosenRecords } from '../labels/choice';
import { labelFiles, type LabelFile } from '../labels/labelFiles';
import { Progress } from '../progress';
import { tell } from '../tell';
import { Troubles } from '../troubles';
import { namedEndpoints, namedJudge, readyEndpoint, withNames, type NamedEndpoint } from './endpoints';
import type { CaseWish } from './fileCases';
import { runFile, type EndedRun, type RunWish } from './fileRun';
import { measuresOf, type JudgeWish } from './measures';
import { probeOptions, type ProbeValues } from './options';
import { probeText, type ProbedFile } from './reporters';
import { judgeThresholds, thresholdsOf, type Threshold } from './thresholds';
import { untilSignal } from './untilSignal';

/** `tuneset probe`: puts the prompts of records to served models, and measures the answers. */
export const probe = defineCommand({
  name: 'probe',
  summary: () => l10n.t('Asks served models for the answers of records, and measures them against the references.'),
  paths: () => l10n.t('files, folders or globs'),
  options: probeOptions,
  exitCodes: () =>
    l10n.t(
      'Exit code: 0 done, 1 a threshold is not reached, 2 could not run or came to no end, 130 stopped by Ctrl+C; --resume goes on.',
    ),
  run: async ({ paths, options }) => {
    if (paths.length === 0) throw new CannotRun(l10n.t('Name the files whose records are meant.'));
    const command = await ProbeCommand.read(options);
    const files = await labelFiles(paths, options);
    if (options.results !== undefined && files.length > 1) {
      throw new CannotRun(l10n.t('--results goes with one file; there are {0}.', files.length));
    }
    return untilSignal((signal) => command.run(files, signal));
  },
});

/** What was asked for, understood. */
class ProbeCommand {
  private readonly progress = new Progress(process.stderr);
  private readonly troubles = new Troubles();

  private constructor(
    private readonly options: ProbeValues,
    private readonly named: readonly NamedEndpoint[],
    private readonly judge: NamedEndpoint | undefined,
    private readonly measures: readonly MeasureWish[],
    private readonly thresholds: readonly Threshold[],
    private readonly seed: bigint,
  ) {}

  /** @throws CannotRun */
  static async read(options: ProbeValues): Promise<ProbeCommand> {
    const named = namedEndpoints(options, process.env);
    const judge = namedJudge(options, process.env, named);
    const measures = measuresOf(options.measure, judge && (await judgeWish(judge, options)));
    const thresholds = thresholdsOf(options.threshold, measures);
    if (options['retry-failed'] && !options.resume) {
      throw new CannotRun(l10n.t('--retry-failed goes with --resume.'));
    }
    return new ProbeCommand(options, named, judge, measures, thresholds, seedOf(options.seed));
  }

  /** @returns the exit code */
  async run(files: readonly LabelFile[], signal: AbortSignal): Promise<number> {
    const { options, judge } = this;
    const restricted = options.where.length > 0 || options.records !== undefined || options.untagged;
    const all = options.all || (options['per-type'] !== undefined && !restricted && options.of === undefined);
    if (!all && !restricted && options.of === undefined) {
      throw new CannotRun(l10n.t('Say which records: --all, --per-type, --where, --records, --untagged or --of.'));
    }
    const choice = chosenRecords({ ...options, all }, files.length);
    const endpoints = await this.ready(signal);
    const isJudged = this.measures.some(({ kind }) => kind === 'judge');
    const judges = judge && isJudged ? [[judge.endpoint.id, await readyEndpoint(judge, signal)] as const] : [];
    const wish = this.wishFor(endpoints, new Map(judges));
    const probed: ProbedFile[] = [];
    let isWhole = true;
    for (const file of files) {
      const path = options.results ?? resultFileOf(file.path);
      const cases = { isMeant: choice.in(file.labels), perType: options['per-type'], seed: this.seed };
      const ended = await this.runOne(file, path, wish, { ...cases, turns: options.turns ?? 'last' }, signal);
      this.progress.clear();
      if (!ended) continue;
      isWhole &&= this.tellEnd(file.path, ended);
      probed.push(this.probed(file.path, path, ended));
      if (signal.aborted) break;
    }
    if (probed.length === 0 && this.troubles.isAny) return 2;
    if (probed.length === 0) {
      choice.tellMisses();
      throw new CannotRun(l10n.t('There is no record that a model could be asked for.'));
    }
    process.stdout.write(probeText(options.reporter ?? 'pretty', probed));
    return isWhole && !this.troubles.isAny ? exitCodeOf(probed) : 2;
  }

  /** @returns undefined if there is nothing to ask for, or the file can't be read, which is told */
  private async runOne(
    file: LabelFile,
    path: string,
    wish: RunWish,
    choice: CaseWish,
    signal: AbortSignal,
  ): Promise<EndedRun | undefined> {
    try {
      return await runFile(file, path, wish, choice, signal, (status) => this.show(file.path, status));
    } catch (error) {
      if (error instanceof CannotRun) throw error;
      this.progress.clear();
      this.troubles.tell(file.path, error);
      return undefined;
    }
  }

  private ready(signal: AbortSignal): Promise<readonly RunEndpoint[]> {
    return Promise.all(this.named.map((endpoint) => readyEndpoint(endpoint, signal))).then(withNames);
  }

  private wishFor(endpoints: readonly RunEndpoint[], judges: RunWish['judges']): RunWish {
    const { options, measures } = this;
    const isOnlyScored = measures.every(({ kind }) => kind === 'nll');
    return {
      ...{ endpoints, judges, name: options.name, selection: selectionOf(options) },
      ...{ resume: options.resume, retryFailed: options['retry-failed'] },
      // What is only scored is the same each time.
      plan: { tries: isOnlyScored ? 1 : (options.tries ?? 1), measures, limits: limitsOf(options) },
    };
  }

  private show(path: string, { done, total, failed, waiting }: RunStatus): void {
    const counts = failed > 0 ? l10n.t('{0} of {1}, {2} failed', done, total, failed) : `${done}/${total}`;
    const wait = waiting === null ? '' : `  ${l10n.t('waiting {0} s', Math.ceil(waiting / 1000))}`;
    this.progress.show(`${path}  ${counts}${wait}`, total === 0 ? 1 : done / total);
  }

  /** @returns whether the run came to its end */
  private tellEnd(path: string, { status: { state, done, total }, because }: EndedRun): boolean {
    if (state === 'completed') return true;
    const far = l10n.t('{0}: {1} of {2} calls are done; --resume goes on.', path, done, total);
    tell(because === null ? far : `${because} ${far}`);
    return false;
  }

  private probed(path: string, results: string, { results: { book }, run, status }: EndedRun): ProbedFile {
    const earlier = this.options.compare === undefined ? undefined : earlierRun(this.options.compare, run, book.runs);
    const report = runReport(run, book, { earlier });
    return {
      ...{ path, results, report, comparedWith: earlier?.plan.id ?? null },
      thresholds: judgeThresholds(report, this.thresholds),
      faults: status.faults,
    };
  }
}

async function judgeWish({ endpoint }: NamedEndpoint, options: ProbeValues): Promise<JudgeWish> {
  const { 'judge-prompt': file, 'judge-scale': scale = 10 } = options;
  const prompt = file === undefined ? usualJudgePrompt() : await readPrompt(file);
  return { endpoint: endpoint.id, prompt, scale };
}

async function readPrompt(file: string): Promise<string> {
  const prompt = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CannotRun(l10n.t('{0} can’t be read: {1}', file, error.message));
  });
  if (/\{\{\s*answer\s*\}\}/.test(prompt)) return prompt;
  throw new CannotRun(l10n.t('{0}: the place of the answer is missing: {1}', file, '{{answer}}'));
}

/** Failed and cut-off calls do not fail a command that no threshold is set for, unless there is nothing but them. */
function exitCodeOf(probed: readonly ProbedFile[]): number {
  const hasNothing = probed.some(({ report }) => report.total > 0 && report.failed + report.truncated === report.total);
  const results = probed.flatMap(({ thresholds }) => thresholds);
  if (hasNothing || results.some(({ value }) => value === null)) return 2;
  return results.some(({ isMet }) => !isMet) ? 1 : 0;
}

/** @throws CannotRun if there is no such run */
function earlierRun(wanted: string, run: RunEntry, runs: readonly RunEntry[]): RunEntry {
  const others = runs.filter(({ plan }) => plan.id !== run.plan.id);
  const found =
    wanted === 'previous'
      ? others.find(({ plan }) => plan.at <= run.plan.at)
      : others.find(({ plan }) => plan.id === wanted || plan.name === wanted);
  if (found) return found;
  throw new CannotRun(l10n.t('There is no earlier run “{0}” in the file of results.', wanted));
}

function limitsOf(options: ProbeValues): RunPlan['limits'] {
  return {
    concurrency: options.concurrency ?? 4,
    requestsPerMinute: options['requests-per-minute'] ?? null,
    tokensPerMinute: options['tokens-per-minute'] ?? null,
    tokens: options['token-limit'] ?? null,
  };
}

/** Which records were asked for: what was given, in words that are the same in every language, so that a run is found again that goes on. */
function selectionOf(options: ProbeValues): string {
  const { where, records, untagged, of, 'per-type': perType, seed = '0', turns } = options;
  const parts = [
    ...where.map((condition) => `--where ${JSON.stringify(condition)}`),
    ...(records === undefined ? [] : [`--records ${records}`]),
    ...(untagged ? ['--untagged'] : []),
    ...(of === undefined ? [] : [`--of ${JSON.stringify(of)}`]),
    ...(perType === undefined ? [] : [`--per-type ${perType} --seed ${seed}`]),
  ];
  return [...(parts.length === 0 ? ['--all'] : parts), ...(turns === 'all' ? ['--turns all'] : [])].join(' ');
}
