import * as l10n from '@vscode/l10n';
import type { Answer } from '../../answer';
import type { Capabilities, Capability } from '../../capabilities';
import type { Asking } from './asking';
import { lacking, no, yes } from './capability';
import { question } from './questions';

/** OpenAI takes at most 20, vLLM what `--max-logprobs` says, TGI 5 by itself. */
const tried = [20, 5, 1];

export interface FoundLogprobs extends Pick<Capabilities, 'maxAlternatives'> {
  readonly capability: Capability;
  /** Tokens of the question's prompt; null if they are not told. */
  readonly promptTokens: number | null;
}

/** Log-probabilities of an answer's tokens: only if there are some. LM Studio accepts the field and ignores it. */
export async function findLogprobs(asking: Asking): Promise<FoundLogprobs> {
  let answer: Answer | undefined;
  for (const alternatives of tried) {
    answer = await asking.ask(
      { messages: question, alternatives },
      { has: ['logprobs'], maxAlternatives: alternatives },
    );
    if (answer.state === 'finished' || answer.state === 'truncated') return readLogprobs(answer);
  }
  const capability = answer?.fault ? lacking(answer.fault) : no('');
  return { capability, maxAlternatives: null, promptTokens: null };
}

function readLogprobs({ tokens, sent, usage }: Answer): FoundLogprobs {
  const promptTokens = usage?.prompt ?? null;
  const isRefused = sent.leftOut.includes('logprobs');
  if (tokens === null) {
    const why = isRefused
      ? l10n.t('It refuses to tell log-probabilities.')
      : l10n.t('It takes the field, but its answer had no log-probabilities.');
    return { capability: no(why), maxAlternatives: null, promptTokens };
  }
  const maxAlternatives = tokens.reduce((most, { alternatives }) => Math.max(most, alternatives.length), 0);
  const why = l10n.t('Its answer had them, with up to {0} alternatives of a token.', maxAlternatives);
  return { capability: yes(why), maxAlternatives, promptTokens };
}
