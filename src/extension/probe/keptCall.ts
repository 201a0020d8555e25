import type { Answer, AnswerDelta } from '../../probe/answer';
import type { CallLine } from '../../probe/batch/resultLine';
import type { ProbeCall } from '../../protocol/probe';

/** One call as it is kept: everything that its line in a file of results has, and what only a view of it needs. */
export interface KeptCall extends Omit<
  CallLine,
  'kind' | 'run' | 'answer' | 'state' | 'fault' | 'usage' | 'firstTokenMs' | 'totalMs' | 'sent' | 'measures' | 'prefill'
> {
  /** Calls that were started together. */
  readonly group: string;
  readonly answer: Answer;
  readonly prefill: string;
  /** The prompt was edited for this try. */
  readonly isEdited: boolean;
}

/** As it is written into `<name>.probe.jsonl`. */
export function callLine({ group: _g, isEdited: _i, answer, prefill, ...call }: KeptCall): CallLine {
  const { content, reasoning, calls, finish, state, fault, usage, firstTokenMs, totalMs, sent } = answer;
  return {
    kind: 'call',
    ...call,
    ...(prefill !== '' && { prefill }),
    run: null,
    answer: { content, reasoning, calls, finish },
    ...{ state, fault, usage, firstTokenMs, totalMs, sent, measures: {} },
  };
}

/** What is known of a call besides itself. */
export interface CallFacts {
  readonly judgement: ProbeCall['judgement'];
  readonly isBest: boolean | null;
  readonly progress: ProbeCall['progress'];
  readonly elapsed: number;
}

/** As a view has it. */
export function shownCall(call: KeptCall, facts: CallFacts): ProbeCall {
  const { id, group, endpoint, turn, at, prefill, answer } = call;
  const messages = call.isEdited ? call.messages : null;
  return { id, group, endpoint, turn, try: call.try, at, messages, prefill, answer, ...facts };
}

/** Two deltas as one. */
export function joined(one: AnswerDelta | undefined, other: AnswerDelta): AnswerDelta {
  if (!one) return other;
  const content = (one.content ?? '') + (other.content ?? '');
  const reasoning = (one.reasoning ?? '') + (other.reasoning ?? '');
  const tokens = [...(one.tokens ?? []), ...(other.tokens ?? [])];
  const calls = other.calls ?? one.calls;
  return {
    ...(content !== '' && { content }),
    ...(reasoning !== '' && { reasoning }),
    ...(tokens.length > 0 && { tokens }),
    ...(calls && { calls }),
  };
}
