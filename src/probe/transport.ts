/** Sends requests; Node's is in `host/probe`. It follows no redirects and repeats nothing. */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Closes the connection, which frees the server's slot. */
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which it is given up; 0: never. */
  readonly timeout: number;
  /** Certificates (PEM) that are trusted besides Node's own; those that VS Code adds from the system then don't count. */
  readonly ca?: string;
}

/** As soon as the status is there. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Throws {@link TransportError} when the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Why there is no (further) response.
 *
 * - `refused`: nobody listens there; `notFound`: no such host; `unreachable`: no way there
 * - `proxy`: it can't be used, or lets nobody through
 * - `certificate`: the server can't be trusted; `silent`: the time without a byte is over
 * - `broken`: the connection ended in the middle; `aborted`: by the caller; `other`
 */
export type TransportFault =
  'refused' | 'notFound' | 'unreachable' | 'proxy' | 'certificate' | 'silent' | 'broken' | 'aborted' | 'other';

export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    readonly fault: TransportFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
