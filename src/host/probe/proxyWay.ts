import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { FindWay, Way } from './transport';
import { portOf, ProxyError, proxyOf, withoutBrackets } from './proxyOf';

/**
 * The ways of requests in the terminal, where Node minds no proxy: as the variables of the environment say, see {@link proxyOf}. Plain HTTP is asked of the proxy itself (RFC 9112, 3.2.2);
 * HTTPS goes through a tunnel (RFC 9110, 9.3.6), in which the proxy sees neither key nor prompt. In VS Code its own proxies hold.
 */
export function proxyWays(environment: Readonly<Record<string, string | undefined>>): FindWay {
  return (url, signal) => {
    const proxy = proxyOf(url, environment);
    if (!proxy) return undefined;
    return url.protocol === 'https:' ? { url, options: tunnel(proxy, url, signal) } : forward(proxy, url);
  };
}

function forward(proxy: URL, url: URL): Way {
  const headers = { host: url.host, ...credentials(proxy) };
  return { url: bare(proxy), options: { path: url.href, headers, agent: false } };
}

function tunnel(proxy: URL, url: URL, signal: AbortSignal): https.RequestOptions {
  const host = withoutBrackets(url.hostname);
  return {
    // Without an agent it would be that of HTTP.
    defaultPort: 443,
    createConnection: (options, onCreated) => {
      const { ca } = options as tls.ConnectionOptions;
      openTunnel(proxy, url, signal).then(
        (socket) => {
          const name = isIP(host) === 0 ? { servername: host } : {};
          onCreated(null, tls.connect({ socket, host, ...name, ...(ca !== undefined && { ca }) }));
        },
        (error: Error) => onCreated(error, undefined as never),
      );
      return undefined;
    },
  };
}

function openTunnel(proxy: URL, url: URL, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const path = `${url.hostname}:${portOf(url)}`;
    const { request } = proxy.protocol === 'https:' ? https : http;
    const headers = { host: path, ...credentials(proxy) };
    const asked = request(bare(proxy), { method: 'CONNECT', path, headers, agent: false, signal });
    const fail = (why: string): void => reject(new ProxyError(`${proxy.origin}: ${why}`));
    asked.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    asked.once('close', () => fail('closed'));
    asked.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        return fail(`HTTP ${statusCode}`);
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asked.end();
  });
}

/** Without the user's name, which would become one for the server. */
function bare({ origin }: URL): URL {
  return new URL(origin);
}

function credentials({ username, password }: URL): http.OutgoingHttpHeaders {
  if (username === '' && password === '') return {};
  const pair = `${decoded(username)}:${decoded(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** A `%` that escapes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
