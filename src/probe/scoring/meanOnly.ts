import * as l10n from '@vscode/l10n';
import type { OwnPrompt } from '../prompt/servedPrompt';
import type { ProbeCase } from '../cases/probeCase';
import type { ServerAccess } from '../client/client';
import { idsAt, numberAt } from '../unknownJson';
import { findBoundary } from './boundary';
import type { ScoreResult } from './score';

/**
 * LMDeploy tells only the mean loss of a text (`/get_ppl`; in spite of its name it is not e to the power of it). The answer's mean follows from those
 * of the prompt and of the whole. It renders no conversations without answering them, so the prompt is ours.
 *
 * @throws ProbeError
 */
export async function scoreByMeans(
  access: ServerAccess,
  { reference }: ProbeCase,
  own: OwnPrompt | null,
  signal: AbortSignal,
): Promise<ScoreResult> {
  if (own === null)
    return { reason: l10n.t('This server doesn’t render prompts, and Tuneset can’t do it for it here.') };
  if (reference.calls.length > 0 || reference.reasoning !== '')
    return { reason: l10n.t('Where the server doesn’t render prompts, only answers of plain text can be scored.') };
  const prompt = await encode(access, own.text, signal);
  const whole = await encode(access, own.text + reference.content, signal);
  if (prompt === null || whole === null) return { reason: l10n.t('The server’s answer can’t be read.') };
  const { start, moved } = findBoundary({ ids: prompt, pieces: null }, { ids: whole, pieces: null });
  if (start < 2 || start >= whole.length)
    return { reason: l10n.t('The server’s template leaves nothing of the reference.') };
  const before = await meanOf(access, whole.slice(0, start), signal);
  const all = await meanOf(access, whole, signal);
  if (before === null || all === null) return { reason: l10n.t('The server’s answer can’t be read.') };
  const count = whole.length - start;
  // The first token of a text is not predicted.
  const meanNll = (all * (whole.length - 1) - before * (start - 1)) / count;
  return {
    recipe: 'meanOnly',
    tokens: [],
    end: null,
    count,
    meanNll,
    perplexity: Math.exp(meanNll),
    movedBoundary: moved,
    note: l10n.t(
      'The server tells only means; this is from those of prompt and whole. The prompt is rendered by Tuneset.',
    ),
  };
}

async function encode(access: ServerAccess, input: string, signal: AbortSignal): Promise<readonly number[] | null> {
  // What starts a text is part of what the template makes.
  return idsAt(await access.post('v1:/encode', { input, do_preprocess: false, add_bos: false }, signal), 'input_ids');
}

async function meanOf(access: ServerAccess, input: readonly number[], signal: AbortSignal): Promise<number | null> {
  return numberAt(await access.post('/get_ppl', { input }, signal), 'ppl');
}
