import { open } from 'node:fs/promises';
import { MAX_FILE_BYTES } from './readModelFile';

export type Fetch = typeof globalThis.fetch;

export type DownloadFault =
  'forbidden' | 'missing' | 'busy' | 'redirected' | 'too-large' | 'truncated' | 'timeout' | 'network' | 'disk';

/** A file could not be downloaded. The message holds the detail: an HTTP status, a code of the system. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';

  constructor(
    readonly fault: DownloadFault,
    readonly url: URL,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface FileOptions {
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which the download is given up. */
  readonly patience?: number;
  readonly onProgress: (bytes: number, total: number | undefined) => void;
}

const PATIENCE = 30_000;
const MOST_REDIRECTS = 5;

/**
 * Downloads one file.
 *
 * @param path where to write it; there must be nothing yet
 * @throws DownloadError, and the signal's reason if it was cancelled
 */
export async function downloadFile(url: URL, path: string, options: FileOptions): Promise<void> {
  const { signal, patience = PATIENCE } = options;
  const watch = new Watch(url, patience, signal);
  try {
    const response = await follow(url, options.fetch, watch);
    await save(response, url, path, watch, options.onProgress);
  } catch (error) {
    signal?.throwIfAborted();
    throw watch.explain(error);
  } finally {
    watch.end();
  }
}

/** Cancels a download when it was cancelled from outside, or when nothing has come for too long. */
class Watch {
  readonly #controller = new AbortController();
  readonly #url: URL;
  readonly #patience: number;
  readonly #outside: AbortSignal | undefined;
  readonly #abort = (): void => this.#controller.abort(this.#outside?.reason);
  #timer: NodeJS.Timeout | undefined;
  #late = false;

  constructor(url: URL, patience: number, outside: AbortSignal | undefined) {
    this.#url = url;
    this.#patience = patience;
    this.#outside = outside;
    if (outside?.aborted) this.#abort();
    outside?.addEventListener('abort', this.#abort, { once: true });
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has come. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#late = true;
      this.#controller.abort();
    }, this.#patience);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outside?.removeEventListener('abort', this.#abort);
  }

  explain(error: unknown): unknown {
    if (error instanceof DownloadError) return error;
    if (this.#late) return new DownloadError('timeout', this.#url, '', { cause: error });
    const fault = error instanceof DiskError ? 'disk' : isCutOff(error) ? 'truncated' : 'network';
    return new DownloadError(fault, this.#url, reasonOf(error), { cause: error });
  }
}

/** Asks for the file, and goes where the server sends on to: to https only, or within a mirror of this machine. */
async function follow(url: URL, fetch: Fetch, watch: Watch): Promise<Response> {
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(at, { redirect: 'manual', signal: watch.signal, headers: { accept: '*/*' } });
    watch.heard();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return checked(response, url);
    await response.body?.cancel();
    const next = URL.canParse(location, at.href) ? new URL(location, at) : undefined;
    if (!next || (next.protocol !== 'https:' && next.origin !== url.origin))
      throw new DownloadError('redirected', url, location);
    at = next;
  }
  throw new DownloadError('redirected', url, at.href);
}

function checked(response: Response, url: URL): Response {
  const { status, statusText } = response;
  if (status === 200 && response.body) return response;
  const message = `HTTP ${status} ${statusText}`.trim();
  void response.body?.cancel();
  if (status === 401 || status === 403) throw new DownloadError('forbidden', url, message);
  if (status === 404 || status === 410) throw new DownloadError('missing', url, message);
  throw new DownloadError('busy', url, message);
}

/** The disk, not the network, is at fault. */
class DiskError extends Error {}

async function save(
  response: Response,
  url: URL,
  path: string,
  watch: Watch,
  onProgress: FileOptions['onProgress'],
): Promise<void> {
  const total = lengthOf(response);
  if (total !== undefined && total > MAX_FILE_BYTES) throw new DownloadError('too-large', url, String(total));
  const file = await open(path, 'wx').catch(onDisk);
  let bytes = 0;
  try {
    onProgress(bytes, total);
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      watch.heard();
      bytes += chunk.length;
      if (bytes > MAX_FILE_BYTES) throw new DownloadError('too-large', url, String(bytes));
      await file.writeFile(chunk).catch(onDisk);
      onProgress(bytes, total);
    }
    if (total !== undefined && bytes < total) throw new DownloadError('truncated', url, `${bytes} < ${total}`);
    await file.sync().catch(onDisk);
  } finally {
    await file.close();
  }
}

function onDisk(error: unknown): never {
  throw new DiskError(reasonOf(error), { cause: error });
}

/** The length of the body as it will be read. Of a compressed one, Content-Length tells another. */
function lengthOf({ headers }: Response): number | undefined {
  const encoding = headers.get('content-encoding');
  const length = Number(headers.get('content-length') ?? NaN);
  return (encoding === null || encoding === 'identity') && Number.isSafeInteger(length) ? length : undefined;
}

/** The server hung up while the body was on its way. */
function isCutOff(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return message === 'terminated' || message.includes('aborted');
}

/** What fetch hides in its causes: ENOTFOUND, ECONNREFUSED, a certificate that is not trusted. */
function reasonOf(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (!(at instanceof Error)) return String(at);
  return (at as NodeJS.ErrnoException).code ?? at.message;
}
