import { score } from '../../src/demo/generate';
import { chatLogprob, legacyLogprobs } from '../../src/demo/http/logprobs';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import type { NextToken } from '../../src/demo/model/nextToken';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, contextOf, halves, idsOf, modelOf, now, partsOf, speak, THOUGHT, TooLong, usage } from './speech';
import { promptIds } from './vllm';

/** SGLang, as read in python/sglang/srt/entrypoints/openai/{protocol,serving_chat,serving_completions,serving_tokenize}.py. */
export const sglang: Server = {
  routes: {
    'GET /health': ({ wire }) => void wire.response.writeHead(200).end(),
    'GET /get_model_info': ({ wire }) => wire.json(200, { model_path: 'demo-tuned', is_generation: true }),
    'GET /get_server_info': ({ wire }) => wire.json(200, { model_path: 'demo-tuned', version: '0.5.4' }),
    'GET /v1/models': (exchange) => {
      const card = { object: 'model', created: now(), owned_by: 'sglang', root: 'demo-tuned' };
      exchange.wire.json(200, {
        object: 'list',
        data: [{ id: 'demo-tuned', ...card, max_model_len: contextOf(exchange) }],
      });
    },
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
    'POST /generate': generateNatively,
    'POST /tokenize': tokenize,
    'POST /v1/tokenize': tokenize,
    'POST /detokenize': detokenize,
    'POST /v1/detokenize': detokenize,
  },
  // Flat: `create_error_response`.
  error: ({ status, message, param }) => ({
    body: { object: 'error', message, type: status === 401 ? 'Unauthorized' : 'BadRequestError', param, code: status },
  }),
  // `create_streaming_error_response`, and then the stream is brought to its usual end.
  breakOff: (wire, message) => {
    wire.event({ error: { object: 'error', message, type: 'InternalServerError', param: null, code: 500 } });
    wire.done();
  },
};

/** `continue_final_message` takes the last message out and puts its text behind the generation prompt; without it the message is closed. */
function promptOf(exchange: Exchange) {
  const continues = exchange.fields.value.continue_final_message === true;
  return chatOf(exchange, { addGenerationPrompt: true, continuesLast: continues });
}

function chatIds(exchange: Exchange): readonly number[] {
  const given = exchange.fields.value.input_ids;
  return Array.isArray(given) ? (given as number[]) : idsOf(exchange, promptOf(exchange));
}

function checkLength(exchange: Exchange, ids: readonly number[]): void {
  const context = contextOf(exchange);
  if (ids.length < context) return;
  const message = `The input (${ids.length} tokens) is longer than the model's context length (${context} tokens).`;
  throw new TooLong(message, ids.length, context);
}

async function chat(exchange: Exchange): Promise<void> {
  const { fields, wire, engine, options: own } = exchange;
  const prompt = promptOf(exchange);
  const ids = chatIds(exchange);
  checkLength(exchange, ids);
  const options = readOptions(fields, contextOf(exchange) - ids.length);
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const top = fields.value.logprobs === true ? Number(fields.value.top_logprobs ?? 0) : null;
  const head = { id: 'a1', created: now(), model: fields.value.model ?? 'demo-tuned' };
  const reasoning = own.thinks ? THOUGHT : null;
  const promptPart = fields.value.return_prompt_token_ids === true ? { prompt_token_ids: ids } : {};
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, { model: modelOf(exchange), ids, options });
    const { content, calls } = partsOf(prompt, speech.text);
    const logprobs = top === null ? null : { content: speech.tokens.map((token) => chatLogprob(names, token, top)) };
    const finish = calls.length > 0 ? 'tool_calls' : speech.reason;
    const message = {
      role: 'assistant',
      content: calls.length > 0 && content === '' ? null : content,
      reasoning_content: reasoning,
      tool_calls: calls.length > 0 ? calls.map((call, index) => ({ ...call, index })) : null,
    };
    const choice = { index: 0, message, logprobs, finish_reason: finish, matched_stop: null, ...promptPart };
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  const speech = await streamChat(
    exchange,
    { prompt, model: modelOf(exchange), ids, options },
    {
      // Null stands for what a chunk has nothing of.
      chunk: (delta, more = {}) => {
        const empty = { role: null, content: null, reasoning_content: null, tool_calls: null };
        const nothing = { logprobs: null, finish_reason: null, matched_stop: null };
        const choice = { index: 0, delta: { ...empty, ...delta }, ...nothing, ...more };
        wire.event({ ...head, object: 'chat.completion.chunk', choices: [choice], usage: null });
      },
      first: { role: 'assistant', content: '' },
      last: {},
      reasoning: 'reasoning_content',
      more: (token) => (top === null ? {} : { logprobs: { content: [chatLogprob(names, token, top)] } }),
      calls: ({ id, type, function: { name, arguments: given } }, index) => [
        { tool_calls: [{ id, index, type, function: { name, arguments: '' } }] },
        ...halves(given).map((part) => ({
          tool_calls: [{ id: null, index, type, function: { name: null, arguments: part } }],
        })),
      ],
    },
  );
  if (fields.object('stream_options').include_usage === true) {
    wire.event({
      ...head,
      object: 'chat.completion.chunk',
      choices: [],
      usage: usage(ids.length, speech.tokens.length),
    });
  }
  wire.done();
}

