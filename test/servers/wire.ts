import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Breaks, Seen } from './imitation';

/** The generation ended because of a break; whatever was to be sent is sent. */
export class Broken extends Error {}
/** The model fails: the server tells it in its way. */
export class ModelFailed extends Error {}

/** One response, with what goes wrong in sending it. */
export class Wire {
  readonly #left = new AbortController();
  #sent = 0;

  constructor(
    readonly response: ServerResponse,
    private readonly breaks: () => Breaks,
    private readonly seen: Seen,
  ) {
    response.on('close', () => {
      if (!response.writableFinished) this.#left.abort(new Broken('the client went away'));
    });
  }

  /** The client went away. */
  get signal(): AbortSignal {
    return this.#left.signal;
  }

  /** A text is sent as it is. */
  json(status: number, body: object | string, headers: Record<string, string> = {}): void {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    this.response.writeHead(status, { 'content-type': type, ...headers });
    this.response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** An event's data; the first one begins the stream. */
  event(data: object | string): void {
    this.raw(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  }

  raw(text: string): void {
    if (!this.response.headersSent) {
      this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    }
    const size = this.breaks().pieces;
    const bytes = Buffer.from(text);
    if (size === undefined) this.response.write(bytes);
    else for (let at = 0; at < bytes.length; at += size) this.response.write(bytes.subarray(at, at + size));
  }

  done(): void {
    this.raw('data: [DONE]\n\n');
    this.response.end();
  }

  /** Called for each token that is about to be sent. @throws Broken, ModelFailed */
  async token(): Promise<void> {
    const { pace, cutAfter, endAfter, failAfter, stallAfter, comments } = this.breaks();
    if (this.#sent === cutAfter) {
      await this.cut();
      throw new Broken('cut');
    }
    if (this.#sent === endAfter) {
      this.response.end();
      throw new Broken('ended');
    }
    if (this.#sent === failAfter) throw new ModelFailed('the model failed');
    if (this.#sent === stallAfter) await this.#gone();
    if (pace !== undefined) await setTimeout(pace, undefined, { signal: this.signal }).catch(() => {});
    if (comments && this.response.headersSent) this.raw(':\n\n');
    this.signal.throwIfAborted();
    this.#sent += 1;
    this.seen.tokens += 1;
  }

  /** Cuts the connection when what was sent has had time to arrive. */
  async cut(): Promise<void> {
    if (this.response.headersSent) await setTimeout(20);
    this.response.destroy();
  }

  async #gone(): Promise<never> {
    if (!this.signal.aborted) await new Promise((resolve) => this.signal.addEventListener('abort', resolve));
    throw new Broken('the client went away');
  }

  /** Before anything is sent. @throws Broken */
  async begin(): Promise<void> {
    const { delay, silent } = this.breaks();
    if (silent) await this.#gone();
    if (delay !== undefined) await setTimeout(delay, undefined, { signal: this.signal }).catch(() => {});
    this.signal.throwIfAborted();
  }
}
