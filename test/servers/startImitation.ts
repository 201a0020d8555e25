import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fields } from '../../src/demo/http/fields';
import { RequestFault } from '../../src/demo/http/requestFault';
import { ChatTemplateError } from '../../src/tokens/chatRenderer';
import { openEngine, type Engine } from './engine';
import type { Breaks, ImitationOptions, Seen, Server } from './imitation';
import { llamaCpp } from './llamaCpp';
import { llamaFactory } from './llamaFactory';
import { lmdeploy } from './lmdeploy';
import { lmStudio } from './lmStudio';
import { ollama } from './ollama';
import { openai } from './openai';
import { sglang } from './sglang';
import { tgi } from './tgi';
import { transformersServe } from './transformersServe';
import { vllm } from './vllm';
import { Broken, ModelFailed, Wire } from './wire';

export const imitations = {
  vllm,
  sglang,
  llamaCpp,
  ollama,
  tgi,
  lmdeploy,
  lmStudio,
  llamaFactory,
  transformersServe,
  openai,
} satisfies Record<string, Server>;

export type ImitationName = keyof typeof imitations;

export interface Imitation {
  /** `http://127.0.0.1:PORT/v1` */
  readonly baseUrl: string;
  readonly seen: Seen;
  /** What goes wrong from now on. */
  breaks: Breaks;
  close(): Promise<void>;
}

/** Starts a server on this machine that answers as one of its kind does. Close it. */
export async function startImitation(name: ImitationName, options: ImitationOptions = {}): Promise<Imitation> {
  const engine = await openEngine();
  const seen: Seen = { requests: [], aborted: 0, tokens: 0, running: 0, mostRunning: 0 };
  const imitation = { baseUrl: '', seen, breaks: options.breaks ?? {}, close };
  let refusals = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  imitation.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return imitation;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wire = new Wire(response, () => imitation.breaks, seen);
    seen.running += 1;
    seen.mostRunning = Math.max(seen.mostRunning, seen.running);
    try {
      const body = await bodyOf(request);
      const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
      const route = `${request.method} ${path}`;
      const value = parsed(body);
      seen.requests.push({ route, headers: request.headers, body: value });
      if (isRefused(route, wire)) return;
      await wire.begin();
      await dispatch(imitations[name], { route, path, body, wire, engine, options, headers: request.headers });
    } catch (error) {
      if (error instanceof Broken) seen.aborted += wire.signal.aborted ? 1 : 0;
      else if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    } finally {
      seen.running -= 1;
    }
  }

  /** Answers as {@link Breaks} say, before the server looks at the request. */
  function isRefused(route: string, wire: Wire): boolean {
    const { answer: given, busy } = imitation.breaks;
    if (given) {
      wire.response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      wire.response.end(given.body ?? '');
      return true;
    }
    if (!busy || refusals >= busy.times || route === 'GET /v1/models') return false;
    refusals += 1;
    const fault = new RequestFault(429, 'Too many requests');
    const headers: Record<string, string> = busy.retryAfter === undefined ? {} : { 'retry-after': busy.retryAfter };
    wire.json(429, imitations[name].error(fault).body, headers);
    return true;
  }

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}

interface Call {
  readonly route: string;
  readonly path: string;
  readonly body: string;
  readonly wire: Wire;
  readonly engine: Engine;
  readonly options: ImitationOptions;
  readonly headers: IncomingMessage['headers'];
}

async function dispatch(server: Server, call: Call): Promise<void> {
  const { wire } = call;
  try {
    checkKey(server, call);
    const route = server.routes[call.route];
    if (!route) throw new RequestFault(404, 'Not Found');
    const { value } = call.body === '' ? new Fields({}) : Fields.parse(call.body);
    const known = Object.entries(value).filter(([name]) => !call.options.ignores?.includes(name));
    await route({ ...call, fields: new Fields(Object.fromEntries(known)) });
  } catch (error) {
    if (error instanceof ModelFailed && wire.response.headersSent) {
      server.breakOff(wire, error.message);
      return;
    }
    const fault = faultOf(error);
    const { status = fault.status, body } = server.error(fault);
    wire.json(status, body);
  }
}

/** @throws RequestFault */
function checkKey(server: Server, { path, options, headers }: Call): void {
  if (options.key === undefined || server.guards?.(path) === false) return;
  if (headers.authorization !== `Bearer ${options.key}`) throw new RequestFault(401, 'Unauthorized');
}

function faultOf(error: unknown): RequestFault {
  if (error instanceof RequestFault) return error;
  if (error instanceof ChatTemplateError) return new RequestFault(400, error.message);
  if (error instanceof ModelFailed) return new RequestFault(500, error.message);
  throw error;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of request as AsyncIterable<Buffer>) blocks.push(block);
  return Buffer.concat(blocks).toString('utf8');
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
  } catch {
    return {};
  }
}
