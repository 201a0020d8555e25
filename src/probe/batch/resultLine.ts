import type { Answer, AnswerState, ProbeFault, SentParameters, Usage } from '../answer';
import type { ProbeCase, Reference, RequestMessage } from '../cases/probeCase';
import type { EndpointRole } from '../endpoint';
import type { Measured } from '../measures/measure';
import type { RunPlan } from './plan';

/** Kinds of bad cases; a team may have names of its own. */
export const failureClasses = [
  'hallucination',
  'over-fitted',
  'under-trained',
  'missing-ability',
  'too-hard',
  'wrong-reference',
  'unclear-prompt',
] as const;

/** One line of `<name>.probe.jsonl`. Lines are only appended; of lines about one call the last holds. Readers pass over kinds that they don't know. */
export type ProbeLine = RunPlan | CallLine | JudgementLine | VoteLine | RunEndLine;

/** One call: everything that is needed to read it without the dataset. */
export interface CallLine extends Pick<ProbeCase, 'key' | 'record' | 'turn' | 'taskTypes' | 'kinds' | 'turnCount'> {
  readonly kind: 'call';
  /** Of the call. */
  readonly id: string;
  /** Of the run; null: a single probe. */
  readonly run: string | null;
  /** ISO 8601; when it was sent. */
  readonly at: string;
  readonly endpoint: {
    readonly id: string;
    readonly name: string;
    readonly role: EndpointRole;
    readonly model: string;
  };
  /** 0-based. */
  readonly try: number;
  readonly messages: readonly RequestMessage[];
  readonly prefill?: string;
  readonly reference: Omit<Reference, 'message'>;
  readonly answer: Pick<Answer, 'content' | 'reasoning' | 'calls' | 'finish'>;
  readonly state: AnswerState;
  readonly fault: ProbeFault | null;
  readonly usage: Usage | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  readonly sent: SentParameters;
  /** By `measureId`. */
  readonly measures: Readonly<Record<string, Measured>>;
}

/** What people say of a call: a class of bad cases, or the team's own; null takes it back. */
export interface JudgementLine {
  readonly kind: 'judgement';
  readonly call: string;
  readonly key: string;
  readonly taskTypes: readonly string[];
  readonly class: string | null;
  readonly note: string;
  readonly at: string;
  readonly by: string;
}

/** Which of several calls of one case is the better; null: none is. */
export interface VoteLine {
  readonly kind: 'vote';
  readonly calls: readonly string[];
  readonly best: string | null;
  readonly isBlind: boolean;
  readonly at: string;
  readonly by: string;
}

/** A run was completed or cancelled. */
export interface RunEndLine {
  readonly kind: 'end';
  readonly run: string;
  readonly at: string;
  readonly outcome: 'completed' | 'cancelled';
}
