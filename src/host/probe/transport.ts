import * as http from 'node:http';
import * as https from 'node:https';
import * as tls from 'node:tls';
import { decoded } from './decoded';
import { ProxyError } from './proxyOf';
import {
  TransportError,
  type HttpRequest,
  type HttpResponse,
  type Transport,
  type TransportFault,
} from '../../probe/transport';

/** How a request gets where it is to go. */
export interface Way {
  /** Where to connect to. */
  readonly url: URL;
  /** Further options, of which the headers are added. */
  readonly options: https.RequestOptions;
}

/** The way of a request; undefined: straight to its address. It ends with the signal. @throws ProxyError */
export type FindWay = (url: URL, signal: AbortSignal) => Way | undefined;

/**
 * Requests over Node's own `http` and `https`. VS Code patches these modules, so that its proxies and the system's certificates hold in the extension; it
 * leaves an agent of one's own alone, so there is none. Unlike `fetch` they have no limit of time before the headers, and a server may need minutes to load a model
 * (llama.cpp sends no header before the first token). Each request has its own connection: a kept one may have been closed by the server, and no generation is repeated.
 *
 * @throws TransportError
 */
export const nodeTransport = transportBy(() => undefined);

/** As {@link nodeTransport}, on other ways. */
export function transportBy(findWay: FindWay): Transport {
  return async (request) => {
    const watch = new Watch(request);
    let way: Way | undefined;
    try {
      watch.signal.throwIfAborted();
      way = findWay(new URL(request.url), watch.signal);
      const message = await send(request, watch, way);
      watch.heard();
      return responseOf(message, watch);
    } catch (error) {
      watch.end();
      throw watch.explain(error, 'other', way);
    }
  };
}

function send(request: HttpRequest, watch: Watch, way?: Way): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = way?.url ?? new URL(request.url);
    const headers = { ...requestHeaders(request), ...(way?.options.headers as http.OutgoingHttpHeaders) };
    const options: https.RequestOptions = { ...way?.options, method: request.method, headers };
    if (request.ca !== undefined) options.ca = [...tls.rootCertificates, request.ca];
    const module = url.protocol === 'https:' ? https : http;
    const sent = module.request(url, options, resolve);
    // Later errors come from the response; without a listener they would end the process.
    sent.on('error', reject);
    // Nothing else comes of a response that leaves HTTP (101).
    sent.on('close', () => reject(new Error('closed')));
    watch.signal.addEventListener('abort', () => sent.destroy(new Error('aborted')), { once: true });
    sent.end(request.body);
  });
}

function responseOf(message: http.IncomingMessage, watch: Watch): HttpResponse {
  const { statusCode = 0 } = message;
  if (statusCode !== PROXY_WANTS_PASSWORD)
    return { status: statusCode, headers: headersOf(message), body: read(message, watch) };
  message.destroy();
  throw new ProxyError(`HTTP ${statusCode}`);
}

const PROXY_WANTS_PASSWORD = 407;

function requestHeaders({ headers, body }: HttpRequest): http.OutgoingHttpHeaders {
  const own: http.OutgoingHttpHeaders = { 'accept-encoding': 'identity', connection: 'close' };
  if (body !== undefined) own['content-length'] = Buffer.byteLength(body);
  return { ...headers, ...own };
}

function headersOf({ headers }: http.IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return Object.fromEntries(entries);
}

async function* read(message: http.IncomingMessage, watch: Watch): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of decoded(message) as AsyncIterable<Uint8Array>) {
      // Whoever reads may take their time.
      watch.rest();
      yield chunk;
      watch.heard();
    }
  } catch (error) {
    throw watch.explain(error, 'broken');
  } finally {
    watch.end();
    message.destroy();
  }
}

/** Of a timer; a longer one would end at once. */
const MOST_MILLISECONDS = 2 ** 31 - 1;

/** Ends a request when its caller does, or when nothing has come for too long. */
class Watch {
  readonly #controller = new AbortController();
  readonly #request: HttpRequest;
  readonly #abort = (): void => this.#controller.abort();
  #timer: NodeJS.Timeout | undefined;
  #isLate = false;

  constructor(request: HttpRequest) {
    this.#request = request;
    if (request.signal.aborted) this.#abort();
    request.signal.addEventListener('abort', this.#abort, { once: true });
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has come; from now on it is waited for what is next. */
  heard(): void {
    this.rest();
    if (this.#request.timeout <= 0) return;
    const late = (): void => {
      this.#isLate = true;
      this.#abort();
    };
    this.#timer = setTimeout(late, Math.min(this.#request.timeout, MOST_MILLISECONDS));
  }

  /** Nothing is waited for. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.rest();
    this.#request.signal.removeEventListener('abort', this.#abort);
  }

  /** @param otherwise what an error is that says nothing by itself. @param way on which no response came */
  explain(error: unknown, otherwise: TransportFault, way?: Way): TransportError {
    const found = faultOf(error, otherwise);
    if (this.#isLate) return new TransportError('silent', reasonOf(error), { cause: error });
    if (this.#request.signal.aborted) return new TransportError('aborted', reasonOf(error), { cause: error });
    const isElsewhere = way !== undefined && way.url.origin !== new URL(this.#request.url).origin;
    if (isElsewhere && unreached.has(found))
      return new TransportError('proxy', `${way.url.origin}: ${reasonOf(error)}`, { cause: error });
    return new TransportError(found, reasonOf(error), { cause: error });
  }
}

/** What is said of whoever is connected to. */
const unreached: ReadonlySet<TransportFault> = new Set(['refused', 'notFound', 'unreachable']);

const faults: Readonly<Record<string, TransportFault>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'notFound',
  EAI_AGAIN: 'notFound',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ECONNRESET: 'broken',
  EPIPE: 'broken',
};

/** Node's codes of what is wrong with a certificate: those of OpenSSL's X509_verify_cert_error_string, and its own. */
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|CRL/;

function faultOf(error: unknown, otherwise: TransportFault): TransportFault {
  if (error instanceof ProxyError) return 'proxy';
  const code = codeOf(error);
  if (code === undefined) return otherwise;
  return faults[code] ?? (certificateCodes.test(code) ? 'certificate' : otherwise);
}

/** The system's code, or the message. Neither holds a header's value. */
function reasonOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : String(error));
}

/** Where several addresses of a host were tried, the first one's. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
