import { renderChat, type ChatPrompt } from '../../src/demo/chatPrompt';
import { score } from '../../src/demo/generate';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, contextOf, modelOf, now, partsOf, speak, TooLong, usage, type SaidToken } from './speech';

/**
 * TGI (text-generation-inference) 3.3, as read in router/src/{server,lib}.rs, router/src/infer/chat_template.rs and
 * integration-tests/models/test_continue_final_message.py (2026-01-08).
 */
export const tgi: Server = {
  routes: {
    'GET /health': ({ wire }) => void wire.response.writeHead(200).end(),
    'GET /info': (exchange) =>
      exchange.wire.json(200, {
        model_id: 'demo-tuned',
        version: '3.3.6',
        max_total_tokens: contextOf(exchange),
        router: 'text-generation-router',
      }),
    'GET /v1/models': ({ wire }) =>
      wire.json(200, {
        object: 'list',
        data: [{ id: 'demo-tuned', object: 'model', created: 0, owned_by: 'demo-tuned' }],
      }),
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
    'POST /generate': generateNatively,
    'POST /tokenize': (exchange) => exchange.wire.json(200, simpleTokens(exchange, inputsOf(exchange))),
    'POST /chat_tokenize': (exchange) => {
      const text = renderedPrompt(exchange).text;
      exchange.wire.json(200, { tokenize_response: simpleTokens(exchange, text), templated_text: text });
    },
  },
  error: (fault) => {
    const { status, message } = fault;
    if (status === 404 && message === 'Not Found') return { body: '' };
    if (status === 401) return { body: 'Unauthorized' };
    const isInvalid = status === 400 || status === 422;
    const type = status === 429 ? 'overloaded' : isInvalid ? 'validation' : 'generation';
    return { status: isInvalid ? 422 : status === 500 ? 424 : status, body: { error: message, error_type: type } };
  },
  breakOff: (wire, message) => {
    wire.event({ error: `Request failed during generation: Server error: ${message}`, error_type: 'generation' });
    wire.response.end();
  },
};

/** An assistant's last message is continued: the template is cut behind its text, and loses white space at its end (`trim_end`). */
function renderedPrompt(exchange: Exchange): { prompt: ChatPrompt; text: string } {
  const isOpen = exchange.fields.objects('messages')?.at(-1)?.role === 'assistant';
  const prompt = chatOf(exchange, { addGenerationPrompt: true, continuesLast: isOpen });
  const text = renderChat(exchange.engine.tokenizer, prompt);
  return { prompt, text: isOpen ? text.trimEnd() : text };
}

function checkLength(exchange: Exchange, ids: readonly number[], wanted: number): void {
  const context = contextOf(exchange);
  if (ids.length + wanted <= context) return;
  const message = `Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= ${context}. Given: ${ids.length} \`inputs\` tokens and ${wanted} \`max_new_tokens\``;
  throw new TooLong(message, ids.length, context);
}

async function chat(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  const { prompt, text } = renderedPrompt(exchange);
  const ids = engine.tokenizer.encode(text);
  const options = readOptions(fields, contextOf(exchange) - ids.length);
  checkLength(exchange, ids, options.maxTokens);
  const job = { prompt, model: modelOf(exchange), ids, options };
  const head = { id: '', created: now(), model: 'demo-tuned', system_fingerprint: '3.3.6-sha-f801' };
  const top = fields.value.logprobs === true ? Number(fields.value.top_logprobs ?? 0) : null;
  const logprobs = (tokens: readonly SaidToken[]) =>
    top === null ? null : { content: tokens.map((token) => logprobOf(exchange, token, top)) };
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    // Arguments are an object's text; a message has either content or calls.
    const message = calls.length > 0 ? { role: 'assistant', tool_calls: calls } : { role: 'assistant', content };
    const choice = { index: 0, message, logprobs: logprobs(speech.tokens), finish_reason: finishOf(speech.reason) };
    wire.json(200, {
      object: 'chat.completion',
      ...head,
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const choice = { index: 0, delta: { role: 'assistant', ...delta }, logprobs: null, finish_reason: null, ...more };
      wire.event({ object: 'chat.completion.chunk', ...head, choices: [choice], usage: null });
    },
    first: { content: '' },
    last: { content: '' },
    more: (token) => ({ logprobs: logprobs([token]) }),
  });
  if (fields.object('stream_options').include_usage === true) {
    wire.event({
      object: 'chat.completion.chunk',
      ...head,
      choices: [],
      usage: usage(ids.length, speech.tokens.length),
    });
  }
  wire.done();
}

/** `ChatCompletionLogprob` has no bytes and no ids. */
function logprobOf({ engine }: Exchange, { id, next }: SaidToken, top: number): object {
  const entry = (token: number) => ({ token: engine.tokenizer.textOf(token), logprob: next.logprobOf(token) });
  return { ...entry(id), top_logprobs: next.top(top).map((one) => entry(one.id)) };
}

function finishOf(reason: string): string {
  return reason === 'stop' ? 'stop' : 'length';
}

/** `logprobs` of text completions: numbers only. */
async function complete(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  if (typeof fields.value.prompt !== 'string')
    throw new RequestFault(422, 'Failed to deserialize the JSON body into the target type');
  const ids = engine.tokenizer.encode(fields.value.prompt);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 100) });
  const choice = {
    index: 0,
    text: speech.text,
    logprobs: speech.tokens.map(({ id, next }) => next.logprobOf(id)),
    finish_reason: finishOf(speech.reason),
  };
  const head = { object: 'text_completion', id: '', created: now(), model: 'demo-tuned', system_fingerprint: '3.3.6' };
  wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
}

function inputsOf({ fields }: Exchange): string {
  const { inputs } = fields.value;
  if (typeof inputs === 'string') return inputs;
  throw new RequestFault(422, 'Failed to deserialize the JSON body into the target type: missing field `inputs`');
}

async function generateNatively(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  const ids = engine.tokenizer.encode(inputsOf(exchange));
  const given = fields.object('parameters');
  const maxTokens = Number(given.max_new_tokens ?? 100);
  if (maxTokens <= 0) throw new RequestFault(422, 'Input validation error: `max_new_tokens` must be strictly positive');
  checkLength(exchange, ids, maxTokens);
  const options = { ...readOptions(fields, 100), temperature: 0, maxTokens };
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options });
  const token = (id: number, logprob: number | null) => ({ id, text: engine.tokenizer.textOf(id), logprob });
  const nexts = given.decoder_input_details === true ? score(modelOf(exchange), ids) : [];
  const details = {
    finish_reason: speech.end ? 'eos_token' : 'length',
    generated_tokens: speech.tokens.length,
    seed: null,
    prefill: nexts.map((next, at) => token(ids[at]!, next?.logprobOf(ids[at]!) ?? null)),
    tokens: speech.tokens.map(({ id, next }) => ({ ...token(id, next.logprobOf(id)), special: false })),
  };
  wire.json(200, { generated_text: speech.text, ...(given.details === true && { details }) });
}

/** Offsets are those of Unicode characters. */
function simpleTokens({ engine }: Exchange, text: string): object[] {
  let start = 0;
  return engine.tokenizer.encode(text).map((id) => {
    const own = engine.tokenizer.textOf(id);
    const token = { id, text: own, start, stop: start + [...own].length };
    start = token.stop;
    return token;
  });
}
