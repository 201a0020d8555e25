import { renderChat, type ChatPrompt } from '../../src/demo/chatPrompt';
import { Fields } from '../../src/demo/http/fields';
import { chatLogprob } from '../../src/demo/http/logprobs';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, contextOf, idsOf, modelOf, now, partsOf, speak, THOUGHT, usage } from './speech';

/**
 * Ollama 0.13, as read in openai/openai.go, middleware/openai.go, server/routes.go and docs/api (2026-08-21). No token ids, no tokenising, no echo; a key
 * is not asked for.
 */
export const ollama: Server = {
  routes: {
    'GET /': ({ wire }) => wire.json(200, 'Ollama is running'),
    'GET /api/version': ({ wire }) => wire.json(200, { version: '0.13.3' }),
    'GET /api/tags': ({ wire }) => wire.json(200, { models: [{ name: 'demo-tuned', model: 'demo-tuned' }] }),
    'GET /v1/models': ({ wire }) => {
      const data = ['demo-base', 'demo-tuned'].map((id) => ({
        id,
        object: 'model',
        created: now(),
        owned_by: 'library',
      }));
      wire.json(200, { object: 'list', data });
    },
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
  },
  // openai.go, `NewError`. A path that there is not is answered by its router (gin).
  error: ({ status, message }) =>
    status === 404 && message === 'Not Found'
      ? { body: '404 page not found' }
      : { body: { error: { message, type: typeOf(status), param: null, code: null } } },
  // The error is read as an answer without content; its text gets lost, and so do finish reason and `[DONE]` (inferred from `ChatWriter`).
  breakOff: (wire) => {
    wire.event({
      ...head('demo-tuned'),
      choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
    });
    wire.response.end();
  },
  guards: () => false,
};

function typeOf(status: number): string {
  return { 400: 'invalid_request_error', 404: 'not_found_error' }[status] ?? 'api_error';
}

function head(model: unknown) {
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: now(), model, system_fingerprint: 'fp_ollama' };
}

/** The last message is continued if it is the assistant's. What does not fit into the context is left out, and nobody is told. */
function promptOf(exchange: Exchange): ChatPrompt {
  const { continue_final_message: _, add_generation_prompt: __, ...value } = exchange.fields.value;
  const prompt = chatOf({ ...exchange, fields: new Fields(value) });
  let { messages } = prompt;
  const fits = (): boolean => idsOf(exchange, { ...prompt, messages }).length <= contextOf(exchange);
  while (messages.length > 1 && !fits()) {
    const from = messages[0]?.role === 'system' ? 1 : 0;
    if (from === messages.length - 1) break;
    messages = [...messages.slice(0, from), ...messages.slice(from + 1)];
  }
  return { ...prompt, messages, addGenerationPrompt: true, continuesLast: messages.at(-1)?.role === 'assistant' };
}

function check({ fields: { value } }: Exchange): void {
  if (value.model === 'demo-base' || value.model === 'demo-tuned') return;
  throw new RequestFault(404, `model '${String(value.model)}' not found`);
}

async function chat(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, engine, options: own } = exchange;
  const prompt = promptOf(exchange);
  if (fields.value._debug_render_only === true) {
    const text = renderChat(engine.tokenizer, prompt);
    wire.json(200, {
      ...head(fields.value.model),
      object: 'chat.completion',
      choices: [],
      _debug_info: { rendered_template: text },
    });
    return;
  }
  const ids = idsOf(exchange, prompt);
  const job = { prompt, model: modelOf(exchange), ids, options: readOptions(fields, 512) };
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const top = fields.value.logprobs === true ? Number(fields.value.top_logprobs ?? 0) : null;
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const message = {
      role: 'assistant',
      content,
      ...(own.thinks && { reasoning: THOUGHT }),
      ...(calls.length > 0 && { tool_calls: calls.map((call, index) => ({ ...call, index })) }),
    };
    const logprobs =
      top === null ? {} : { logprobs: { content: speech.tokens.map((token) => chatLogprob(names, token, top)) } };
    const choice = { index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : speech.reason, ...logprobs };
    wire.json(200, {
      ...head(fields.value.model),
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const whole = { role: 'assistant', content: '', ...delta };
      wire.event({ ...head(fields.value.model), choices: [{ index: 0, delta: whole, finish_reason: null, ...more }] });
    },
    first: {},
    last: {},
    reasoning: 'reasoning',
    // A call comes whole.
    calls: (call, index) => [{ tool_calls: [{ ...call, index }] }],
    more: (token) => (top === null ? {} : { logprobs: { content: [chatLogprob(names, token, top)] } }),
  });
  if (fields.object('stream_options').include_usage === true) {
    wire.event({ ...head(fields.value.model), choices: [], usage: usage(ids.length, speech.tokens.length) });
  }
  wire.done();
}

/** Texts only; `echo` is ignored; log-probabilities have the shape of chats. */
async function complete(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, engine } = exchange;
  const { prompt, logprobs: count } = fields.value;
  if (typeof prompt !== 'string')
    throw new RequestFault(
      400,
      'json: cannot unmarshal array into Go struct field CompletionRequest.prompt of type string',
    );
  const ids = engine.tokenizer.encode(prompt);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 512) });
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const logprobs =
    typeof count === 'number' ? { content: speech.tokens.map((token) => chatLogprob(names, token, count)) } : null;
  const choice = { text: speech.text, index: 0, finish_reason: speech.reason, logprobs };
  wire.json(200, {
    ...head(fields.value.model),
    object: 'text_completion',
    choices: [choice],
    usage: usage(ids.length, speech.tokens.length),
  });
}
