import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { createGzip } from 'node:zlib';
import { nodeTransport } from '../../../../src/host/probe/transport';
import { TransportError, type HttpRequest, type TransportFault } from '../../../../src/probe/transport';

describe('Requests to model servers', () => {
  let server: NetServer & { closeAllConnections(): void };

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** @returns the address that it answers at */
  async function serve(answer: http.RequestListener, secure = false): Promise<string> {
    const fixture = (name: string): Buffer => readFileSync(`test/fixtures/probe/${name}`);
    server = secure
      ? https.createServer({ key: fixture('localhost.key.pem'), cert: fixture('localhost.crt.pem') }, answer)
      : http.createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function requestOf(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
    return { method: 'GET', url, headers: {}, signal: new AbortController().signal, timeout: 0, ...more };
  }

  async function textOf(request: HttpRequest): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await nodeTransport(request)).body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  function isFault(fault: TransportFault): (error: unknown) => boolean {
    return (error) => {
      assert.ok(error instanceof TransportError, String(error));
      assert.equal(error.fault, fault, error.message);
      return true;
    };
  }

  it('send method, headers and body, and ask for nothing compressed', async () => {
    const url = await serve((request, response) => {
      const { method, headers } = request;
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => response.end(JSON.stringify({ method, headers, body })));
    });
    const request = requestOf(`${url}/v1/x?y=1`, { method: 'POST', body: '{"a":"中"}', headers: { 'x-a': 'b' } });
    const seen = JSON.parse(await textOf(request)) as { method: string; headers: Record<string, string>; body: string };
    assert.equal(seen.method, 'POST');
    assert.equal(seen.body, '{"a":"中"}');
    assert.equal(seen.headers['x-a'], 'b');
    assert.equal(seen.headers['content-length'], '11');
    assert.equal(seen.headers['accept-encoding'], 'identity');
  });

  it('give the status and headers as soon as they are there, and the body as it comes', async () => {
    let go = (): void => undefined;
    const url = await serve((_, response) => {
      response.writeHead(418, { 'Retry-After': '3' });
      response.write('one');
      go = () => response.end('two');
    });
    const response = await nodeTransport(requestOf(url));
    assert.equal(response.status, 418);
    assert.equal(response.headers['retry-after'], '3');
    const chunks: string[] = [];
    for await (const chunk of response.body) {
      chunks.push(Buffer.from(chunk).toString());
      go();
    }
    assert.deepEqual(chunks, ['one', 'two']);
  });

  it('read what was compressed though nobody asked for it, as it comes', async () => {
    let go = (): void => undefined;
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      gzip.write('one');
      gzip.flush();
      go = () => gzip.end('two');
    });
    const chunks: string[] = [];
    for await (const chunk of (await nodeTransport(requestOf(url))).body) {
      chunks.push(Buffer.from(chunk).toString());
      go();
    }
    assert.deepEqual(chunks, ['one', 'two']);
  });

  it('tell that what was compressed is no such thing', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'));
    await assert.rejects(textOf(requestOf(url)), isFault('broken'));
  });

  it('end where the server leaves HTTP', async () => {
    const url = await serve((request) =>
      request.socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    );
    await assert.rejects(nodeTransport(requestOf(url)), isFault('other'));
  });

  it('follow no redirects', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    assert.equal((await nodeTransport(requestOf(url))).status, 302);
  });

  it('tell that nobody listens', async () => {
    const url = await serve((_, response) => response.end());
    const port = Number(new URL(url).port);
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(nodeTransport(requestOf(`http://127.0.0.1:${port}/`)), isFault('refused'));
    await serve((_, response) => response.end());
  });

  it('tell that there is no such host', async () => {
    await serve((_, response) => response.end());
    await assert.rejects(nodeTransport(requestOf('http://nowhere.invalid/')), isFault('notFound'));
  });

  it('give up when the server stays silent before the first byte', async () => {
    const url = await serve(() => undefined);
    await assert.rejects(nodeTransport(requestOf(url, { timeout: 50 })), isFault('silent'));
  });

  it('give up when the server falls silent in the middle', async () => {
    const url = await serve((_, response) => response.write('one'));
    const { body } = await nodeTransport(requestOf(url, { timeout: 50 }));
    const chunks = body[Symbol.asyncIterator]();
    assert.equal(Buffer.from((await chunks.next()).value as Uint8Array).toString(), 'one');
    await assert.rejects(chunks.next(), isFault('silent'));
  });

  it('tell that the connection broke in the middle', async () => {
    const url = await serve((_, response) => {
      response.write('one');
      response.socket!.destroySoon();
    });
    await assert.rejects(textOf(requestOf(url)), isFault('broken'));
  });

  it('tell that the connection broke before any answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    await assert.rejects(nodeTransport(requestOf(url)), isFault('broken'));
  });

  it('close the connection when they are cancelled, before an answer and in the middle of it', async () => {
    for (const begin of [false, true]) {
      let seen = (): void => undefined;
      const closed = new Promise<void>((resolve) => (seen = resolve));
      let arrived = (): void => undefined;
      const there = new Promise<void>((resolve) => (arrived = resolve));
      const url = await serve((_, response) => {
        response.on('close', seen);
        if (begin) response.write('one');
        arrived();
      });
      const cancel = new AbortController();
      const read = textOf(requestOf(url, { signal: cancel.signal }));
      await there;
      cancel.abort();
      await assert.rejects(read, isFault('aborted'));
      await closed;
      if (!begin) await new Promise((resolve) => server.close(resolve));
    }
  });

  it('close the connection when nobody reads on', async () => {
    let seen = (): void => undefined;
    const closed = new Promise<void>((resolve) => (seen = resolve));
    const url = await serve((_, response) => {
      response.on('close', seen);
      response.write('one');
    });
    for await (const _chunk of (await nodeTransport(requestOf(url))).body) break;
    await closed;
  });

  it('are not sent at all where they were cancelled before', async () => {
    const url = await serve(() => assert.fail());
    await assert.rejects(nodeTransport(requestOf(url, { signal: AbortSignal.abort() })), isFault('aborted'));
  });

  it('trust a certificate only if it is named', async () => {
    const url = await serve((_, response) => response.end('hello'), true);
    await assert.rejects(nodeTransport(requestOf(url)), isFault('certificate'));
    const ca = readFileSync('test/fixtures/probe/localhost.crt.pem', 'utf8');
    assert.equal(await textOf(requestOf(url, { ca })), 'hello');
  });

  it('tell no header where one can’t be sent', async () => {
    const url = await serve((_, response) => response.end());
    const request = requestOf(url, { headers: { authorization: 'Bearer sk-planted\u0001' } });
    await assert.rejects(nodeTransport(request), (error) => {
      assert.ok(error instanceof TransportError);
      assert.ok(!error.message.includes('sk-planted'), error.message);
      return true;
    });
  });
});
