import { score } from '../../src/demo/generate';
import { chatLogprob } from '../../src/demo/http/logprobs';
import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, contextOf, idsOf, modelOf, now, partsOf, speak, THOUGHT, TooLong, usage } from './speech';

/**
 * LMDeploy, as read in lmdeploy/serve/openai/endpoints/{auxiliary,completions,management}.py, chat_completions/serving.py, protocol.py and lmdeploy/model.py
 * (2026-08-21). It renders no prompts without answering them.
 */
export const lmdeploy: Server = {
  routes: {
    'GET /health': ({ wire }) => void wire.response.writeHead(200).end(),
    'GET /v1/models': ({ wire }) => {
      const model = {
        id: 'demo-tuned',
        object: 'model',
        created: now(),
        owned_by: 'lmdeploy',
        root: 'demo-tuned',
        parent: null,
      };
      wire.json(200, { object: 'list', data: [{ ...model, permission: [] }] });
    },
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
    'POST /v1/encode': encode,
    'POST /get_ppl': getPpl,
  },
  error: ({ status, message, param }) =>
    status === 404 && message === 'Not Found'
      ? { body: { detail: 'Not Found' } }
      : status === 401
        ? {
            body: {
              detail: {
                error: {
                  message: 'Please request with valid api key!',
                  type: 'invalid_request_error',
                  param: null,
                  code: 'invalid_api_key',
                },
              },
            },
          }
        : { body: { message, type: 'invalid_request_error', code: status, param, object: 'error' } },
  breakOff: (wire) => void wire.cut(),
};

/** An assistant's last message is continued (model.py: its end is left out), and only what is new comes back. */
function promptOf(exchange: Exchange) {
  const isOpen = exchange.fields.objects('messages')?.at(-1)?.role === 'assistant';
  return chatOf(exchange, { addGenerationPrompt: true, continuesLast: isOpen });
}

async function chat(exchange: Exchange): Promise<void> {
  const { fields, wire, engine, options: own } = exchange;
  if (fields.value.model !== undefined && fields.value.model !== 'demo-tuned') {
    throw new RequestFault(404, 'The model does not exist.');
  }
  const prompt = promptOf(exchange);
  const ids = idsOf(exchange, prompt);
  if (ids.length >= contextOf(exchange))
    throw new TooLong('The input is longer than the session_len.', ids.length, contextOf(exchange));
  const job = { prompt, model: modelOf(exchange), ids, options: readOptions(fields, 512) };
  const names = { tokenizer: engine.tokenizer, asIds: false };
  const top = fields.value.logprobs === true ? Number(fields.value.top_logprobs ?? 0) : null;
  const head = { id: '1', created: now(), model: 'demo-tuned' };
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const message = {
      role: 'assistant',
      content,
      reasoning_content: own.thinks ? THOUGHT : null,
      tool_calls: calls.length > 0 ? calls : null,
    };
    const logprobs = top === null ? null : { content: speech.tokens.map((token) => chatLogprob(names, token, top)) };
    const choice = { index: 0, message, logprobs, finish_reason: calls.length > 0 ? 'tool_calls' : speech.reason };
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const empty = { role: 'assistant', content: null, reasoning_content: null, tool_calls: null };
      const choice = { index: 0, delta: { ...empty, ...delta }, logprobs: null, finish_reason: null, ...more };
      wire.event({ ...head, object: 'chat.completion.chunk', choices: [choice], usage: null });
    },
    first: { content: '' },
    last: { content: '' },
    reasoning: 'reasoning_content',
    more: (token) => (top === null ? {} : { logprobs: { content: [chatLogprob(names, token, top)] } }),
  });
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

/** Its docstring says of `logprobs`: not supported yet. */
async function complete(exchange: Exchange): Promise<void> {
  const { fields, wire, engine } = exchange;
  const prompt = fields.texts('prompt')[0] ?? '';
  const ids = engine.tokenizer.encode(prompt);
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 16) });
  const choice = { index: 0, text: speech.text, logprobs: null, finish_reason: speech.reason };
  const head = { id: '2', object: 'text_completion', created: now(), model: 'demo-tuned' };
  wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
}

function encode({ fields, engine, wire }: Exchange): void {
  const [input] = fields.texts('input');
  if (input === undefined) throw new RequestFault(400, 'input must be a text');
  const ids = engine.tokenizer.encode(input);
  wire.json(200, { input_ids: ids, length: ids.length });
}

/** In spite of its name the mean cross-entropy of all tokens but the first (endpoints/auxiliary.py, `get_ppl`). */
function getPpl(exchange: Exchange): void {
  const { fields, engine, wire } = exchange;
  const { input } = fields.value;
  const ids = typeof input === 'string' ? engine.tokenizer.encode(input) : (input as number[]);
  if (ids.length === 0) throw new RequestFault(400, 'Input must not be empty.');
  const nexts = score(modelOf(exchange), ids);
  const losses = nexts.slice(1).map((next, at) => -next!.logprobOf(ids[at + 1]!));
  wire.json(200, { ppl: losses.reduce((sum, loss) => sum + loss, 0) / losses.length });
}
