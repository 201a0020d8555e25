import * as l10n from '@vscode/l10n';
import type { Answer, ProbeFault } from '../answer';
import { isCase, type ProbeCase } from '../cases/probeCase';
import { Alarm } from './alarm';
import { wholeCases } from './resultBook';
import { CaseSource } from './caseSource';
import { askCall, judgeCall } from './calls';
import { asksToWait, isOutOfOrder } from './faultKinds';
import { toldFault } from '../toldFault';
import { becauseOutOfOrder, FaultCounts } from './faultCounts';
import { LineWriter } from './lineWriter';
import { Pace } from './pace';
import type { RunParts, RunStatus } from './runParts';
import type { CallLine, CasesLine, ProbeLine } from './resultLine';
import { risingClock } from './risingClock';
import { Slots, type Slot } from './slots';
import { hasNotReached, judgesOf } from './todo';

/** Cases that a line names. */
const CASES_IN_A_LINE = 500;
/** Errors in a row after which an endpoint is taken to be out of order. */
const TOO_MANY = 5;
/** Times in a row that an endpoint may ask to wait. */
const TOO_PATIENT = 12;
/** Milliseconds that a run waits on its own account; whoever is asked to wait longer decides himself. */
const LONGEST_WAIT = 10 * 60_000;

/**
 * Asks models for the cases of a run, some at once, and writes down each answer as soon as it is there.
 *
 * - `pause` lets calls in flight come to their end, `cancel` and `stop` close them; what they had received is written down.
 * - It pauses by itself when an endpoint is out of order, the budget of tokens is used up, or the results can't be written.
 * - A server that asks to wait is waited for, and nothing counts as failed.
 */
export class BatchRun {
  private state: RunStatus['state'] = 'paused';
  private pausedBecause: string | null = null;
  private readonly abort = new AbortController();
  private readonly slots: Slots;
  private readonly cases: CaseSource;
  private readonly pace: Pace;
  private readonly faults = new FaultCounts();
  private inFlight = 0;
  private hasBegun = false;
  private failuresInARow: number[];
  private readonly writer: LineWriter;
  private readonly alarm: Alarm;
  private settle: (() => void) | undefined;
  private started: Promise<void> | undefined;

  private readonly parts: RunParts;

  constructor(given: RunParts) {
    const { plan, cases, known, retryFailed } = given;
    const clock = risingClock(given.clock, known);
    const parts = { ...given, clock };
    this.parts = parts;
    this.slots = new Slots(plan, cases.length, known, retryFailed === true);
    this.cases = new CaseSource(cases, (names) => parts.getCases(names, this.abort.signal));
    this.pace = new Pace(plan, clock);
    this.alarm = new Alarm(clock, () => this.pump());
    this.writer = new LineWriter(
      (lines) => parts.append(lines),
      (because) => this.pauseUnwritten(because),
    );
    this.failuresInARow = plan.endpoints.map(() => 0);
  }

  get status(): RunStatus {
    const { slots, pace, inFlight, pausedBecause, state } = this;
    const isRunning = state === 'running';
    return {
      state,
      pausedBecause,
      inFlight,
      done: slots.done,
      failed: slots.failed,
      total: slots.total,
      remaining: isRunning ? pace.remaining(slots.total - slots.done) : null,
      waiting: isRunning ? this.alarm.left : null,
      tokens: pace.tokens,
      faults: this.faults.list,
    };
  }

  /** Resolves when the run is completed, cancelled or stopped, and all of it is written. Starts it, or lets it go on if it paused. */
  run(): Promise<void> {
    this.started ??= new Promise<void>((resolve) => (this.settle = resolve));
    this.resume();
    return this.started;
  }

  pause(because: string | null = null): void {
    if (this.state !== 'running') return;
    this.state = 'paused';
    this.pausedBecause = because;
    this.alarm.stop();
    this.changed();
  }

