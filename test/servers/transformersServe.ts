import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, idsOf, modelOf, now, partsOf, speak, THOUGHT, usage } from './speech';

/** What a request may have; `chat_template_kwargs` and prefill flags are not among it. */
const TAKEN = [
  ...[
    'model',
    'messages',
    'stream',
    'tools',
    'generation_config',
    'seed',
    'temperature',
    'top_p',
    'max_tokens',
    'stop',
  ],
  ...['frequency_penalty', 'logit_bias', 'request_id'],
];

/** OpenAI's fields that it knows, and does not take. */
const REFUSED = [
  ...[
    'logprobs',
    'top_logprobs',
    'n',
    'max_completion_tokens',
    'presence_penalty',
    'response_format',
    'stream_options',
  ],
  ...['tool_choice', 'user', 'store', 'service_tier'],
];

/** `transformers serve`, as read in src/transformers/cli/serving/{chat_completion,server,utils}.py. No text completions in this version, no key. */
export const transformersServe: Server = {
  routes: {
    'GET /health': ({ wire }) => wire.json(200, { status: 'ok' }),
    'GET /v1/models': ({ wire }) =>
      wire.json(200, {
        object: 'list',
        data: [{ id: 'demo/demo-tuned', object: 'model', created: now(), owned_by: 'demo' }],
      }),
    'POST /v1/chat/completions': chat,
  },
  error: ({ status, message }) => ({ body: status === 500 ? 'Internal Server Error' : { detail: message } }),
  breakOff: (wire, message) => {
    wire.event({ error: message });
    wire.response.end();
  },
  guards: () => false,
};

function check({ fields }: Exchange): void {
  const names = Object.keys(fields.value);
  const unknown = names.filter((name) => !TAKEN.includes(name) && !REFUSED.includes(name));
  const set = (list: readonly string[]): string => `{${list.map((name) => `'${name}'`).join(', ')}}`;
  if (unknown.length > 0) throw new RequestFault(422, `Unexpected keys in the request: ${set(unknown)}`);
  const refused = names.filter((name) => REFUSED.includes(name));
  if (refused.length > 0) throw new RequestFault(422, `Unsupported fields in the request: ${set(refused)}`);
}

async function chat(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, options: own } = exchange;
  // Nothing to answer to, it finds.
  if (fields.objects('messages')?.at(-1)?.role === 'assistant') return wire.json(200, {});
  const prompt = chatOf(exchange, { addGenerationPrompt: true, continuesLast: false });
  const ids = idsOf(exchange, prompt);
  const job = { prompt, model: modelOf(exchange), ids, options: readOptions(fields, 1024) };
  const head = { id: 'req_0', created: now(), model: 'demo/demo-tuned@main', system_fingerprint: '' };
  if (fields.value.stream !== true) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const thought = own.thinks ? `<think>\n${THOUGHT}\n</think>\n\n` : '';
    const message = { role: 'assistant', content: thought + content, ...(calls.length > 0 && { tool_calls: calls }) };
    const choice = { index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : speech.reason };
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [choice],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  let count = 0;
  await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const isLast = 'finish_reason' in more;
      const choice = { index: 0, delta, ...more };
      // Told without being asked for.
      wire.event({
        ...head,
        object: 'chat.completion.chunk',
        choices: [choice],
        ...(isLast && { usage: usage(ids.length, count) }),
      });
    },
    first: { role: 'assistant' },
    last: {},
    more: () => {
      count += 1;
      return {};
    },
  });
  // No `[DONE]`.
  wire.response.end();
}
