import type { AnswerDelta } from '../../probe/answer';
import { grownAnswer } from '../../probe/grownAnswer';
import type { ProbeCall } from '../../protocol/probe';
import type { KeptCall } from './keptCall';

/** What is kept of calls, in the order in which it happened. */
export type HistoryLine =
  /** `key`: of the record that it belongs to, if that says something else since the call was sent. */
  | { readonly kind: 'call'; readonly call: KeptCall; readonly key?: string }
  | { readonly kind: 'forget'; readonly calls: readonly string[] }
  | { readonly kind: 'judge'; readonly call: string; readonly judgement: NonNullable<ProbeCall['judgement']> }
  | { readonly kind: 'vote'; readonly calls: readonly string[]; readonly best: string | null }
  /** The record says something else since: what was asked of it goes with it. */
  | { readonly kind: 'carry'; readonly from: string; readonly to: string }
  /** The call, or what people said of it, stands in the file of results. */
  | { readonly kind: 'written'; readonly calls: readonly string[] };

/** What is kept of a call that goes on: it, and everything that comes in. */
export type PartLine =
  | { readonly kind: 'start'; readonly call: KeptCall }
  | { readonly kind: 'delta'; readonly delta: AnswerDelta; readonly elapsed: number };

interface Entry {
  readonly call: KeptCall;
  /** The record that it belongs to, by its key. */
  key: string;
  judgement: ProbeCall['judgement'];
  isBest: boolean | null;
  isWritten: boolean;
}

/** The calls of one dataset that have ended, and what people said of them. */
export class CallHistory {
  private readonly entries = new Map<string, Entry>();

  add(line: HistoryLine): void {
    switch (line.kind) {
      case 'call': {
        const before = this.entries.get(line.call.id);
        const key = line.key ?? line.call.key;
        const facts = before ?? { key, judgement: null, isBest: null, isWritten: false };
        this.entries.set(line.call.id, { ...facts, call: line.call });
        return;
      }
      case 'forget':
        for (const id of line.calls) this.entries.delete(id);
        return;
      case 'judge':
        return this.change([line.call], (entry) => (entry.judgement = line.judgement));
      case 'vote':
        return this.change(
          line.calls,
          (entry) => (entry.isBest = line.best === null ? null : entry.call.id === line.best),
        );
      case 'carry':
        for (const entry of this.entries.values()) if (entry.key === line.from) entry.key = line.to;
        return;
      case 'written':
        return this.change(line.calls, (entry) => (entry.isWritten = true));
    }
  }

  get(id: string): Readonly<Entry> | undefined {
    return this.entries.get(id);
  }

  /** Of a record, in the order in which they ended. */
  of(key: string): readonly Readonly<Entry>[] {
    return [...this.entries.values()].filter((entry) => entry.key === key);
  }

  private change(ids: readonly string[], change: (entry: Entry) => void): void {
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (entry) change(entry);
    }
  }
}

/** A line of somebody else's making is passed over. */
export function isHistoryLine(value: unknown): value is HistoryLine {
  const line = (value ?? {}) as { readonly kind?: unknown; readonly call?: unknown; readonly calls?: unknown };
  switch (line.kind) {
    case 'call':
      return isKeptCall(line.call);
    case 'judge':
      return typeof line.call === 'string';
    case 'forget':
    case 'vote':
    case 'written':
      return Array.isArray(line.calls);
    case 'carry':
      return true;
    default:
      return false;
  }
}

/**
 * A call that was cut off, of its part, with all that had come.
 *
 * @param reason why it is not whole, for people
 * @returns undefined if not even its beginning is there
 */
export function recovered(lines: readonly unknown[], reason: string): KeptCall | undefined {
  const [start, ...rest] = lines as readonly Partial<PartLine>[];
  if (start?.kind !== 'start' || !isKeptCall(start.call)) return undefined;
  let { answer } = start.call;
  for (const line of rest) {
    if (line.kind !== 'delta' || !line.delta || line.elapsed === undefined) continue;
    const firstTokenMs = answer.firstTokenMs ?? line.elapsed;
    answer = { ...grownAnswer(answer, line.delta), firstTokenMs, totalMs: line.elapsed };
  }
  const fault = { kind: 'truncated', message: reason, detail: null, status: null } as const;
  return { ...start.call, answer: { ...answer, state: 'truncated', fault } };
}

function isKeptCall(value: unknown): value is KeptCall {
  const call = (value ?? {}) as Partial<KeptCall>;
  return (
    typeof call.id === 'string' &&
    typeof call.key === 'string' &&
    typeof call.turn === 'number' &&
    typeof call.answer?.content === 'string'
  );
}