async function complete(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  // protocol.py, `validate_max_tokens_positive`
  if (Number(fields.value.max_tokens ?? 16) <= 0)
    throw new RequestFault(400, 'max_tokens must be positive', 'max_tokens');
  const ids = promptIds(exchange);
  checkLength(exchange, ids);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 16) });
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const count = fields.value.logprobs;
  const echo = fields.value.echo === true;
  // `if request.echo and request.logprobs`: 0 asks for no tokens of the prompt.
  const nexts = echo && count ? score(modelOf(exchange), ids) : [];
  const tokens = [...nexts.map((next, at) => ({ id: ids[at]!, next })), ...speech.tokens];
  const choice = {
    index: 0,
    text: (echo ? engine.tokenizer.decode(ids) : '') + speech.text,
    logprobs: typeof count === 'number' ? legacyLogprobs(names, tokens, count) : null,
    finish_reason: speech.reason,
    matched_stop: null,
  };
  const head = { id: 'a2', object: 'text_completion', created: now(), model: fields.value.model ?? 'demo-tuned' };
  wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
}

/** The native route: `meta_info.input_token_logprobs` from `logprob_start_len` on, each `[logprob, id, text]`, the first one null. */
async function generateNatively(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  const { value } = fields;
  const ids = Array.isArray(value.input_ids)
    ? (value.input_ids as number[])
    : engine.tokenizer.encode(String(value.text));
  checkLength(exchange, ids);
  const sampling = fields.object('sampling_params');
  const options = { ...readOptions(fields, 128), temperature: Number(sampling.temperature ?? 1) };
  const maxTokens = Number(sampling.max_new_tokens ?? 128);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: { ...options, maxTokens } });
  const named = (id: number, next: NextToken): [number, number, string | null] => [
    next.logprobOf(id),
    id,
    value.return_text_in_logprobs === true ? engine.tokenizer.textOf(id) : null,
  ];
  const from = Number(value.logprob_start_len ?? -1);
  const start = from < 0 ? ids.length - 1 : from;
  const top = Number(value.top_logprobs_num ?? 0);
  const nexts = score(modelOf(exchange), ids).slice(start);
  const input = nexts.map((next, at) =>
    at === 0 || !next ? [null, ids[start + at]!, null] : named(ids[start + at]!, next),
  );
  const inputTop = nexts.map((next, at) => (at === 0 || !next ? null : next.top(top).map(({ id }) => named(id, next))));
  wire.json(200, {
    text: speech.text,
    output_ids: speech.tokens.map(({ id }) => id),
    meta_info: {
      id: 'a3',
      finish_reason: { type: speech.reason, length: maxTokens },
      prompt_tokens: ids.length,
      completion_tokens: speech.tokens.length,
      ...(value.return_logprob === true && {
        input_token_logprobs: input,
        output_token_logprobs: speech.tokens.map(({ id, next }) => named(id, next)),
        ...(top > 0 && { input_top_logprobs: inputTop }),
      }),
    },
  });
}

/** Texts only, no messages (serving_tokenize.py). */
function tokenize({ fields, engine, wire }: Exchange): void {
  const { prompt } = fields.value;
  if (typeof prompt !== 'string')
    throw new RequestFault(400, "Invalid prompt type: <class 'NoneType'>. Expected str or List[str].");
  const tokens = engine.tokenizer.encode(prompt);
  wire.json(200, { tokens, count: tokens.length, max_model_len: 131_072 });
}

function detokenize({ fields, engine, wire }: Exchange): void {
  wire.json(200, { text: engine.tokenizer.decode(fields.value.tokens as number[]) });
}
