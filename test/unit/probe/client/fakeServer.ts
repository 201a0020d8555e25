import type { ChatRequest, ProbeClient } from '../../../../src/probe/client/client';
import { createClient } from '../../../../src/probe/client/createClient';
import { abilities, type Ability, type Capabilities, type Capability } from '../../../../src/probe/capabilities';
import type { Endpoint } from '../../../../src/probe/endpoint';
import {
  TransportError,
  type HttpRequest,
  type HttpResponse,
  type TransportFault,
} from '../../../../src/probe/transport';

/** What a server answers; `breaks`: how the connection ends behind the last piece. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces: readonly string[];
  readonly breaks?: TransportFault;
}

/** What a server was asked. */
export interface Asked {
  readonly request: HttpRequest;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FakeServer {
  readonly client: ProbeClient;
  readonly asked: Asked[];
}

/** A client of a server that answers as it is told, without a network. Each look at its clock takes a millisecond. */
export function fakeServer(
  answer: (asked: Asked) => Reply,
  endpoint: Partial<Endpoint> = {},
  key?: string,
): FakeServer {
  const asked: Asked[] = [];
  let time = 0;
  const transport = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.signal.aborted) throw new TransportError('aborted', 'aborted');
    const body = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
    const one = { request, body, path: new URL(request.url).pathname };
    asked.push(one);
    const { status = 200, headers = {}, pieces, breaks } = answer(one);
    if (pieces.length === 0 && breaks) throw new TransportError(breaks, breaks);
    return { status, headers, body: bodyOf(pieces, breaks) };
  };
  const parts = { transport, key, now: () => time++, date: () => '2026-01-01T00:00:00.000Z' };
  return { client: createClient({ ...plainEndpoint, ...endpoint }, parts), asked };
}

async function* bodyOf(pieces: readonly string[], breaks?: TransportFault): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield new TextEncoder().encode(piece);
  if (breaks) throw new TransportError(breaks, breaks);
}

export const plainEndpoint: Endpoint = {
  id: 'e',
  name: 'Endpoint',
  baseUrl: 'http://model.test:8000/v1',
  model: 'm',
  role: 'other',
  sampling: { temperature: null, topP: null, maxTokens: null, seed: null, stop: [] },
  extraBody: {},
  headers: {},
  lora: [],
  timeout: 60,
  caFile: null,
};

export const hello: ChatRequest = {
  messages: [{ role: 'user', content: 'Hello' }],
  tools: null,
  variables: null,
  alternatives: null,
  stream: true,
};

/** A stream of events; objects are written as JSON. */
export function stream(...events: readonly (object | string)[]): Reply {
  const pieces = events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
  return { headers: { 'content-type': 'text/event-stream; charset=utf-8' }, pieces };
}

export function json(value: unknown, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, pieces: [JSON.stringify(value)] };
}

/** A chunk of a stream. */
export function chunk(delta: object, more: object = {}): object {
  return { object: 'chat.completion.chunk', model: 'served', choices: [{ index: 0, delta, ...more }] };
}

/** A response with the whole answer. */
export function whole(message: object, more: object = {}, choice: object = {}): object {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', ...choice }];
  return { object: 'chat.completion', model: 'served', choices, ...more };
}

/** Of a server that can do what is named, and no more. */
export function capable(has: readonly Ability[], more: Partial<Capabilities> = {}): Capabilities {
  const found = abilities.map((ability): [Ability, Capability] => [
    ability,
    { has: has.includes(ability) ? 'yes' : 'no', why: '' },
  ]);
  return {
    server: 'unknown',
    version: null,
    askedAt: '2026-01-01T00:00:00.000Z',
    models: [],
    abilities: Object.fromEntries(found) as Capabilities['abilities'],
    refusedFields: [],
    prefill: null,
    scoring: null,
    rendering: null,
    maxAlternatives: has.includes('logprobs') ? 20 : null,
    adapters: [],
    ...more,
  };
}
