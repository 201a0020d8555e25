import type { ServerResponse } from 'node:http';

/** What a request is answered with. */
export class Reply {
  readonly #ending = new AbortController();

  constructor(private readonly response: ServerResponse) {
    response.on('close', () => {
      if (!response.writableFinished) this.#ending.abort();
    });
  }

  /** Aborted when the client goes away before the end. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  json(status: number, body: object): void {
    if (this.response.headersSent) {
      this.event(body);
      this.end();
      return;
    }
    this.response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    this.response.end(JSON.stringify(body));
  }

  /** One message of a stream; the first one begins it. */
  event(data: object | '[DONE]'): void {
    if (this.signal.aborted) return;
    if (!this.response.headersSent) {
      this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    }
    this.response.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.response.end();
  }
}
