import { randomUUID } from 'node:crypto';
import { renderChat } from '../chatPrompt';
import { score } from '../generate';
import { parseToolCalls, toolCallStart } from '../toolCalls';
import type { Fields } from './fields';
import { chatLogprob, promptLogprobs, type PlacedToken, type TokenNames } from './logprobs';
import type { Reply } from './reply';
import { readChatPrompt, readOptions } from './requestBody';
import { RequestFault } from './requestFault';
import { checkLength, CONTEXT, generateFor, modelOf, type Served } from './served';

/** Tokens of an answer if a request names no number. */
const MAX_TOKENS = 512;
/** Alternatives that can be asked for, as vLLM's `--max-logprobs` has it. */
export const MAX_ALTERNATIVES = 20;

interface ChatJob {
  readonly served: Served;
  readonly fields: Fields;
  readonly reply: Reply;
  readonly ids: readonly number[];
  readonly names: TokenNames;
  /** Null: none are wished. */
  readonly alternatives: number | null;
  readonly hasTools: boolean;
  /** The beginning of the answer that was given, if it is to be repeated. */
  readonly echoed: string;
}

/** `POST /v1/chat/completions` @throws RequestFault, ChatTemplateError */
export async function answerChat(served: Served, fields: Fields, reply: Reply): Promise<void> {
  const prompt = readChatPrompt(fields, true);
  const ids = served.tokenizer.encode(renderChat(served.tokenizer, prompt));
  const isEchoed = prompt.continuesLast && fields.boolean('echo', false);
  const job: ChatJob = {
    served,
    fields,
    reply,
    ids,
    names: { tokenizer: served.tokenizer, asIds: fields.boolean('return_tokens_as_token_ids', false) },
    alternatives: alternativesOf(fields),
    hasTools: (prompt.tools?.length ?? 0) > 0 && fields.value.tool_choice !== 'none',
    echoed: isEchoed ? prompt.messages.at(-1)!.content : '',
  };
  await (fields.boolean('stream', false) ? streamAnswer(job) : wholeAnswer(job));
}

function alternativesOf(fields: Fields): number | null {
  const top = fields.number('top_logprobs', 0, { min: 0, max: MAX_ALTERNATIVES, whole: true });
  if (fields.boolean('logprobs', false)) return top;
  if (top > 0) throw new RequestFault(400, 'top_logprobs needs logprobs to be true.', 'top_logprobs');
  return null;
}

function optionsOf({ fields, ids }: ChatJob) {
  const options = readOptions(fields, Math.max(1, Math.min(MAX_TOKENS, CONTEXT - ids.length)));
  checkLength(ids.length, options.maxTokens);
  return options;
}

function head({ served, fields }: ChatJob, object: string) {
  const id = `chatcmpl-${randomUUID()}`;
  return { id, object, created: Math.floor(Date.now() / 1000), model: modelOf(served, fields).id };
}

async function wholeAnswer(job: ChatJob): Promise<void> {
  const { served, fields, reply, ids, names, alternatives } = job;
  if (fields.value.stream_options !== undefined && fields.value.stream_options !== null) {
    throw new RequestFault(400, 'stream_options needs stream to be true.', 'stream_options');
  }
  const { model } = modelOf(served, fields);
  const said: PlacedToken[] = [];
  let text = job.echoed;
  const work = { model, prompt: ids, options: optionsOf(job), pace: 0, signal: reply.signal };
  const ending = await generateFor(served, work, (token) => {
    said.push(token);
    text += token.text;
  });
  if (!ending) return;
  const { content, calls } = job.hasTools
    ? parseToolCalls(text + ending.text)
    : { content: text + ending.text, calls: [] };
  const choice = {
    index: 0,
    message: { role: 'assistant', content, ...(calls.length > 0 && { tool_calls: calls }) },
    logprobs: alternatives === null ? null : { content: said.map((token) => chatLogprob(names, token, alternatives)) },
    finish_reason: calls.length > 0 ? 'tool_calls' : ending.reason,
    ...(returnsIds(fields) && { token_ids: said.map(({ id }) => id) }),
  };
  reply.json(200, {
    ...head(job, 'chat.completion'),
    choices: [choice],
    usage: usageOf(ids, said.length),
    ...promptParts(job),
  });
}

/** What is told of the prompt, if it is asked for. */
function promptParts({ served, fields, ids, names }: ChatJob): object {
  const count = fields.number('prompt_logprobs', null, { min: 0, max: MAX_ALTERNATIVES, whole: true });
  const { model } = modelOf(served, fields);
  const nexts = count === null ? [] : score(model, ids);
  const tokens = nexts.map((next, at) => ({ id: ids[at]!, next }));
  return {
    ...(count !== null && { prompt_logprobs: promptLogprobs(names, tokens, count) }),
    ...(returnsIds(fields) && { prompt_token_ids: ids }),
  };
}

async function streamAnswer(job: ChatJob): Promise<void> {
  const { served, fields, reply, ids, names, alternatives } = job;
  if (typeof fields.value.prompt_logprobs === 'number') {
    throw new RequestFault(400, 'prompt_logprobs are not available when stream is true.', 'prompt_logprobs');
  }
  const { model } = modelOf(served, fields);
  const options = optionsOf(job);
  const first = head(job, 'chat.completion.chunk');
  const chunk = (delta: object, more: object = {}): void => {
    reply.event({ ...first, choices: [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }] });
  };
  chunk({ role: 'assistant', content: job.echoed }, returnsIds(fields) ? { prompt_token_ids: ids } : {});
  let count = 0;
  let called = '';
  const work = { model, prompt: ids, options, pace: served.pace, signal: reply.signal };
  const ending = await generateFor(served, work, (token) => {
    count += 1;
    if (job.hasTools && (called !== '' || token.text.includes(toolCallStart))) {
      called += token.text;
      return;
    }
    const logprobs = alternatives === null ? {} : { logprobs: { content: [chatLogprob(names, token, alternatives)] } };
    chunk({ content: token.text }, { ...logprobs, ...(returnsIds(fields) && { token_ids: [token.id] }) });
  });
  if (!ending) return;
  const { content, calls } = parseToolCalls(called);
  if (ending.text + content !== '') chunk({ content: content + ending.text });
  if (calls.length > 0) chunk({ tool_calls: calls.map((call, index) => ({ index, ...call })) });
  chunk({}, { finish_reason: calls.length > 0 ? 'tool_calls' : ending.reason });
  const wantsUsage = fields.object('stream_options').include_usage === true;
  if (wantsUsage) reply.event({ ...first, choices: [], usage: usageOf(ids, count) });
  reply.event('[DONE]');
  reply.end();
}

function returnsIds(fields: Fields): boolean {
  return fields.boolean('return_token_ids', false);
}

export function usageOf(prompt: readonly number[], completion: number): object {
  return { prompt_tokens: prompt.length, completion_tokens: completion, total_tokens: prompt.length + completion };
}
