import type { Answer, AnswerDelta } from './answer';

/** What has come so far, with something more. */
export function grownAnswer(answer: Answer, { content, reasoning, calls, tokens }: AnswerDelta): Answer {
  return {
    ...answer,
    content: answer.content + (content ?? ''),
    reasoning: answer.reasoning + (reasoning ?? ''),
    calls: calls ?? answer.calls,
    tokens: tokens ? [...(answer.tokens ?? []), ...tokens] : answer.tokens,
  };
}
