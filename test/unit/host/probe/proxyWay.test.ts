import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { proxyWays } from '../../../../src/host/probe/proxyWay';
import { transportBy } from '../../../../src/host/probe/transport';
import { TransportError, type HttpRequest, type TransportFault } from '../../../../src/probe/transport';

const ca = readFileSync('test/fixtures/probe/localhost.crt.pem', 'utf8');
const key = readFileSync('test/fixtures/probe/localhost.key.pem', 'utf8');

describe('Requests through a proxy', () => {
  const servers: (http.Server | https.Server)[] = [];
  /** Which no server knows of any more. */
  const tunnels = new Set<Duplex>();
  /** What the proxy saw: request lines, and its password. */
  let seen: string[];

  beforeEach(() => (seen = []));
  afterEach(async () => {
    for (const tunnel of tunnels) tunnel.destroy();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  async function listen<Given extends http.Server | https.Server>(server: Given): Promise<number> {
    servers.push(server);
    server.on('connect', (_, socket: Duplex) => {
      tunnels.add(socket);
      socket.once('close', () => tunnels.delete(socket));
    });
    await new Promise<void>((resolve) => (server as Server).listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** A proxy that takes everything to one port of this machine, whatever host is named. */
  async function proxyTo(port: number): Promise<string> {
    const proxy = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`);
      const headers = { ...request.headers, 'x-host': request.headers.host };
      const { pathname } = new URL(request.url!);
      const sent = http.request(
        { port, host: '127.0.0.1', path: pathname, method: request.method, headers },
        (answer) => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(sent);
    });
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']} ${request.headers.authorization}`);
      const behind = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        behind.pipe(socket).pipe(behind);
      });
      behind.on('close', () => socket.destroy()).on('error', () => undefined);
      socket.on('close', () => behind.destroy());
    });
    return `http://me:s%20same@127.0.0.1:${await listen(proxy)}`;
  }

  function requestOf(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
    const headers = { authorization: 'Bearer planted' };
    return { method: 'POST', url, headers, body: 'hello', signal: new AbortController().signal, timeout: 0, ...more };
  }

  async function ask(environment: Record<string, string>, request: HttpRequest): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await transportBy(proxyWays(environment))(request)).body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  const answer: http.RequestListener = (request, response) => {
    const { method, url, headers } = request;
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => response.end([method, url, headers.host, headers.authorization, body].join(' ')));
  };

  function isFault(fault: TransportFault): (error: unknown) => boolean {
    return (error) => {
      assert.ok(error instanceof TransportError, String(error));
      assert.equal(error.fault, fault, error.message);
      assert.ok(!/s%20same|s same/.test(error.message), error.message);
      return true;
    };
  }

  const password = `Basic ${Buffer.from('me:s same').toString('base64')}`;

  it('ask it for what is plain HTTP', async () => {
    const http_proxy = await proxyTo(await listen(http.createServer(answer)));
    assert.equal(
      await ask({ http_proxy }, requestOf('http://gpu.test:8000/v1/x')),
      'POST /v1/x gpu.test:8000 Bearer planted hello',
    );
    assert.deepEqual(seen, [`POST http://gpu.test:8000/v1/x ${password}`]);
  });

  it('go through a tunnel where it is HTTPS, and the key with them', async () => {
    const https_proxy = await proxyTo(await listen(https.createServer({ key, cert: ca }, answer)));
    const request = requestOf('https://localhost.test/v1/x', { ca });
    // The certificate is of localhost, and the name is looked at in the tunnel too.
    await assert.rejects(ask({ https_proxy }, request), isFault('certificate'));
    assert.deepEqual(seen, [`CONNECT localhost.test:443 ${password} undefined`]);
  });

  it('trust in a tunnel what they are told to trust', async () => {
    const cert = readFileSync('test/fixtures/probe/proxied.crt.pem', 'utf8');
    const options = { cert, key: readFileSync('test/fixtures/probe/proxied.key.pem', 'utf8') };
    const https_proxy = await proxyTo(await listen(https.createServer(options, answer)));
    const url = 'https://gpu.test/v1/x';
    assert.equal(await ask({ https_proxy }, requestOf(url, { ca: cert })), 'POST /v1/x gpu.test Bearer planted hello');
    await assert.rejects(ask({ https_proxy }, requestOf(url)), isFault('certificate'));
    while (tunnels.size > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('go without it where the environment says so', async () => {
    const port = await listen(http.createServer(answer));
    const http_proxy = 'http://127.0.0.1:1';
    assert.match(await ask({ http_proxy }, requestOf(`http://127.0.0.1:${port}/a`)), /^POST \/a/);
  });

  it('tell that it is not there', async () => {
    const environment = { http_proxy: 'http://me:s%20same@127.0.0.1:1', https_proxy: 'http://me:s%20same@127.0.0.1:1' };
    await assert.rejects(ask(environment, requestOf('http://gpu.test/')), isFault('proxy'));
    await assert.rejects(ask(environment, requestOf('https://gpu.test/')), isFault('proxy'));
  });

  it('tell that it lets nobody through', async () => {
    const proxy = http.createServer((_, response) => response.writeHead(407).end());
    proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    const address = `http://127.0.0.1:${await listen(proxy)}`;
    const environment = { http_proxy: address, https_proxy: address };
    await assert.rejects(ask(environment, requestOf('http://gpu.test/')), isFault('proxy'));
    await assert.rejects(ask(environment, requestOf('https://gpu.test/')), isFault('proxy'));
  });

  it('end with their caller and with their patience, though the proxy says nothing', async () => {
    const proxy = http.createServer();
    const asked = new Promise<void>((resolve) => proxy.on('connect', () => resolve()));
    const https_proxy = `http://127.0.0.1:${await listen(proxy)}`;
    await assert.rejects(ask({ https_proxy }, requestOf('https://gpu.test/', { timeout: 50 })), isFault('silent'));
    await asked;
    const cancel = new AbortController();
    const waiting = ask({ https_proxy }, requestOf('https://gpu.test/', { signal: cancel.signal }));
    setImmediate(() => cancel.abort());
    await assert.rejects(waiting, isFault('aborted'));
  });
});
