import { isJsonObject } from '../../dataset/jsonObject';
import type { SentParameters } from '../answer';
import type { Ability, Capabilities } from '../capabilities';
import type { RequestMessage } from '../cases/probeCase';
import type { Endpoint, Sampling } from '../endpoint';
import type { ChatRequest } from './client';

/** What a chat request is made of, with all that the server is known not to take left out. */
export interface ChatBody {
  readonly body: Readonly<Record<string, unknown>>;
  readonly sent: SentParameters;
}

/** What is known of a server when a request is made. */
export interface Known {
  /** Null: it has not been asked, and gets only what every server takes. */
  readonly capabilities: Capabilities | null;
  /** What it refused since. */
  readonly refused: ReadonlySet<string>;
}

/** A combination of fields that a server refuses though it takes each of them; in `Capabilities.refusedFields` too. */
export const TOOLS_IN_STREAM = 'tools+stream';
export const TOKENS_OF_TOOLS_IN_STREAM = 'tools+stream+logprobs';

/**
 * The body of a chat request. The endpoint's further fields come first, so what a probe needs wins.
 *
 * @param model its name
 */
export function chatBody(endpoint: Endpoint, model: string, request: ChatRequest, known: Known): ChatBody {
  const sampling: Sampling = { ...endpoint.sampling, ...request.sampling };
  const stream = request.stream && canStream(request, known);
  const wanted: Record<string, unknown> = {
    ...endpoint.extraBody,
    ...samplingFields(sampling, known),
    ...variableFields(endpoint, request),
    ...(endpoint.lora.length > 0 && { lora: endpoint.lora }),
    ...tokenFields(request, known),
    ...(stream && { stream_options: { include_usage: true } }),
    ...(request.tools !== null && request.tools.length > 0 && { tools: request.tools }),
    ...prefillFields(request, known),
    model,
    messages: messagesOf(request),
    stream,
  };
  const leftOut = Object.keys(wanted).filter((name) => isLeftOut(name, known));
  for (const name of leftOut) delete wanted[name];
  if (wanted.logprobs === undefined) delete wanted.top_logprobs;
  return { body: wanted, sent: { sampling, model, stream, leftOut: leftOut.filter((name) => isTold(name, leftOut)) } };
}

/** '' for none. */
export function prefillOf({ prefill }: ChatRequest): string {
  return prefill ?? '';
}

function messagesOf(request: ChatRequest): readonly RequestMessage[] {
  const content = prefillOf(request);
  return content === '' ? request.messages : [...request.messages, { role: 'assistant', content }];
}

/** Some of OpenAI's models take the limit under its newer name only. */
function samplingFields({ temperature, topP, maxTokens, seed, stop }: Sampling, known: Known): object {
  const isRenamed = isRefused('max_tokens', known) && !isRefused('max_completion_tokens', known);
  const limit = isRenamed ? 'max_completion_tokens' : 'max_tokens';
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(maxTokens !== null && { [limit]: maxTokens }),
    ...(seed !== null && { seed }),
    ...(stop.length > 0 && { stop }),
  };
}

function variableFields({ extraBody }: Endpoint, { variables }: ChatRequest): object {
  if (variables === null || Object.keys(variables).length === 0) return {};
  const given = extraBody.chat_template_kwargs;
  return { chat_template_kwargs: { ...(isJsonObject(given) && given), ...variables } };
}

/** At least one alternative: of none, llama.cpp gives no tokens at all. */
function tokenFields({ alternatives }: ChatRequest, { capabilities }: Known): object {
  if (alternatives === null) return {};
  const most = capabilities?.maxAlternatives ?? alternatives;
  return { logprobs: true, ...(most > 0 && { top_logprobs: Math.max(1, Math.min(alternatives, most)) }) };
}

/** vLLM refuses both flags being true, and the second is true by default. */
function prefillFields(request: ChatRequest, { capabilities }: Known): object {
  if (prefillOf(request) === '' || capabilities?.prefill !== 'flags') return {};
  return { continue_final_message: true, add_generation_prompt: false };
}

/** llama.cpp streams no tokens with tools; LLaMA-Factory streams no calls at all. */
function canStream({ tools, alternatives }: ChatRequest, known: Known): boolean {
  if (tools === null || tools.length === 0) return true;
  if (isRefused(TOOLS_IN_STREAM, known)) return false;
  return alternatives === null || !isRefused(TOKENS_OF_TOOLS_IN_STREAM, known);
}

function isRefused(name: string, { capabilities, refused }: Known): boolean {
  return refused.has(name) || (capabilities?.refusedFields.includes(name) ?? false);
}

/** Fields that need something to be found first. */
const abilityOf: Readonly<Record<string, Ability>> = {
  logprobs: 'logprobs',
  top_logprobs: 'logprobs',
  stream_options: 'usageInStream',
};

function isLeftOut(name: string, known: Known): boolean {
  if (isRefused(name, known)) return true;
  const ability = abilityOf[name];
  return ability !== undefined && known.capabilities?.abilities[ability].has !== 'yes';
}

/** What serves only the count of tokens is not missed, and of two fields about tokens one tells enough. */
function isTold(name: string, leftOut: readonly string[]): boolean {
  return name !== 'stream_options' && !(name === 'top_logprobs' && leftOut.includes('logprobs'));
}
