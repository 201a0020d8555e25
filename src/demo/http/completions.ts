import { randomUUID } from 'node:crypto';
import { score } from '../generate';
import { MAX_ALTERNATIVES, usageOf } from './chat';
import type { Fields } from './fields';
import { legacyLogprobs, promptLogprobs, type PlacedToken, type TokenNames } from './logprobs';
import type { Reply } from './reply';
import { readOptions } from './requestBody';
import { RequestFault } from './requestFault';
import { checkLength, generateFor, modelOf, type Served } from './served';

/** Tokens of a completion if a request names no number, as OpenAI has it. */
const MAX_TOKENS = 16;

interface CompletionJob {
  readonly served: Served;
  readonly fields: Fields;
  readonly reply: Reply;
  readonly names: TokenNames;
  readonly echo: boolean;
  /** Null: none are wished. */
  readonly alternatives: number | null;
}

/** `POST /v1/completions` @throws RequestFault */
export async function answerCompletion(served: Served, fields: Fields, reply: Reply): Promise<void> {
  const prompts = readPrompts(served, fields);
  const job: CompletionJob = {
    served,
    fields,
    reply,
    names: { tokenizer: served.tokenizer, asIds: fields.boolean('return_tokens_as_token_ids', false) },
    echo: fields.boolean('echo', false),
    alternatives: fields.number('logprobs', null, { min: 0, max: MAX_ALTERNATIVES, whole: true }),
  };
  const { maxTokens } = readOptions(fields, MAX_TOKENS);
  if (maxTokens === 0 && !job.echo)
    throw new RequestFault(400, 'max_tokens must be at least 1 without echo.', 'max_tokens');
  for (const prompt of prompts) checkLength(prompt.length, maxTokens);
  await (fields.boolean('stream', false) ? stream(job, prompts) : whole(job, prompts));
}

/** A text, token ids, or a list of either. */
function readPrompts({ tokenizer }: Served, fields: Fields): readonly (readonly number[])[] {
  const { prompt } = fields.value;
  const list: readonly unknown[] = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt : [prompt];
  const read = list.map((one) => (typeof one === 'string' ? tokenizer.encode(one) : one));
  if (read.length > 0 && read.every((one) => isIds(one, tokenizer.size))) return read;
  throw new RequestFault(400, 'prompt must be a text, a list of token ids, or a list of these.', 'prompt');
}

export function isIds(value: unknown, size: number): value is readonly number[] {
  return Array.isArray(value) && value.every((id) => Number.isInteger(id) && id >= 0 && id < size);
}

function head({ served, fields }: CompletionJob) {
  const id = `cmpl-${randomUUID()}`;
  return { id, object: 'text_completion', created: Math.floor(Date.now() / 1000), model: modelOf(served, fields).id };
}

async function whole(job: CompletionJob, prompts: readonly (readonly number[])[]): Promise<void> {
  const choices: object[] = [];
  let count = 0;
  for (const [index, prompt] of prompts.entries()) {
    const done = await complete(job, prompt);
    if (!done) return;
    count += done.said;
    choices.push({ index, ...done.choice });
  }
  job.reply.json(200, { ...head(job), choices, usage: usageOf(prompts.flat(), count) });
}

/** Undefined: the client went away. */
async function complete(
  { served, fields, reply, names, echo, alternatives }: CompletionJob,
  prompt: readonly number[],
): Promise<{ choice: object; said: number } | undefined> {
  const { model } = modelOf(served, fields);
  const options = readOptions(fields, MAX_TOKENS);
  const said: PlacedToken[] = [];
  let text = echo ? served.tokenizer.decode(prompt) : '';
  const ending = await generateFor(served, { model, prompt, options, pace: 0, signal: reply.signal }, (token) => {
    said.push(token);
    text += token.text;
  });
  if (!ending) return undefined;
  const ranks = fields.number('prompt_logprobs', null, { min: 0, max: MAX_ALTERNATIVES, whole: true });
  const needsPrompt = ranks !== null || (echo && alternatives !== null);
  const nexts = needsPrompt ? score(model, prompt) : [];
  const before = nexts.map((next, at) => ({ id: prompt[at]!, next }));
  const choice = {
    text: text + ending.text,
    logprobs: alternatives === null ? null : legacyLogprobs(names, echo ? [...before, ...said] : said, alternatives),
    finish_reason: ending.reason,
    ...(ranks !== null && { prompt_logprobs: promptLogprobs(names, before, ranks) }),
    ...(fields.boolean('return_token_ids', false) && { token_ids: said.map(({ id }) => id), prompt_token_ids: prompt }),
  };
  return { choice, said: said.length };
}

async function stream(job: CompletionJob, prompts: readonly (readonly number[])[]): Promise<void> {
  const { served, fields, reply, names, echo, alternatives } = job;
  const { model } = modelOf(served, fields);
  const first = head(job);
  let count = 0;
  for (const [index, prompt] of prompts.entries()) {
    const chunk = (text: string, more: object = {}): void => {
      reply.event({ ...first, choices: [{ index, text, logprobs: null, finish_reason: null, ...more }] });
    };
    if (echo) chunk(served.tokenizer.decode(prompt));
    const options = readOptions(fields, MAX_TOKENS);
    const work = { model, prompt, options, pace: served.pace, signal: reply.signal };
    const ending = await generateFor(served, work, (token) => {
      count += 1;
      chunk(token.text, alternatives === null ? {} : { logprobs: legacyLogprobs(names, [token], alternatives) });
    });
    if (!ending) return;
    chunk(ending.text, { finish_reason: ending.reason });
  }
  const wantsUsage = fields.object('stream_options').include_usage === true;
  if (wantsUsage) reply.event({ ...first, choices: [], usage: usageOf(prompts.flat(), count) });
  reply.event('[DONE]');
  reply.end();
}
