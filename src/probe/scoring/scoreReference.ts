import * as l10n from '@vscode/l10n';
import type { Capabilities, ScoringRecipe } from '../capabilities';
import type { ProbeCase } from '../cases/probeCase';
import { ProbeError, type ServerAccess } from '../client/client';
import { renderWith } from '../prompt/render';
import type { OwnPrompt } from '../prompt/servedPrompt';
import { UnreadableError } from '../unknownJson';
import { scoreByEcho } from './echo';
import { fillTexts } from './fillTexts';
import { MOST_FORCED_TOKENS, scoreByForcing } from './forced';
import { scoreByMeans } from './meanOnly';
import { scoreByPromptLogprobs } from './promptLogprobs';
import { findReference, type ReferenceTokens } from './referenceTokens';
import type { ScoredToken, ScoreResult } from './score';
import type { Scorer } from './scorer';
import { scoreBySglang } from './sglangGenerate';
import { scoreByTgi } from './tgiGenerate';

/** What servers write for a probability of zero, which JSON has no number for (vLLM, OpenAI). */
const FLOOR = -9999;

const scorers: Record<Exclude<ScoringRecipe, 'meanOnly'>, Scorer> = {
  echo: scoreByEcho,
  promptLogprobs: scoreByPromptLogprobs,
  sglangGenerate: scoreBySglang,
  tgiGenerate: scoreByTgi,
  forced: scoreByForcing,
};

/**
 * The log-probability of every token of the reference, as the server's model has it. What server or network do is told as the reason.
 *
 * @param own our rendering of the prompt, for servers that don't render without answering (LMDeploy); null: such can't be asked
 * @throws what the signal was aborted with
 */
export async function scoreReference(
  access: ServerAccess,
  capabilities: Capabilities,
  probeCase: ProbeCase,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void = () => {},
  own: OwnPrompt | null = null,
): Promise<ScoreResult> {
  try {
    return await score(access, capabilities, probeCase, signal, onProgress, own);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProbeError) return { reason: error.message, fault: error.fault };
    if (error instanceof UnreadableError) return { reason: l10n.t('The server’s answer can’t be read.') };
    throw error;
  }
}

async function score(
  access: ServerAccess,
  capabilities: Capabilities,
  probeCase: ProbeCase,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
  own: OwnPrompt | null,
): Promise<ScoreResult> {
  const { scoring, rendering } = capabilities;
  if (scoring === null) return { reason: cannotScore(capabilities) };
  if (scoring === 'meanOnly') return scoreByMeans(access, probeCase, own, signal);
  if (rendering === null || rendering === 'debugRender')
    return { reason: l10n.t('The server doesn’t tell into which tokens it makes a conversation.') };
  const render = renderWith(access, rendering);
  const reference = await findReference(render, rendering, probeCase, signal);
  if ('reason' in reference) return reference;
  const tokens = await scorers[scoring]({ access, capabilities, reference, signal, onProgress });
  if ('reason' in tokens) return tokens;
  return summarise(scoring, reference, reference.pieces === null ? fillTexts(tokens, probeCase.reference) : tokens);
}

function cannotScore({ abilities }: Capabilities): string {
  const { why } = abilities.scoring;
  return why === '' ? l10n.t('This server can’t score a reference answer.') : why;
}

/** Adds up the tokens of the answer; the end of its turn is not part of the numbers. */
export function summarise(
  recipe: ScoringRecipe,
  reference: ReferenceTokens,
  scored: readonly ScoredToken[],
): ScoreResult {
  const length = reference.end - reference.start;
  const tokens = scored.slice(0, length);
  const meanNll = -tokens.reduce((sum, { logprob }) => sum + logprob, 0) / tokens.length;
  return {
    recipe,
    tokens,
    end: scored[length] ?? null,
    count: tokens.length,
    meanNll,
    perplexity: Math.exp(meanNll),
    movedBoundary: reference.movedBoundary,
    note: noteOf([...reference.notes, ...limitNote(tokens, length), ...floorNote(tokens)]),
  };
}

function limitNote(tokens: readonly ScoredToken[], length: number): string[] {
  if (tokens.length === length) return [];
  return [
    l10n.t('Only the first {0} of {1} tokens are scored: each is a request of its own.', MOST_FORCED_TOKENS, length),
  ];
}

function floorNote(tokens: readonly ScoredToken[]): string[] {
  const count = tokens.filter(({ logprob }) => logprob <= FLOOR).length;
  return count === 0 ? [] : [l10n.t('Tokens that the model can’t say at all: {0}. They rule the mean.', count)];
}

function noteOf(notes: readonly string[]): string | null {
  return notes.length === 0 ? null : notes.join(' ');
}
