import { readOptions } from '../../src/demo/http/requestBody';
import { RequestFault } from '../../src/demo/http/requestFault';
import { streamChat } from './chatStream';
import type { Exchange, Server } from './imitation';
import { chatOf, idsOf, modelOf, now, partsOf, speak, THOUGHT, usage } from './speech';
import { Broken } from './wire';

/** LLaMA-Factory's `llamafactory-cli api`, as read in src/llamafactory/api/{app,chat,protocol}.py (2026-08-18). Three routes, and little else. */
export const llamaFactory: Server = {
  routes: {
    // `API_MODEL_NAME`, by default this.
    'GET /v1/models': ({ wire }) =>
      wire.json(200, {
        object: 'list',
        data: [{ id: 'gpt-3.5-turbo', object: 'model', created: now(), owned_by: 'owner' }],
      }),
    'POST /v1/chat/completions': chat,
    'POST /v1/score/evaluation': () => {
      throw new RequestFault(405, 'Not allowed');
    },
  },
  error: ({ status, message, param }) => {
    if (status === 401) return { body: { detail: 'Invalid API key.' } };
    if (status === 500) return { body: 'Internal Server Error' };
    if (status !== 422) return { body: { detail: message } };
    return {
      body: { detail: [{ type: 'enum', loc: ['body', 'messages', 0, param], msg: message, input: 'developer' }] },
    };
  },
  // An exception within the generator: headers are sent, so the connection breaks (inferred).
  breakOff: (wire) => void wire.cut(),
};

const roles = ['user', 'assistant', 'system', 'function', 'tool'];

/** `_process_request`: perhaps a system prompt, then question and answer in turn, and an odd number of them. */
function check({ fields }: Exchange): void {
  const messages = fields.objects('messages') ?? [];
  const strange = messages.find(({ role }) => !roles.includes(String(role)));
  if (strange) {
    throw new RequestFault(422, "Input should be 'user', 'assistant', 'system', 'function' or 'tool'", 'role');
  }
  if (messages.length === 0) throw new RequestFault(400, 'Invalid length');
  const turns = messages[0]?.role === 'system' ? messages.slice(1) : messages;
  if (turns.length % 2 === 0) throw new RequestFault(400, 'Only supports u/a/u/a/u...');
  for (const [at, { role }] of turns.entries()) {
    const isRight = at % 2 === 0 ? role === 'user' || role === 'tool' : role === 'assistant' || role === 'function';
    if (!isRight) throw new RequestFault(400, 'Invalid role');
  }
}

/** Beside calls the assistant's text is dropped. */
function promptOf(exchange: Exchange) {
  const prompt = chatOf(exchange, { addGenerationPrompt: true, continuesLast: false, variables: {} });
  const messages = prompt.messages.map((message) =>
    Array.isArray(message.tool_calls) && message.tool_calls.length > 0 ? { ...message, content: '' } : message,
  );
  return { ...prompt, messages };
}

async function chat(exchange: Exchange): Promise<void> {
  check(exchange);
  const { fields, wire, options: own } = exchange;
  const { value } = fields;
  // It is passed on as `repetition_penalty`, which has to be positive.
  if (value.presence_penalty === 0) throw new RequestFault(500, 'repetition_penalty');
  const prompt = promptOf(exchange);
  const hasTools = (prompt.tools?.length ?? 0) > 0;
  const isStream = value.stream === true;
  if (isStream && (hasTools || Number(value.n ?? 1) > 1)) {
    // "Cannot stream function calls." is raised when the headers are on their way.
    wire.raw(':\n\n');
    await wire.cut();
    throw new Broken('cannot stream');
  }
  const ids = idsOf(exchange, prompt);
  // No seed, and `max_tokens` only.
  const options = { ...readOptions(fields, 1024), maxTokens: Number(value.max_tokens ?? 1024), seed: 1 };
  const job = { prompt, model: modelOf(exchange), ids, options };
  const head = { id: 'chatcmpl-1', created: now(), model: value.model ?? 'gpt-3.5-turbo' };
  if (!isStream) {
    const speech = await speak(exchange, job);
    const { content, calls } = partsOf(prompt, speech.text);
    const thought = own.thinks ? `<think>\n${THOUGHT}\n</think>\n\n` : '';
    const message =
      calls.length > 0
        ? { role: 'assistant', content: null, tool_calls: calls }
        : { role: 'assistant', content: thought + content, tool_calls: null };
    const finish = calls.length > 0 ? 'tool_calls' : speech.reason;
    wire.json(200, {
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: finish }],
      usage: usage(ids.length, speech.tokens.length),
    });
    return;
  }
  await streamChat(exchange, job, {
    chunk: (delta, more = {}) => {
      const isLast = 'finish_reason' in more;
      // Always "stop", also at the limit.
      const choice = { index: 0, delta, finish_reason: isLast ? 'stop' : null };
      wire.event({ ...head, object: 'chat.completion.chunk', choices: [choice] });
    },
    first: { role: 'assistant', content: '' },
    last: {},
  });
  wire.done();
}
