import { readOptions } from '../../src/demo/http/requestBody';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, idsOf, modelOf, now, partsOf, speak, THOUGHT, usage } from './speech';

/**
 * LM Studio, from its documentation (lmstudio-ai/docs, 1_developer, 2026-04-29) and issues: chats take `logprobs` and ignore them
 * (lmstudio-ai/lms#60). Whether an assistant's last message is continued is not documented; here it is not.
 */
export const lmStudio: Server = {
  routes: {
    'GET /v1/models': ({ wire }) =>
      wire.json(200, { object: 'list', data: [{ id: 'demo-tuned', object: 'model', owned_by: 'organization_owner' }] }),
    'GET /api/v0/models': ({ wire }) =>
      wire.json(200, {
        object: 'list',
        data: [{ id: 'demo-tuned', object: 'model', type: 'llm', state: 'loaded', max_context_length: 8192 }],
      }),
    'POST /v1/chat/completions': chat,
    'POST /v1/completions': complete,
  },
  // For a path that it doesn't know its log says: "Unexpected endpoint or method. (…). Returning 200 anyway".
  error: ({ status, message }) =>
    status === 404 && message === 'Not Found'
      ? { status: 200, body: { error: 'Unexpected endpoint or method.' } }
      : { body: { error: { message, type: 'invalid_request_error', param: null, code: null } } },
  breakOff: (wire, message) => {
    wire.raw(`event: error\ndata: ${JSON.stringify({ error: { message } })}\n\n`);
    wire.response.end();
  },
  guards: () => true,
};

async function chat(exchange: Exchange): Promise<void> {
  const { fields, wire, options: own } = exchange;
  const prompt = chatOf(exchange, { addGenerationPrompt: true, continuesLast: false });
  const ids = idsOf(exchange, prompt);
  const job = { prompt, model: modelOf(exchange), ids, options: readOptions(fields, 512) };
  const head = { id: 'chatcmpl-1', created: now(), model: 'demo-tuned', system_fingerprint: 'demo-tuned' };
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const message = {
      role: 'assistant',
      content,
      ...(own.thinks && { reasoning_content: THOUGHT }),
      tool_calls: calls,
    };
    const choice = {
      index: 0,
      message,
      logprobs: null,
      finish_reason: calls.length > 0 ? 'tool_calls' : speech.reason,
    };
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
      stats: {},
    });
    return;
  }
  const speech = await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const choice = { index: 0, delta, logprobs: null, finish_reason: null, ...more };
      wire.event({ ...head, object: 'chat.completion.chunk', choices: [choice] });
    },
    first: { role: 'assistant' },
    last: {},
    reasoning: 'reasoning_content',
  });
  // Since 0.3.18.
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
  const ids = engine.tokenizer.encode(fields.texts('prompt')[0] ?? '');
  const speech = await speak(exchange, { model: modelOf(exchange), ids, options: readOptions(fields, 512) });
  const choice = { index: 0, text: speech.text, logprobs: null, finish_reason: speech.reason };
  const head = { id: 'cmpl-1', object: 'text_completion', created: now(), model: 'demo-tuned' };
  wire.json(200, { ...head, choices: [choice], usage: usage(ids.length, speech.tokens.length) });
}
