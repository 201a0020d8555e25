import { renderChat } from '../../src/demo/chatPrompt';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { complete, completeNatively } from './llamaCppCompletions';
import { checkLength, lossy, modelIn, timings, without } from './llamaCppTokens';
import { chatOf, contextOf, idsOf, now, partsOf, speak, THOUGHT, TooLong, usage, type SaidToken } from './speech';

/** Alternatives of `logprobs: true` alone. */
const USUAL_ALTERNATIVES = 20;

/**
 * llama.cpp's `llama-server` as it was observed running: build b10587, commit 3f545bec of 2026-08-22. One model, whatever requests call it.
 */
export const llamaCpp: Server = {
  routes: {
    'GET /health': ({ wire }) => wire.json(200, { status: 'ok' }),
    'GET /v1/models': models,
    'GET /props': props,
    'GET /slots': ({ wire }) => wire.json(200, [{ id: 0, is_processing: false }]),
    'GET /lora-adapters': ({ wire }) => wire.json(200, [{ id: 0, path: '/adapters/demo-tuned.gguf', scale: 1 }]),
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
    'POST /completion': completeNatively,
    'POST /apply-template': ({ wire, ...exchange }) => wire.json(200, { prompt: rendered({ wire, ...exchange }) }),
    'POST /v1/chat/completions/input_tokens': (exchange) =>
      exchange.wire.json(200, { input_tokens: idsOf(exchange, promptOf(exchange)).length }),
    'POST /tokenize': tokenize,
    'POST /detokenize': ({ fields, engine, wire }) =>
      wire.json(200, { content: engine.tokenizer.decode(fields.value.tokens as number[]) }),
  },
  error: (fault) => {
    const { message } = fault;
    if (fault instanceof TooLong) {
      const { prompt, context } = fault;
      const type = 'exceed_context_size_error';
      return { body: { error: { code: 400, message, type, n_prompt_tokens: prompt, n_ctx: context } } };
    }
    // A body that is no JSON is an error of the server here.
    const code = message === 'The body is no JSON.' ? 500 : fault.status;
    return { status: code, body: { error: { code, message, type: typeOf(code) } } };
  },
  // Then the connection is closed, without `[DONE]`.
  breakOff: (wire, message) => {
    wire.event({ error: { code: 500, message, type: 'server_error' } });
    wire.response.end();
  },
  guards: (path) => path !== '/health',
};

function typeOf(code: number): string {
  const types: Record<number, string> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    404: 'not_found_error',
  };
  return types[code] ?? 'server_error';
}

function models(exchange: Exchange): void {
  const context = contextOf(exchange);
  const meta = { vocab_type: 2, n_vocab: exchange.engine.tokenizer.size, n_ctx: context, n_ctx_train: 32_768 };
  const model = { id: '/models/demo-tuned.gguf', object: 'model', created: now(), owned_by: 'llamacpp', meta };
  exchange.wire.json(200, { object: 'list', data: [model] });
}

function props(exchange: Exchange): void {
  exchange.wire.json(200, {
    default_generation_settings: { n_ctx: contextOf(exchange), params: { temperature: 0.8 } },
    total_slots: 1,
    model_path: '/models/demo-tuned.gguf',
    chat_template: exchange.engine.tokenizer.template,
    chat_template_caps: {},
    build_info: 'b10587-3f545bec',
  });
}

/** An assistant's last message is continued by itself (`--prefill-assistant`), and the flags of vLLM are known, too. */
function promptOf(exchange: Exchange) {
  const { value } = exchange.fields;
  const continued = value.continue_final_message;
  const isContinued = continued === true || continued === 'content' || continued === 'reasoning_content';
  if (isContinued && value.add_generation_prompt !== false) {
    throw new RequestFault(400, 'Cannot set both add_generation_prompt and continue_final_message to true.');
  }
  const messages = value.messages as { role?: unknown }[] | undefined;
  const [before, last] = [messages?.at(-2)?.role, messages?.at(-1)?.role];
  if (before === 'assistant' && last === 'assistant') {
    throw new RequestFault(400, 'Cannot have 2 or more assistant messages at the end of the list.');
  }
  const continuesLast = last === 'assistant';
  return {
    ...chatOf({ ...exchange, fields: without(exchange, 'continue_final_message') }, { continuesLast }),
    isContinued,
  };
}

