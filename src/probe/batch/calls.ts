import * as l10n from '@vscode/l10n';
import type { Answer, ProbeFault } from '../answer';
import type { ProbeCase } from '../cases/probeCase';
import { judgeAnswer } from '../measures/judge';
import { measureAnswer } from '../measures/measureAnswer';
import { scoreCase, type Scored } from '../measures/nll';
import { measureId, type Measured } from '../measures/measure';
import type { RunEndpoint, RunParts } from './runParts';
import type { CallLine } from './resultLine';
import type { Slot } from './slots';
import { judgesOf } from './todo';
import { toldFault } from '../toldFault';

/** A call that was made, as a line of the file of results. */
export interface MadeCall {
  readonly line: CallLine;
  readonly fault: ProbeFault | null;
}

/** Asks an endpoint for a case, and measures the answer but for judges, who have to be asked as well. */
export async function askCall(parts: RunParts, slot: Slot, probe: ProbeCase, signal: AbortSignal): Promise<MadeCall> {
  const { plan, clock, within } = parts;
  const endpoint = parts.endpoints[slot.endpoint]!;
  const at = clock.date();
  const nll = plan.measures.find(({ kind }) => kind === 'nll');
  const isOnlyScored = plan.measures.every(({ kind }) => kind === 'nll') && nll !== undefined;
  const [received, score] = await Promise.all([
    isOnlyScored ? unasked(endpoint) : askEndpoint(samplingOf(plan, endpoint, slot), endpoint, probe, signal),
    nll && slot.try === 0 ? scoreCase(endpoint, probe, signal) : undefined,
  ]);
  const answer = isOnlyScored ? scoredOnly(received, score, signal) : received;
  const isMeasured = answer.state === 'finished' && !isOnlyScored;
  const measures: Record<string, Measured> = isMeasured
    ? measureAnswer(plan.measures, answer, probe.reference, within)
    : {};
  if (score && nll && !signal.aborted) measures[measureId(nll)] = score.measured;
  const line = lineOf(parts, slot, probe, at, answer, measures);
  return { line: isOnlyScored ? { ...line, isOnlyScored } : line, fault: answer.fault };
}

/** Lets the judges of a run look at an answer. `faults`: of those who could not be asked, for people. */
export async function judgeCall(
  parts: RunParts,
  line: CallLine,
  signal: AbortSignal,
  onAnswer: (answer: Answer) => void,
): Promise<{ readonly line: CallLine; readonly faults: readonly string[] }> {
  const measures: Record<string, Measured> = { ...line.measures };
  const faults: string[] = [];
  for (const wish of judgesOf(parts.plan)) {
    const id = measureId(wish);
    if (typeof measures[id]?.value === 'number') continue;
    const judge = parts.judges.get(wish.endpoint);
    if (!judge) continue;
    const { measured, fault } = await judgeAnswer(wish, judge, line, parts.clock, signal, onAnswer);
    measures[id] = measured;
    if (fault) faults.push(toldFault(fault));
    else if (measured.value === null)
      faults.push(l10n.t('The judge’s answer ends with no number that is on the scale.'));
  }
  return { line: { ...line, measures }, faults };
}

/** A fixed seed would make all tries the same: each gets the one after. */
function samplingOf(
  { sampling }: RunParts['plan'],
  { endpoint }: RunEndpoint,
  slot: Slot,
): RunParts['plan']['sampling'] {
  const { seed } = { ...endpoint.sampling, ...sampling };
  return seed === null || slot.try === 0 ? sampling : { ...sampling, seed: seed + slot.try };
}

function askEndpoint(
  sampling: RunParts['plan']['sampling'],
  { client, capabilities }: RunEndpoint,
  { messages, tools, variables }: ProbeCase,
  signal: AbortSignal,
): Promise<Answer> {
  return client.chat({ messages, tools, variables, sampling, alternatives: null, stream: true }, capabilities, signal);
}

/** Where only the reference is scored, no answer is asked for. */
function unasked({ endpoint }: RunEndpoint): Answer {
  return {
    state: 'finished',
    fault: null,
    content: '',
    reasoning: '',
    calls: [],
    finish: null,
    tokens: null,
    tokensAreLossy: false,
    usage: null,
    firstTokenMs: null,
    totalMs: 0,
    model: null,
    sent: { sampling: endpoint.sampling, model: endpoint.model, stream: false, leftOut: [] },
  };
}

/** How a case went of which only the reference is scored. */
function scoredOnly(answer: Answer, score: Scored | undefined, signal: AbortSignal): Answer {
  if (signal.aborted) return { ...answer, state: 'cancelled' };
  return score?.fault ? { ...answer, state: 'failed', fault: score.fault } : answer;
}

function lineOf(
  { plan, endpoints }: RunParts,
  slot: Slot,
  probe: ProbeCase,
  at: string,
  answer: Answer,
  measures: Readonly<Record<string, Measured>>,
): CallLine {
  const { key, record, turn, taskTypes, kinds, turnCount, messages, reference } = probe;
  const { id, name, role, model } = endpoints[slot.endpoint]!.endpoint;
  const { content, reasoning, calls, finish, state, fault, usage, firstTokenMs, totalMs, sent } = answer;
  return {
    kind: 'call',
    id: slot.id,
    run: plan.id,
    at,
    endpoint: { id, name, role, model: answer.model ?? (sent.model || model) },
    try: slot.try,
    key,
    record,
    turn,
    taskTypes,
    kinds,
    turnCount,
    messages,
    reference: { content: reference.content, reasoning: reference.reasoning, calls: reference.calls },
    answer: { content, reasoning, calls, finish },
    state,
    fault,
    usage,
    firstTokenMs,
    totalMs,
    sent,
    measures,
  };
}
