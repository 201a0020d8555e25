import * as l10n from '@vscode/l10n';
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { valueText, type Piece } from '../dataset/piece';
import type { PlacedPiece } from '../dataset/sequence';
import type { Range } from '../dataset/datasetText';
import type { TokenStatus } from '../protocol/messages';
import type { Analysis } from '../rules/checker';
import type { Counted } from '../rules/lengths';
import type { CounterFacts, RecordCounter } from './counters';
import type { OpenDataset, OpenDocument } from './openDocument';

/** UTF-16 units of the records that are sent at once: some 20 ms of counting, so that what the user looks at never waits long. */
const BATCH = 128 * 1024;
/** Milliseconds between two reports on the way. */
const REPORT_EVERY = 500;
/** Milliseconds after which counting shows its progress. */
const PROGRESS_AFTER = 1000;
/** Records that are counted at once because the user looks at them. */
const MAX_VISIBLE = 1000;

interface State {
  /** What was opened for the file. */
  readonly opened: RecordCounter;
  /** The one for what the file's records hold together now, where that matters. */
  counter: RecordCounter;
  isRunning: boolean;
  isStopped: boolean;
  /** Why counting failed, for people. It is not tried again until the counter changes or the user says so. */
  failure: string | null;
}

/** Counts the records of open files in the background, and those that the user looks at before the others. */
export class Counting {
  private readonly states = new Map<string, State>();

  constructor(
    private readonly connection: Connection,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** Called when there is something new to tell of a file. */
    private readonly report: (document: OpenDocument) => void,
    private readonly hasProgress: () => boolean,
    /** Checks what of a file has not been checked yet. */
    private readonly check: (uri: string) => Promise<void>,
  ) {}

  /** The counter of a file; undefined until it has one. */
  counter(uri: string): RecordCounter | undefined {
    return this.states.get(uri)?.counter;
  }

  /** Counts a file with this counter from now on; what was counted before is forgotten. */
  use(document: OpenDocument, counter: RecordCounter): void {
    const { uri } = document;
    const before = this.states.get(uri);
    if (before) {
      before.isStopped = true;
      document.dataset?.checked.forgetCounted();
    }
    this.states.set(uri, { opened: counter, counter, isRunning: false, isStopped: false, failure: null });
    // A fault is known at once; counts follow.
    if (counter.facts.fault !== null) this.report(document);
  }

  close(uri: string): void {
    const state = this.states.get(uri);
    if (state) state.isStopped = true;
    this.states.delete(uri);
  }

  /** Stops counting a file in the background, or goes on. */
  set(document: OpenDocument, run: boolean): void {
    const state = this.states.get(document.uri);
    if (!state) return;
    state.isStopped = !run;
    if (run) state.failure = null;
    if (run) void this.run(document.uri);
    else this.report(document);
  }

  /** Counts what has not been counted yet, until all is, or someone stops it. */
  async run(uri: string): Promise<void> {
    const state = this.states.get(uri);
    if (!state || state.isRunning || !canCount(state)) return;
    state.isRunning = true;
    const started = Date.now();
    let reported = 0;
    let progress: WorkDoneProgressServerReporter | undefined;
    try {
      for (;;) {
        if (state.opened.forColumns) await this.check(uri);
        const document = this.get(uri);
        if (!document?.dataset || !canCount(state)) break;
        lookAtColumns(document.dataset, state);
        const batch = nextBatch(document.dataset.checked.uncounted());
        if (batch.length === 0) break;
        await this.count(document, batch, state);
        const now = Date.now();
        if (now - reported > REPORT_EVERY && countedShare(document.dataset) < 1) {
          reported = now;
          this.report(document);
        }
        if (now - started > PROGRESS_AFTER && this.hasProgress()) {
          progress ??= await this.beginProgress(document, state);
          progress.report(Math.floor(100 * countedShare(document.dataset)));
        }
      }
    } finally {
      state.isRunning = false;
      progress?.done();
      const document = this.get(uri);
      if (document) this.report(document);
    }
  }

  /** Counts every record that a range touches, however many, unless counting fails. */
  async all(document: OpenDocument, range: Range): Promise<PlacedPiece<Analysis>[]> {
    const state = this.states.get(document.uri);
    for (;;) {
      if (!state || !document.dataset) return [];
      lookAtColumns(document.dataset, state);
      const placed = [...recordsWithin(document.dataset, range)];
      const batch = nextBatch(placed.filter(isUncounted));
      if (batch.length === 0 || !canAsk(state)) return placed;
      await this.count(document, batch, state);
    }
  }