function rendered(exchange: Exchange): string {
  return renderChat(exchange.engine.tokenizer, promptOf(exchange));
}

/** Null: no log-probabilities. Of zero alternatives there are none at all. */
function alternativesOf({ fields: { value } }: Exchange): number | null {
  const { logprobs, top_logprobs: top } = value;
  if (logprobs !== true) {
    if (top !== undefined && top !== null)
      throw new RequestFault(400, 'top_logprobs requires logprobs to be set to true');
    return null;
  }
  if (top === 0) return null;
  return typeof top === 'number' ? top : USUAL_ALTERNATIVES;
}

async function chat(exchange: Exchange): Promise<void> {
  const { fields, wire, options: own } = exchange;
  const { isContinued, ...prompt } = promptOf(exchange);
  const top = alternativesOf(exchange);
  const stream = fields.value.stream === true;
  if (stream && top !== null && prompt.tools && prompt.tools.length > 0) {
    throw new RequestFault(400, 'logprobs is not supported with tools + stream');
  }
  const ids = idsOf(exchange, prompt);
  checkLength(exchange, ids);
  const options = readOptions(without(exchange, 'logit_bias'), contextOf(exchange) - ids.length);
  const job = { prompt, model: modelIn(exchange), ids, options };
  const head = { created: now(), model: '/models/demo-tuned.gguf', system_fingerprint: 'b10587', id: 'chatcmpl-1' };
  const given = prompt.continuesLast ? prompt.messages.at(-1)!.content : '';
  if (!stream) {
    const speech = await speak(exchange, job);
    // With and without the flags the beginning is repeated here.
    const { content, calls } = partsOf(prompt, given + speech.text);
    const message = {
      role: 'assistant',
      content,
      ...(own.thinks && { reasoning_content: THOUGHT }),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    const finish = calls.length > 0 ? 'tool_calls' : speech.reason;
    const logprobs = top === null ? {} : { logprobs: { content: lossy(exchange, speech.tokens, top) } };
    const choice = { finish_reason: finish, index: 0, message, ...logprobs };
    wire.json(200, {
      choices: [choice],
      ...head,
      object: 'chat.completion',
      usage: usage(ids.length, speech.tokens.length),
      timings,
    });
    return;
  }
  const echo = fields.value.echo === true;
  const repeated = isContinued && !echo ? '' : given;
  const body = { ...head, object: 'chat.completion.chunk' };
  let isFirstText = true;
  let fragments: SaidToken[] = [];
  let last: object | undefined;
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const text = (delta as { content?: string | null }).content;
      const isText = typeof text === 'string' && text !== '';
      const whole = isText && isFirstText ? { ...delta, content: repeated + text } : delta;
      if (isText) isFirstText = false;
      const chunk = { choices: [{ finish_reason: null, index: 0, delta: whole, ...more }], ...body };
      if ('finish_reason' in more) last = chunk;
      else wire.event(chunk);
    },
    first: { role: 'assistant', content: null },
    last: {},
    reasoning: 'reasoning_content',
    more: (token) => {
      fragments.push(token);
      // Parts of a character come as one.
      if (token.text === '') return undefined;
      const said = fragments;
      fragments = [];
      return top === null ? {} : { logprobs: { content: lossy(exchange, said, top) } };
    },
  });
  wire.event({ ...last, timings });
  if (fields.object('stream_options').include_usage === true) {
    wire.event({ choices: [], ...body, usage: usage(ids.length, speech.tokens.length), timings });
  }
  wire.done();
}

/** A piece is a text, or bytes where it is a part of a character. */
function tokenize({ fields, engine, wire }: Exchange): void {
  const ids = engine.tokenizer.encode(fields.texts('content')[0] ?? '');
  if (fields.value.with_pieces !== true) return wire.json(200, { tokens: ids });
  const pieces = ids.map((id) => {
    const text = engine.tokenizer.textOf(id);
    return { id, piece: text.includes('\uFFFD') ? [...engine.tokenizer.bytesOf(id)] : text };
  });
  wire.json(200, { tokens: pieces });
}
