import * as l10n from '@vscode/l10n';
import type { Answer } from '../../answer';
import type { Capabilities, Capability, RenderingRecipe } from '../../capabilities';
import type { Asking } from './asking';
import { lacking, no, yes } from './capability';
import { beginning, continuation, question } from './questions';
import { showsOpenAnswer } from './rendering';

type Way = NonNullable<Capabilities['prefill']>;

export interface FoundPrefill extends Pick<Capabilities, 'prefill' | 'prefillRepeats'> {
  readonly capability: Capability;
}

/**
 * Whether a model really goes on with the beginning of an answer. A 200 says nothing: many servers end the assistant's turn and let the model begin another.
 *
 * - with flags: the prompt is shorter with them than without, by the end of the turn and what starts the next
 * - by itself: the beginning comes back; or the rendered prompt ends with it; or the model completes the word that it ends in; or twice
 *   the beginning makes the prompt longer by just as much as the beginning itself
 *
 * @param promptTokens of the question alone; null if they are not told
 */
export async function findPrefill(
  asking: Asking,
  rendering: RenderingRecipe | null,
  promptTokens: number | null,
): Promise<FoundPrefill> {
  const flagged = await begin(asking, 'flags');
  const plain = await begin(asking, 'automatic');
  const found = await wayOf(asking, flagged, plain, rendering, promptTokens);
  if (!found) return { capability: whyNot(flagged, plain), prefill: null };
  const whole = (found.way === 'flags' ? flagged : plain).content;
  const streamed = await begin(asking, found.way, { stream: true });
  return {
    capability: yes(found.why),
    prefill: found.way,
    prefillRepeats: { whole: whole.startsWith(beginning), streamed: streamed.content.startsWith(beginning) },
  };
}

async function wayOf(
  asking: Asking,
  flagged: Answer,
  plain: Answer,
  rendering: RenderingRecipe | null,
  promptTokens: number | null,
): Promise<{ readonly way: Way; readonly why: string } | undefined> {
  const saved = (plain.usage?.prompt ?? 0) - (flagged.usage?.prompt ?? 0);
  if (isAnswered(flagged) && isAnswered(plain) && flagged.usage && saved > 0)
    return { way: 'flags', why: l10n.t('Its flags leave the answer open: the prompt is {0} tokens shorter.', saved) };
  if (isAnswered(plain) && (await isContinued(asking, plain, rendering, promptTokens)))
    return { way: 'automatic', why: await whyAutomatic(asking, rendering) };
  if (isAnswered(flagged) && showsContinuation(flagged))
    return { way: 'flags', why: l10n.t('With its flags it continued the beginning of an answer.') };
  return undefined;
}

/** TGI trims the end of what its template makes (router/src/infer/chat_template.rs). */
async function whyAutomatic(asking: Asking, rendering: RenderingRecipe | null): Promise<string> {
  const why = l10n.t('It continued the beginning of an answer by itself.');
  if ((await showsOpenAnswer(asking, rendering, `${beginning} `)) !== false) return why;
  return l10n.t('{0} White space at the end of the beginning gets lost.', why);
}

async function isContinued(
  asking: Asking,
  plain: Answer,
  rendering: RenderingRecipe | null,
  promptTokens: number | null,
): Promise<boolean> {
  if (plain.content.startsWith(beginning)) return true;
  const isOpen = await showsOpenAnswer(asking, rendering);
  if (isOpen !== null) return isOpen;
  return showsContinuation(plain) || (await isCountedOpen(asking, plain, promptTokens));
}

function showsContinuation({ content }: Answer): boolean {
  return content.startsWith(beginning) || continuation.test(content);
}

async function isCountedOpen(asking: Asking, { usage }: Answer, promptTokens: number | null): Promise<boolean> {
  if (promptTokens === null || usage === null || usage.prompt <= promptTokens) return false;
  const twice = await begin(asking, 'automatic', { prefill: `${beginning} ${beginning}` });
  return twice.usage !== null && twice.usage.prompt - usage.prompt === usage.prompt - promptTokens;
}

function begin(
  asking: Asking,
  way: Way,
  { stream = false, prefill = beginning }: { readonly stream?: boolean; readonly prefill?: string } = {},
): Promise<Answer> {
  return asking.ask({ messages: question, prefill, stream }, { prefill: way });
}

function isAnswered({ state }: Answer): boolean {
  return state === 'finished' || state === 'truncated';
}

function whyNot(flagged: Answer, plain: Answer): Capability {
  if (isAnswered(plain)) return no(l10n.t('It began a new answer behind the beginning that it was given.'));
  const fault = plain.fault ?? flagged.fault;
  return fault ? lacking(fault) : no('');
}