  /** A run that is being cancelled or stopped can't wait for room; that lines are lost is told all the same. */
  private pauseUnwritten(because: string): void {
    if (this.state === 'running') return this.pause(because);
    this.pausedBecause = because;
    this.changed();
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.state = 'running';
    this.pausedBecause = null;
    this.failuresInARow = this.failuresInARow.map(() => 0);
    this.slots.askUnreachedAgain();
    this.pace.go();
    this.pace.forgive();
    this.changed();
    void this.begin().then(() => this.pump());
  }

  /** Closes the calls in flight; the run may be taken up again later. Resolves when all is written. */
  cancel(): Promise<void> {
    return this.end('cancelled');
  }

  /** As {@link cancel}, but leaves the run as it is, such as when the editor is closed. */
  stop(): Promise<void> {
    return this.end('stopped');
  }

  private async end(state: 'cancelled' | 'stopped'): Promise<void> {
    if (this.state !== 'running' && this.state !== 'paused') return this.started;
    this.started ??= new Promise<void>((resolve) => (this.settle = resolve));
    this.state = state;
    this.pausedBecause = null;
    this.alarm.stop();
    this.abort.abort();
    this.changed();
    if (this.inFlight === 0) await this.finish();
    return this.started;
  }

  /** Writes what a file needs to know of a run, once. */
  private async begin(): Promise<void> {
    const { plan, cases, known, clock } = this.parts;
    if (this.hasBegun || (known && wholeCases(known))) return this.writer.save([]);
    this.hasBegun = true;
    const lines: ProbeLine[] = known ? [] : [plan];
    for (let from = 0; from < cases.length; from += CASES_IN_A_LINE) {
      const names = cases.slice(from, from + CASES_IN_A_LINE).map(({ record, key, turn }) => ({ record, key, turn }));
      lines.push({ kind: 'cases', run: plan.id, at: clock.date(), from, cases: names } satisfies CasesLine);
    }
    await this.writer.save(lines);
  }

  /** Starts as many calls as may be made now. */
  private pump(): void {
    if (this.state !== 'running') {
      if (this.state !== 'paused' && this.inFlight === 0) void this.finish();
      return;
    }
    while (this.inFlight < this.parts.plan.limits.concurrency) {
      const delay = this.pace.delay(this.inFlight);
      if (delay === 'used up') {
        if (this.inFlight === 0 && this.slots.isAnyLeft) this.pause(l10n.t('The run’s limit of tokens is used up.'));
        break;
      }
      if (delay > 0) {
        if (delay < Infinity && this.slots.isAnyLeft) this.alarm.ringAfter(delay);
        break;
      }
      const slot = this.slots.next((endpoint) => this.pace.blockedFor(endpoint) === 0);
      if (!slot) break;
      this.pace.begin();
      this.inFlight++;
      void this.work(slot).finally(() => {
        this.inFlight--;
        this.changed();
        this.pump();
      });
    }
    if (this.state !== 'running') return;
    if (this.inFlight === 0 && !this.slots.isAnyLeft) return void this.finish();
    const blocked = this.slots.waitingEndpoints.map((endpoint) => this.pace.blockedFor(endpoint));
    const soonest = Math.min(...blocked);
    if (soonest > 0 && soonest < Infinity) this.alarm.ringAfter(soonest);
    this.changed();
  }

  private async work(slot: Slot): Promise<void> {
    try {
      const probe = await this.cases.at(slot.index);
      if (isCase(probe)) return await (slot.todo === 'judge' ? this.judgeKnown(slot) : this.ask(slot, probe));
      this.slots.skip();
      const { plan, cases, clock } = this.parts;
      const { record, key, turn } = cases[slot.index]!;
      const name = { record, key, turn };
      const line = { kind: 'skipped', run: plan.id, at: clock.date(), case: slot.index, ...name } as const;
      await this.writer.save([{ ...line, problem: probe.problem }]);
    } catch (error) {
      // The cases can't be read, such as when the language server is gone: nothing was asked.
      this.slots.again(slot);
      if (this.abort.signal.aborted) return;
      this.pause(l10n.t('The records can’t be read: {0}', error instanceof Error ? error.message : String(error)));
    }
  }

