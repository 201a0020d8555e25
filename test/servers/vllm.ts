import type { ChatPrompt } from '../../src/demo/chatPrompt';
import { score } from '../../src/demo/generate';
import { chatLogprob, legacyLogprobs, promptLogprobs } from '../../src/demo/http/logprobs';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat, type ChatJob } from './chatStream';
import type { Exchange, Server } from './imitation';
import {
  chatOf,
  contextOf,
  idsOf,
  modelOf,
  now,
  partsOf,
  speak,
  THOUGHT,
  TooLong,
  usage,
  type SaidToken,
  type Speech,
} from './speech';

/** Tokens in one chunk (`--stream-interval`). */
const INTERVAL = 3;
/** `--max-logprobs` */
const MOST_LOGPROBS = 20;

/**
 * vLLM, as read in vllm/entrypoints/openai/{chat_completion,completion}/{protocol,serving}.py, entrypoints/serve/tokenize/protocol.py,
 * entrypoints/openai/models/serving.py and docs/usage/security.md.
 */
export const vllm: Server = {
  routes: {
    'GET /health': ({ wire }) => void wire.response.writeHead(200).end(),
    'GET /version': ({ wire }) => wire.json(200, { version: '0.11.0' }),
    'GET /v1/models': models,
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
    'POST /tokenize': tokenize,
    'POST /detokenize': detokenize,
  },
  error: ({ status, message, param }) => ({
    body: { error: { message, type: typeOf(status), param, code: status } },
  }),
  // The error, and then what else says that all is well.
  breakOff: (wire, message) => {
    wire.event({ error: { message, type: 'InternalServerError', param: null, code: 500 } });
    wire.done();
  },
  // docs/usage/security.md: only paths under these are behind the key.
  guards: (path) => /^\/(?:v1|v2|inference)(?:\/|$)/.test(path),
};

function typeOf(status: number): string {
  return { 400: 'BadRequestError', 401: 'Unauthorized', 404: 'NotFoundError' }[status] ?? 'InternalServerError';
}

/** Adapters (LoRA) name the model that they belong to. */
function models(exchange: Exchange): void {
  const card = { object: 'model', created: now(), owned_by: 'vllm' };
  const data = [
    { id: 'demo-base', ...card, root: '/models/demo-base', parent: null, max_model_len: contextOf(exchange) },
    { id: 'demo-tuned', ...card, root: '/adapters/demo-tuned', parent: 'demo-base', max_model_len: null },
  ];
  exchange.wire.json(200, { object: 'list', data });
}

/** The checks of `ChatCompletionRequest`, which look at the fields as they were sent. */
function check({ fields: { value } }: Exchange): void {
  if (!['demo-base', 'demo-tuned', undefined].includes(value.model as string)) {
    throw new RequestFault(404, `The model \`${String(value.model)}\` does not exist.`, 'model');
  }
  if (value.stream_options && !value.stream) {
    throw new RequestFault(400, 'Stream options can only be defined when `stream=True`.');
  }
  if (Number(value.top_logprobs) > 0 && !value.logprobs) {
    throw new RequestFault(400, 'when using `top_logprobs`, `logprobs` must be set to true.');
  }
  if (Number(value.top_logprobs) > MOST_LOGPROBS) {
    throw new RequestFault(
      400,
      `Requested sample logprobs of ${String(value.top_logprobs)}, which is greater than max allowed: 20`,
    );
  }
  if (Array.isArray(value.tools) && value.tools.length === 0) {
    throw new RequestFault(400, 'Value error, `tools` must not be an empty array.');
  }
  if (typeof value.prompt_logprobs === 'number' && value.stream) {
    throw new RequestFault(400, '`prompt_logprobs` are not available when `stream=True`.');
  }
  if (value.continue_final_message === true && value.add_generation_prompt === true) {
    throw new RequestFault(400, 'Cannot set both `continue_final_message` and `add_generation_prompt` to True.');
  }
}

