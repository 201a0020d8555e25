import { grownAnswer, type ProbeCall, type ProbeProgressParams } from '../../../src/protocol/probe';

/** A call with more of its answer. What is complete stays as it is. */
export function withProgress(call: ProbeCall, { delta, elapsed }: ProbeProgressParams): ProbeCall {
  if (call.progress === 'done') return call;
  return { ...call, progress: 'receiving', elapsed, answer: grownAnswer(call.answer, delta) };
}