  /** Counts the records that a range touches, if they aren't yet, and gives them. */
  async visible(document: OpenDocument, range: Range): Promise<PlacedPiece<Analysis>[]> {
    const state = this.states.get(document.uri);
    if (!state || !document.dataset) return [];
    lookAtColumns(document.dataset, state);
    const waiting = recordsIn(document.dataset, range).filter(isUncounted);
    if (waiting.length > 0 && canAsk(state)) await this.count(document, waiting, state);
    return document.dataset ? recordsIn(document.dataset, range) : [];
  }

  status(document: OpenDocument): TokenStatus | null {
    const state = this.states.get(document.uri);
    if (!state || !document.dataset) return null;
    const { checked } = document.dataset;
    const longest = state.isRunning ? undefined : checked.longestRecord;
    return {
      ...factsOf(state),
      ...checked.tokens,
      running: state.isRunning,
      stopped: state.isStopped,
      longest: longest ? { record: longest.record, tokens: longest.piece.analysis!.counted!.tokens } : null,
    };
  }

  private async count(document: OpenDocument, placed: readonly PlacedPiece<Analysis>[], state: State): Promise<void> {
    const pieces = placed.map(({ piece }) => piece);
    const { counter } = state;
    let answers: readonly Counted[];
    try {
      answers = await counter.count(pieces.map(valueText));
    } catch (error) {
      // What ends the thread must not be asked again and again.
      this.connection.console.error(`counting: ${String(error)}`);
      state.failure = l10n.t('Counting failed: {0}', error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.states.get(document.uri) !== state || state.counter !== counter) return;
    const counted = new Map<Piece<Analysis>, Counted>(pieces.map((piece, i) => [piece, answers[i]!]));
    document.dataset?.checked.takeCounted(counted);
  }

  private async beginProgress(document: OpenDocument, state: State): Promise<WorkDoneProgressServerReporter> {
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin(l10n.t('Counting tokens of {0}', document.name), 0, undefined, true);
    progress.token.onCancellationRequested(() => {
      state.isStopped = true;
    });
    return progress;
  }
}

/** Takes the counter for what the records hold together now. Where it is another one, what was counted before is forgotten. */
function lookAtColumns({ checked }: OpenDataset, state: State): void {
  const { forColumns } = state.opened;
  if (!forColumns) return;
  const columns = checked.loadedColumns;
  const counter = columns && forColumns(columns);
  if (!counter || counter === state.counter) return;
  state.counter = counter;
  checked.forgetCounted();
}

/** Neither stopped nor out of order. */
function canCount(state: State): boolean {
  return !state.isStopped && canAsk(state);
}

function canAsk({ counter, failure }: State): boolean {
  return counter.facts.fault === null && failure === null;
}

function factsOf({ counter, failure }: State): Omit<CounterFacts, 'stamp'> {
  const { stamp: _stamp, ...facts } = counter.facts;
  return failure === null ? facts : { ...facts, fault: failure };
}

function nextBatch(uncounted: Iterable<PlacedPiece<Analysis>>): PlacedPiece<Analysis>[] {
  const batch: PlacedPiece<Analysis>[] = [];
  let size = 0;
  for (const placed of uncounted) {
    batch.push(placed);
    size += placed.piece.text.length;
    if (size >= BATCH) break;
  }
  return batch;
}

function recordsIn({ checked }: OpenDataset, { start, end }: Range): PlacedPiece<Analysis>[] {
  const { pieces } = checked.text;
  const first = pieces.at(start);
  const found: PlacedPiece<Analysis>[] = [];
  if (!first) return found;
  for (const placed of pieces.placed(first.index)) {
    if (placed.start.line > end.line || found.length >= MAX_VISIBLE) break;
    if (placed.piece.kind === 'record') found.push(placed);
  }
  return found;
}

function isUncounted({ piece }: PlacedPiece<Analysis>): boolean {
  return piece.analysis?.counted === undefined;
}

/** The records of which a range holds something; a place is in the record around it. */
function* recordsWithin({ checked }: OpenDataset, { start, end }: Range): Generator<PlacedPiece<Analysis>> {
  const { pieces } = checked.text;
  const first = pieces.at(start);
  if (!first) return;
  for (const placed of pieces.placed(first.index)) {
    const { line, character } = placed.start;
    const isBehind = line > end.line || (line === end.line && character >= end.character);
    if (isBehind && placed.index > first.index) return;
    if (placed.piece.kind === 'record') yield placed;
  }
}

/** What was a dataset when counting began may be none by now: then nothing is left to count. */
function countedShare(dataset: OpenDataset | undefined): number {
  if (!dataset) return 1;
  const { checked } = dataset;
  const { records } = checked.text.pieces.totals;
  return records === 0 ? 1 : checked.tokens.counted / records;
}
