import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatTemplateError } from '../../tokens/chatRenderer';
import { answerChat } from './chat';
import { answerCompletion } from './completions';
import { Fields } from './fields';
import { Reply } from './reply';
import { RequestFault } from './requestFault';
import { CONTEXT, type Served } from './served';
import { detokenize, tokenize } from './tokenize';

/** Bytes of a request's body. */
const BODY_LIMIT = 16 * 1024 * 1024;

export interface DemoServerOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Which every request must bear; undefined: none. */
  readonly key: string | undefined;
}

export interface DemoServer {
  /** Without a slash at its end: `http://127.0.0.1:8124/v1`. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Serves the models on this machine only. @throws the errors of listening */
export async function startDemoServer(served: Served, { port, key }: DemoServerOptions): Promise<DemoServer> {
  const server = createServer((request, response) => {
    void answer(served, key, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  served: Served,
  key: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = new Reply(response);
  try {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (path !== '/health') checkKey(key, request);
    await route(served, `${request.method} ${path}`, request, reply);
  } catch (error) {
    const fault = faultOf(error);
    reply.json(fault.status, fault.body);
  }
}

async function route(served: Served, route: string, request: IncomingMessage, reply: Reply): Promise<void> {
  switch (route) {
    case 'GET /health':
      return reply.json(200, { status: 'ok' });
    case 'GET /v1/models':
      return reply.json(200, models(served));
    case 'POST /v1/chat/completions':
      return answerChat(served, await readFields(request), reply);
    case 'POST /v1/completions':
      return answerCompletion(served, await readFields(request), reply);
    case 'POST /tokenize':
      return reply.json(200, tokenize(served, await readFields(request)));
    case 'POST /detokenize':
      return reply.json(200, detokenize(served, await readFields(request)));
    default:
      throw new RequestFault(404, `There is nothing at ${route}.`);
  }
}

function models({ models, created }: Served): object {
  return {
    object: 'list',
    data: models.map(({ id, parent }) => ({
      id,
      object: 'model',
      created,
      owned_by: 'tuneset-demo',
      root: id,
      parent,
      max_model_len: CONTEXT,
    })),
  };
}

/** @throws RequestFault */
function checkKey(key: string | undefined, { headers }: IncomingMessage): void {
  if (key === undefined) return;
  const wanted = Buffer.from(`Bearer ${key}`);
  const given = Buffer.from(headers.authorization ?? '');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new RequestFault(401, 'Unauthorized');
}

/** @throws RequestFault */
async function readFields(request: IncomingMessage): Promise<Fields> {
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of request as AsyncIterable<Buffer>) {
    length += block.length;
    if (length > BODY_LIMIT) throw new RequestFault(413, 'The body is too large.');
    blocks.push(block);
  }
  return Fields.parse(Buffer.concat(blocks).toString('utf8'));
}

function faultOf(error: unknown): RequestFault {
  if (error instanceof RequestFault) return error;
  if (error instanceof ChatTemplateError) return new RequestFault(400, error.message, 'messages');
  return new RequestFault(500, error instanceof Error ? error.message : String(error));
}