/** Of what is left out, `add_generation_prompt` is true; the last message is closed unless it is to be continued. */
function promptOf(exchange: Exchange) {
  const { fields } = exchange;
  const continues = fields.value.continue_final_message === true;
  const adds = fields.value.add_generation_prompt !== false;
  // Both flags by default: the text is continued and then a new turn begins, which no model was trained on.
  const isMuddled = continues && adds;
  return chatOf(exchange, { addGenerationPrompt: adds, continuesLast: continues && !isMuddled });
}

function checkLength(exchange: Exchange, ids: readonly number[], wanted: number): void {
  const context = contextOf(exchange);
  if (ids.length + wanted <= context) return;
  throw new TooLong(
    `This model's maximum context length is ${context} tokens. However, you requested ${ids.length + wanted} tokens (${ids.length} in the messages, ${wanted} in the completion). Please reduce the length of the messages or completion.`,
    ids.length,
    context,
  );
}

async function chat(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields } = exchange;
  const prompt = promptOf(exchange);
  const ids = idsOf(exchange, prompt);
  const options = readOptions(fields, Math.max(1, contextOf(exchange) - ids.length));
  checkLength(exchange, ids, options.maxTokens);
  const job = { prompt, model: modelOf(exchange), ids, options };
  await (fields.value.stream === true ? stream(exchange, job) : whole(exchange, job));
}

function head({ fields }: Exchange) {
  return { id: 'chatcmpl-1', created: now(), model: fields.value.model ?? 'demo-base' };
}

/** That of the last message, where no new turn begins (`get_chat_request_role`). */
function roleOf({ addGenerationPrompt, messages }: ChatPrompt): string {
  return addGenerationPrompt ? 'assistant' : messages.at(-1)!.role;
}

function echoed({ fields }: Exchange, prompt: ChatPrompt): string {
  return fields.value.echo === true && prompt.continuesLast ? prompt.messages.at(-1)!.content : '';
}

/** What is told of an answer's tokens, as far as it is asked for. */
function tokenFields({ fields, engine }: Exchange, tokens: readonly SaidToken[]): object {
  const { logprobs, top_logprobs: top, return_token_ids: ids, return_tokens_as_token_ids: asIds } = fields.value;
  const names = { tokenizer: engine.tokenizer, asIds: asIds === true };
  const content = tokens.map((token) => chatLogprob(names, token, Number(top ?? 0)));
  return {
    ...(logprobs === true && { logprobs: { content } }),
    ...(ids === true && { token_ids: tokens.map(({ id }) => id) }),
  };
}

async function whole(exchange: Exchange, job: ChatJob): Promise<void> {
  const { fields, wire, options } = exchange;
  const { prompt, ids } = job;
  const speech = await speak(exchange, job);
  const { content, calls } = partsOf(prompt, echoed(exchange, prompt) + speech.text);
  const message = {
    role: roleOf(prompt),
    content: calls.length > 0 && content === '' ? null : content,
    ...(options.thinks && { reasoning: THOUGHT }),
    tool_calls: calls,
  };
  const finish = calls.length > 0 ? 'tool_calls' : speech.reason;
  const told = tokenFields(exchange, withEnd(speech));
  wire.json(200, {
    ...head(exchange),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish, stop_reason: null, ...told }],
    usage: usage(ids.length, withEnd(speech).length),
    prompt_logprobs: ranked(exchange, ids),
    ...(fields.value.return_token_ids === true && { prompt_token_ids: ids }),
  });
}

