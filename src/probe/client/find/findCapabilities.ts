import type { Capabilities, ServerKind } from '../../capabilities';
import { listAt, numberAt, textAt } from '../../unknownJson';
import type { Chat } from '../chat';
import { ProbeError } from '../client';
import { readModels } from '../models';
import type { Server } from '../server';
import { Asking } from './asking';
import { findLogprobs } from './logprobs';
import { findPrefill } from './prefill';
import { question } from './questions';
import { findRendering } from './rendering';
import { findScoring } from './scoring';
import { identify } from './serverKind';
import { findTokenIdPrompt, findTokens } from './tokenise';
import { findTools, findToolsInStream } from './tools';
import { findUsageInStream } from './usage';

/**
 * Asks an endpoint what it can do, one small request after the other: some servers have but one slot.
 *
 * @throws ProbeError if it can't be reached, lets nobody in or gives no answer at all; the signal's reason
 */
export async function findCapabilities(server: Server, chat: Chat, signal: AbortSignal): Promise<Capabilities> {
  const listed = await listModels(server, signal);
  const asking = new Asking(server, chat, await server.model(signal), signal);
  await checkAnswers(asking);
  const identity = await identify(asking, listed);
  const usageInStream = await findUsageInStream(asking);
  const logprobs = await findLogprobs(asking);
  const rendering = await findRendering(asking, identity.server);
  const prefill = await findPrefill(asking, rendering.rendering, logprobs.promptTokens);
  const tokens = await findTokens(asking);
  const tokenIdPrompt = await findTokenIdPrompt(asking, tokens.ids);
  const canPart = rendering.rendering !== null && rendering.rendering !== 'debugRender';
  const scoring = await findScoring(asking, identity.server, tokens.ids, canPart);
  const tools = await findTools(asking);
  const notStreamed = tools.has === 'no' ? [] : await findToolsInStream(asking, logprobs.capability.has === 'yes');
  return {
    server: kindOf(identity.server, chat),
    version: identity.version,
    askedAt: server.parts.date(),
    models: readModels(listed),
    abilities: {
      logprobs: logprobs.capability,
      prefill: prefill.capability,
      scoring: scoring.capability,
      renderedPrompt: rendering.capability,
      tokenise: tokens.capability,
      tools,
      usageInStream,
      tokenIdPrompt,
    },
    refusedFields: [...new Set([...chat.refused, ...notStreamed, ...takenForOthers(identity.server)])],
    prefill: prefill.prefill,
    ...(prefill.prefillRepeats && { prefillRepeats: prefill.prefillRepeats }),
    scoring: scoring.scoring,
    rendering: rendering.rendering,
    maxAlternatives: logprobs.maxAlternatives,
    adapters: identity.server === 'llama.cpp' ? await adaptersOf(asking) : [],
  };
}

/** A server without a list can be asked all the same, if its model is named. */
async function listModels(server: Server, signal: AbortSignal): Promise<unknown> {
  try {
    return await server.listModels(signal);
  } catch (error) {
    const isMissing = error instanceof ProbeError && error.fault.kind === 'notFound';
    if (isMissing && server.endpoint.model !== '') return null;
    throw error;
  }
}

/** The plainest request of all. @throws ProbeError */
async function checkAnswers(asking: Asking): Promise<void> {
  const answer = await asking.ask({ messages: question, stream: true });
  if (answer.state === 'failed' && answer.fault) throw new ProbeError(answer.fault);
}

/** transformers serve doesn't say who it is, but nobody else refuses these fields together (UNUSED_CHAT_COMPLETION_FIELDS in its cli/serving). */
function kindOf(server: ServerKind, { refused }: Chat): ServerKind {
  const isTransformers = server === 'unknown' && refused.has('logprobs') && refused.has('stream_options');
  return isTransformers ? 'transformers' : server;
}

/** LLaMA-Factory hands `presence_penalty` on as a repetition penalty (src/llamafactory/api/chat.py). */
function takenForOthers(server: ServerKind): readonly string[] {
  return server === 'llamafactory' ? ['presence_penalty'] : [];
}

async function adaptersOf(asking: Asking): Promise<Capabilities['adapters']> {
  const tried = await asking.get('/lora-adapters');
  const listed = 'value' in tried ? (listAt(tried.value) ?? []) : [];
  return listed.map((adapter) => ({
    id: numberAt(adapter, 'id') ?? 0,
    path: textAt(adapter, 'path') ?? '',
    scale: numberAt(adapter, 'scale') ?? 1,
  }));
}
