import { score } from '../../src/demo/generate';
import { chatLogprob, legacyLogprobs } from '../../src/demo/http/logprobs';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, idsOf, modelOf, now, partsOf, speak, usage } from './speech';
import { promptIds } from './vllm';

/** What a chat request may have, as far as probes could send it. */
const TAKEN = [
  ...[
    'model',
    'messages',
    'stream',
    'stream_options',
    'tools',
    'tool_choice',
    'seed',
    'temperature',
    'top_p',
    'stop',
    'n',
    'user',
  ],
  ...[
    'max_tokens',
    'max_completion_tokens',
    'logprobs',
    'top_logprobs',
    'logit_bias',
    'presence_penalty',
    'frequency_penalty',
  ],
  ...['response_format', 'reasoning_effort', 'store', 'metadata', 'parallel_tool_calls'],
];

/** A field that a model of this kind does not take. */
class UnsupportedField extends RequestFault {}

/**
 * OpenAI's API, as openai/openai-openapi (openapi.yaml, 2026-08-21) has it. `demo-tuned` is a chat model, `o-demo` one that reasons, `demo-base` an old
 * one for text completions.
 */
export const openai: Server = {
  routes: {
    'GET /v1/models': ({ wire }) => {
      const data = ['demo-tuned', 'o-demo', 'demo-base'].map((id) => ({
        id,
        object: 'model',
        created: now(),
        owned_by: 'system',
      }));
      wire.json(200, { object: 'list', data });
    },
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
  },
  error: (fault) => {
    const { status, message, param } = fault;
    const code = fault instanceof UnsupportedField ? 'unsupported_parameter' : codeOf(status);
    const text = status === 401 ? 'Incorrect API key provided. You can find your API key in your account.' : message;
    const type = status === 500 ? 'server_error' : 'invalid_request_error';
    return { body: { error: { code, message: text, param, type } } };
  },
  breakOff: (wire, message) => {
    wire.event({ error: { code: null, message, param: null, type: 'server_error' } });
    wire.response.end();
  },
};

function codeOf(status: number): string | null {
  return { 401: 'invalid_api_key', 404: 'model_not_found', 429: 'rate_limit_exceeded' }[status] ?? null;
}

function check({ fields: { value } }: Exchange): void {
  const unknown = Object.keys(value).find((name) => !TAKEN.includes(name));
  if (unknown !== undefined) throw new RequestFault(400, `Unrecognized request argument supplied: ${unknown}`);
  if (value.stream_options && value.stream !== true) {
    throw new RequestFault(
      400,
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options',
    );
  }
  if (value.model === 'demo-base')
    throw new RequestFault(
      404,
      'This is not a chat model and thus not supported in the v1/chat/completions endpoint.',
      'model',
    );
  if (value.model === 'o-demo') checkReasoning(value);
}

function checkReasoning(value: Readonly<Record<string, unknown>>): void {
  const refuse = (name: string, instead = ''): never => {
    throw new UnsupportedField(
      400,
      `Unsupported parameter: '${name}' is not supported with this model.${instead}`,
      name,
    );
  };
  if ('max_tokens' in value) refuse('max_tokens', " Use 'max_completion_tokens' instead.");
  for (const name of ['temperature', 'top_p', 'logprobs', 'top_logprobs', 'stop']) if (name in value) refuse(name);
}

/** An assistant's last message is one more message: a new answer follows. */
async function chat(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, engine } = exchange;
  const prompt = chatOf(exchange, { addGenerationPrompt: true, continuesLast: false });
  const ids = idsOf(exchange, prompt);
  const job = { prompt, model: modelOf(exchange), ids, options: readOptions(fields, 1024) };
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const top = fields.value.logprobs === true ? Number(fields.value.top_logprobs ?? 0) : null;
  const head = {
    id: 'chatcmpl-1',
    created: now(),
    model: `${String(fields.value.model)}-2024-07-18`,
    system_fingerprint: 'fp_1',
  };
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const message = {
      role: 'assistant',
      content: calls.length > 0 && content === '' ? null : content,
      refusal: null,
      annotations: [],
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    const logprobs =
      top === null ? null : { content: speech.tokens.map((token) => chatLogprob(names, token, top)), refusal: null };
    const choice = { index: 0, message, logprobs, finish_reason: calls.length > 0 ? 'tool_calls' : speech.reason };
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  const wantsUsage = fields.object('stream_options').include_usage === true;
  const body = { ...head, object: 'chat.completion.chunk', service_tier: 'default' };
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const choice = { index: 0, delta, logprobs: null, finish_reason: null, ...more };
      wire.event({ ...body, choices: [choice], ...(wantsUsage && { usage: null }), obfuscation: 'x1' });
    },
    first: { role: 'assistant', content: '', refusal: null },
    last: {},
    more: (token) => (top === null ? {} : { logprobs: { content: [chatLogprob(names, token, top)], refusal: null } }),
  });
  if (wantsUsage) wire.event({ ...body, choices: [], usage: usage(ids.length, speech.tokens.length) });
  wire.done();
}

/** Only old models; `logprobs` up to 5. */
async function complete(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  const { model, logprobs: count, echo } = fields.value;
  if (model !== 'demo-base') {
    throw new RequestFault(
      404,
      'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?',
      'model',
    );
  }
  if (Number(count ?? 0) > 5)
    throw new RequestFault(400, `Invalid value for 'logprobs': must be less than or equal to 5.`, 'logprobs');
  const ids = promptIds(exchange);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 16) });
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const nexts = echo === true && typeof count === 'number' ? score(modelOf(exchange), ids) : [];
  const tokens = [...nexts.map((next, at) => ({ id: ids[at]!, next })), ...speech.tokens];
  const choice = {
    text: (echo === true ? engine.tokenizer.decode(ids) : '') + speech.text,
    index: 0,
    logprobs: typeof count === 'number' ? legacyLogprobs(names, tokens, count) : null,
    finish_reason: speech.reason,
  };
  const head = { id: 'cmpl-1', object: 'text_completion', created: now(), model };
  wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
}