  private async ask(slot: Slot, probe: ProbeCase): Promise<void> {
    const { parts, slots, pace } = this;
    const sentAt = parts.clock.now();
    const { line, fault } = await askCall(parts, slot, probe, this.signalOfCall());
    pace.used(line.usage, lengthOf(line));
    if (line.state === 'cancelled') {
      slots.again(slot);
      if (line.answer.content !== '' || line.answer.reasoning !== '') await this.writer.save([line]);
      return;
    }
    if (line.state === 'failed' && fault && asksToWait(fault)) {
      slots.again(slot);
      return this.waitFor(slot, fault, sentAt);
    }
    this.count(slot, line, fault);
    await this.writer.save([line]);
    if (line.state === 'finished') await this.judge(slot, line);
    else slots.finish(slot, hasNotReached(line) ? 'unreached' : line.state === 'failed' ? 'failed' : 'done');
  }

  private async judgeKnown(slot: Slot): Promise<void> {
    const entry = this.parts.known?.calls.get(slot.id);
    if (entry) await this.judge(slot, await this.parts.readCall(entry));
  }

  private async judge(slot: Slot, line: CallLine): Promise<void> {
    const { parts, abort, slots, pace } = this;
    if (judgesOf(parts.plan).length > 0) {
      const judged = await judgeCall(parts, line, this.signalOfCall(), (answer: Answer) =>
        pace.used(answer.usage, answer.content.length),
      );
      if (abort.signal.aborted) return slots.again({ ...slot, todo: 'judge' });
      for (const message of judged.faults) this.faults.add(message);
      await this.writer.save([judged.line]);
    }
    slots.finish(slot, 'done');
  }

  /** Each call has a signal of its own, as Node warns of many listeners on one. */
  private signalOfCall(): AbortSignal {
    return AbortSignal.any([this.abort.signal]);
  }

  /** Keeps count of errors, and pauses when they show that an endpoint is out of order. */
  private count(slot: Slot, line: CallLine, fault: ProbeFault | null): void {
    if (fault) this.faults.add(toldFault(fault));
    if (!fault || !isOutOfOrder(fault)) {
      this.failuresInARow[slot.endpoint] = 0;
      this.pace.unblock(slot.endpoint);
      return;
    }
    const inARow = ++this.failuresInARow[slot.endpoint]!;
    if (inARow < TOO_MANY) return;
    this.pause(becauseOutOfOrder(line.endpoint.name, inARow, fault));
  }

  private waitFor(slot: Slot, fault: ProbeFault, sentAt: number): void {
    const times = this.pace.block(slot.endpoint, fault.retryAfter, sentAt);
    this.faults.add(toldFault(fault));
    const name = this.parts.plan.endpoints[slot.endpoint]!.name;
    if (times > TOO_PATIENT) this.pause(l10n.t('{0} lets nobody in for now: {1}', name, toldFault(fault)));
    else if (this.pace.blockedFor(slot.endpoint) > LONGEST_WAIT) {
      const minutes = Math.ceil(this.pace.blockedFor(slot.endpoint) / 60_000);
      this.pause(l10n.t('{0} asks to wait for {1} minutes.', name, minutes));
    }
  }

  private async finish(): Promise<void> {
    const { settle, parts } = this;
    if (!settle) return;
    this.settle = undefined;
    const outcome = this.state === 'running' ? 'completed' : this.state;
    if (outcome === 'completed' || outcome === 'cancelled') {
      await this.writer.save([{ kind: 'end', run: parts.plan.id, at: parts.clock.date(), outcome }]);
    } else await this.writer.save([]);
    if (this.state === 'paused') {
      // The last lines could not be written; it goes on when there is room again.
      this.settle = settle;
      return;
    }
    if (outcome === 'completed') this.state = outcome;
    this.changed();
    settle();
  }

  private changed(): void {
    this.parts.onChange?.(this.status);
  }
}

function lengthOf({ messages, answer }: CallLine): number {
  return JSON.stringify(messages).length + answer.content.length + answer.reasoning.length;
}
