import type { Capabilities, RenderingRecipe, ScoringRecipe } from '../../../../src/probe/capabilities';
import type { ProbeCase, RequestMessage } from '../../../../src/probe/cases/probeCase';
import { ProbeError, type ServerAccess } from '../../../../src/probe/client/client';
import type { Endpoint } from '../../../../src/probe/endpoint';

/**
 * A model whose tokens are bytes, but for special tokens and two line ends in a row, and whose log-probabilities follow from the token and
 * its place: enough to see whether the right ones are taken.
 */
export const specials: Readonly<Record<string, number>> = {
  '<s>': 1000,
  '<|im_start|>': 1001,
  '<|im_end|>': 1002,
  '<think>': 1003,
  '</think>': 1004,
  '\n\n': 1005,
};
const pattern = new RegExp(
  `(${Object.keys(specials)
    .map((text) => text.replaceAll(/[|]/g, '\\|'))
    .join('|')})`,
);

export function toTokens(text: string): number[] {
  return text
    .split(pattern)
    .flatMap((part) => (specials[part] === undefined ? [...Buffer.from(part)] : [specials[part]]));
}

export function bytesOfToken(id: number): number[] {
  const special = Object.keys(specials).find((text) => specials[text] === id);
  return special === undefined ? [id] : [...Buffer.from(special)];
}

export function toText(ids: readonly number[]): string {
  return Buffer.from(ids.flatMap(bytesOfToken)).toString();
}

export function logprobOf(ids: readonly number[], index: number): number {
  return -(((ids[index]! * 31 + index * 7) % 40) + 1) / 8;
}

/** How answers are written. `thinks`: an empty block of thoughts before a last answer, as Qwen3 does; `forced`: an answer starts in thoughts that finished ones lack, as DeepSeek-R1 does. */
export type Template = 'plain' | 'thinks' | 'forced' | 'blank';

export function chatText(messages: readonly RequestMessage[], template: Template, ending: 'start' | 'open' | 'closed') {
  const lines = messages.map((message, index) => {
    const isLast = index === messages.length - 1;
    const calls = Array.isArray(message.tool_calls) ? JSON.stringify(message.tool_calls) : '';
    const reasoning = typeof message.reasoning_content === 'string' ? message.reasoning_content : '';
    const isAnswer = message.role === 'assistant';
    const thoughts =
      isAnswer && isLast && (template === 'thinks' || reasoning !== '') ? `<think>\n${reasoning}\n</think>\n\n` : '';
    const begin = `<|im_start|>${message.role}\n${isAnswer && template === 'blank' ? '\n' : ''}`;
    const text = `${begin}${thoughts}${textOf(message.content)}${calls}`;
    return isLast && ending === 'open' ? text : `${text}<|im_end|>\n`;
  });
  const starts: Record<Template, string> = { plain: '', thinks: '', forced: '<think>\n', blank: '\n' };
  return lines.join('') + (ending === 'start' ? `<|im_start|>assistant\n${starts[template]}` : '');
}

type Route = (body: Record<string, unknown>) => unknown;

export interface Toy extends ServerAccess {
  readonly requests: { readonly path: string; readonly body: Record<string, unknown> }[];
}

export function toy(routes: Readonly<Record<string, Route>>, endpoint: Partial<Endpoint> = {}): Toy {
  const requests: Toy['requests'] = [];
  return {
    requests,
    endpoint: { baseUrl: 'http://127.0.0.1/v1', model: '', extraBody: {}, lora: [], ...endpoint } as Endpoint,
    model: () => Promise.resolve(endpoint.model ?? 'toy'),
    get: () => Promise.reject(refused(404, 'no such route')),
    post: async (path, body, signal) => {
      signal.throwIfAborted();
      requests.push({ path, body: body as Record<string, unknown> });
      const route = routes[path];
      if (route === undefined) throw refused(404, 'no such route');
      return route(JSON.parse(JSON.stringify(body)) as Record<string, unknown>);
    },
  };
}

export function refused(status: number, message: string): ProbeError {
  return new ProbeError({ kind: status === 404 ? 'notFound' : 'unsupported', message, detail: null, status });
}

export function knowing(scoring: ScoringRecipe | null, rendering: RenderingRecipe | null): Capabilities {
  return {
    models: [{ id: 'toy', parent: null, context: null }],
    scoring,
    rendering,
    maxAlternatives: 20,
    abilities: { scoring: { has: 'no', why: 'It cannot.' }, renderedPrompt: { has: 'no', why: 'It hides.' } },
  } as unknown as Capabilities;
}

export function caseOf(content: string, more: Partial<ProbeCase['reference']> = {}, prompt = 'Hi'): ProbeCase {
  const message = {
    role: 'assistant',
    content,
    ...(more.reasoning !== undefined && { reasoning_content: more.reasoning }),
    ...(more.calls !== undefined && { tool_calls: more.calls }),
  };
  return {
    messages: [{ role: 'user', content: prompt }],
    tools: null,
    variables: null,
    reference: { content, reasoning: '', calls: [], message, ...more },
  } as unknown as ProbeCase;
}

/** vLLM's way to say tokens: as its vocabulary writes them, here byte-level. */
export function vllmTokenize(template: Template): Route {
  return (body) => {
    const { add_generation_prompt: starts, continue_final_message: open } = body;
    if (starts === true && open === true) throw refused(400, 'both are true');
    const ending = open === true ? 'open' : starts === true ? 'start' : 'closed';
    const tokens = toTokens(chatText(body.messages as RequestMessage[], template, ending));
    return { count: tokens.length, tokens, token_strs: tokens.map((id) => written(bytesOfToken(id))) };
  };
}

/** Printable characters stand for themselves, the others follow U+0100; of those only the ones that are used here. */
function written(bytes: readonly number[]): string {
  return bytes
    .map((byte) => {
      if (byte <= 0x20) return String.fromCharCode(0x100 + byte);
      if (byte < 0x7f) return String.fromCharCode(byte);
      if (byte < 0xa1) return String.fromCharCode(0x100 + 33 + byte - 0x7f);
      return byte === 0xad ? String.fromCharCode(0x100 + 67) : String.fromCharCode(byte);
    })
    .join('');
}

export const vllmCompletions: Route = (body) => {
  const ids = body.prompt as number[];
  const alternatives = (index: number): Record<string, number> => ({
    [toText([ids[index]!])]: logprobOf(ids, index),
    other: -0.01,
  });
  const all = [...ids, 65];
  return {
    choices: [
      {
        text: toText(all),
        logprobs: {
          tokens: all.map((id) => toText([id])),
          token_logprobs: all.map((_, index) => (index === 0 ? null : logprobOf(all, index))),
          top_logprobs: all.map((_, index) => (index === 0 ? null : alternatives(Math.min(index, ids.length - 1)))),
        },
        prompt_logprobs: ids.map((id, index) =>
          index === 0
            ? null
            : {
                [id]: { logprob: logprobOf(ids, index), rank: 7, decoded_token: toText([id]) },
                99: { logprob: -0.01, rank: 1, decoded_token: 'c' },
              },
        ),
      },
    ],
  };
};

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : '';
}
