import type { ProbeCall, ProbeProgressParams } from '../../../src/protocol/probe';

/** A call with more of its answer. What is complete stays as it is. */
export function withProgress(call: ProbeCall, { delta, elapsed }: ProbeProgressParams): ProbeCall {
  if (call.progress === 'done') return call;
  const { answer } = call;
  return {
    ...call,
    progress: 'receiving',
    elapsed,
    answer: {
      ...answer,
      content: answer.content + (delta.content ?? ''),
      reasoning: answer.reasoning + (delta.reasoning ?? ''),
      calls: delta.calls ?? answer.calls,
      tokens: delta.tokens ? [...(answer.tokens ?? []), ...delta.tokens] : answer.tokens,
    },
  };
}