/** What a chunk has nothing of is absent, not null (`exclude_unset`). */
async function stream(exchange: Exchange, job: ChatJob): Promise<void> {
  const { fields, wire } = exchange;
  const { prompt, ids } = job;
  const body = { ...head(exchange), object: 'chat.completion.chunk' };
  let waiting: SaidToken[] = [];
  let last: object = {};
  let isFirst = true;
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      if ('finish_reason' in more) {
        last = more;
        return;
      }
      const returned = isFirst && fields.value.return_token_ids === true ? { prompt_token_ids: ids } : {};
      wire.event({
        ...body,
        choices: [{ index: 0, delta, ...(isFirst && { finish_reason: null }), ...more }],
        ...returned,
      });
      isFirst = false;
    },
    first: { role: roleOf(prompt), content: echoed(exchange, prompt) },
    last: {},
    reasoning: 'reasoning',
    more: (token) => {
      waiting.push(token);
      if (waiting.length < INTERVAL) return undefined;
      const said = waiting;
      waiting = [];
      return tokenFields(exchange, said);
    },
  });
  // The tokens that are left, and the one that ends the answer, come without a text.
  const left = withEnd({ tokens: waiting, end: speech.end });
  const told = left.length > 0 ? tokenFields(exchange, left) : {};
  wire.event({ ...body, choices: [{ index: 0, delta: { content: '' }, ...told, ...last, stop_reason: null }] });
  if (fields.object('stream_options').include_usage === true) {
    wire.event({ ...body, choices: [], usage: usage(ids.length, withEnd(speech).length) });
  }
  wire.done();
}

/** The token that ends an answer is one of its tokens, with a log-probability, and no part of its text. */
function withEnd({ tokens, end }: Pick<Speech, 'tokens' | 'end'>): readonly SaidToken[] {
  return end ? [...tokens, { ...end, text: '' }] : tokens;
}

function ranked({ fields, engine, ...exchange }: Exchange, ids: readonly number[]): object | null {
  const count = fields.value.prompt_logprobs;
  if (typeof count !== 'number') return null;
  const nexts = score(modelOf({ fields, engine, ...exchange }), ids);
  const names = { tokenizer: engine.tokenizer, asIds: false };
  return promptLogprobs(
    names,
    nexts.map((next, at) => ({ id: ids[at]!, next })),
    count,
  );
}

async function complete(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, engine } = exchange;
  const ids = promptIds(exchange);
  const options = readOptions(fields, 16);
  checkLength(exchange, ids, options.maxTokens);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options });
  const names = { tokenizer: engine.tokenizer, asIds: fields.value.return_tokens_as_token_ids === true };
  const echo = fields.value.echo === true;
  const before = echo && typeof fields.value.logprobs === 'number' ? score(modelOf(exchange), ids) : [];
  const tokens = [...before.map((next, at) => ({ id: ids[at]!, next })), ...withEnd(speech)];
  const choice = {
    index: 0,
    text: (echo ? engine.tokenizer.decode(ids) : '') + speech.text,
    logprobs: typeof fields.value.logprobs === 'number' ? legacyLogprobs(names, tokens, fields.value.logprobs) : null,
    finish_reason: speech.reason,
    stop_reason: null,
    prompt_logprobs: ranked(exchange, ids),
  };
  const head = { id: 'cmpl-1', object: 'text_completion', created: now(), model: fields.value.model ?? 'demo-base' };
  if (fields.value.stream !== true) {
    wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
    return;
  }
  wire.event({ ...head, choices: [choice] });
  wire.done();
}

/** A text or token ids. */
export function promptIds({ fields, engine }: Exchange): number[] {
  const { prompt } = fields.value;
  if (typeof prompt === 'string') return engine.tokenizer.encode(prompt);
  if (Array.isArray(prompt) && prompt.every((id) => typeof id === 'number')) return prompt;
  throw new RequestFault(400, 'prompt must be a text or token ids', 'prompt');
}

/** `token_strs` are the vocabulary's texts (`convert_ids_to_tokens`): `Ġthe`. */
function tokenize(exchange: Exchange): void {
  const { fields, engine, wire } = exchange;
  const { prompt } = fields.value;
  const ids = typeof prompt === 'string' ? engine.tokenizer.encode(prompt) : idsOf(exchange, promptOf(exchange));
  const strings = fields.value.return_token_strs === true ? ids.map((id) => engine.tokenizer.writtenOf(id)) : null;
  wire.json(200, { count: ids.length, max_model_len: contextOf(exchange), tokens: ids, token_strs: strings });
}

function detokenize({ fields, engine, wire }: Exchange): void {
  wire.json(200, { prompt: engine.tokenizer.decode(fields.value.tokens as number[]) });
}
