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
export type ProbeLine = RunPlan | CasesLine | CallLine | SkippedLine | JudgementLine | VoteLine | RunEndLine;

/** Cases of a run, in their order; with several such lines of a run they follow each other. With them a run can go on wherever it was interrupted. */
export interface CasesLine {
  readonly kind: 'cases';
  readonly run: string;
  readonly at: string;
  /** Index of the first of them among the run's cases. */
  readonly from: number;
  readonly cases: readonly CaseName[];
}

/** By what a case is found in its dataset. */
export type CaseName = Pick<ProbeCase, 'record' | 'key' | 'turn'>;

/** A case of a run that could not be asked for: its record is gone, or says something else by now. */
export interface SkippedLine extends CaseName {
  readonly kind: 'skipped';
  readonly run: string;
  readonly at: string;
  /** Index of the case in the run. */
  readonly case: number;
  /** For people. */
  readonly problem: string;
}

/** One call: everything that is needed to read it without the dataset. */
export interface CallLine extends Pick<ProbeCase, 'key' | 'record' | 'turn' | 'taskTypes' | 'kinds' | 'turnCount'> {
  readonly kind: 'call';
  /** Of the call; in a run {@link callId}, so that a call that is made again takes its place. */
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
  /** By `measureId`. Empty for answers that are not whole; without the judge's until the judge has answered. */
  readonly measures: Readonly<Record<string, Measured>>;
  /** The model was not asked for an answer: the run's only measure is that of the reference. */
  readonly isOnlyScored?: true;
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

/** @param index of the case in the run. @param endpoint index of the endpoint in the plan. @param attempt 0-based */
export function callId(run: string, index: number, endpoint: number, attempt: number): string {
  return `${run}.${index}.${endpoint}.${attempt}`;
}
