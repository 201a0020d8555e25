import {
  AbstractMessageReader,
  AbstractMessageWriter,
  CancellationTokenSource,
  createMessageConnection,
  type CancellationToken,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Webview } from 'vscode';

/** Answers to a view's requests, by method. Errors go back to the view. */
export type ViewHandlers = Readonly<Record<string, (params: never, token: CancellationToken) => Promise<unknown>>>;

/**
 * Speaks JSON-RPC with a view. VS Code throws a hidden page away and makes a new one, which counts its requests anew: each page has a connection of its own,
 * which its first message begins, so that no answer goes to the wrong one.
 */
export class ViewConnection {
  private page:
    | { readonly connection: MessageConnection; readonly reader: Reader; readonly asked: Set<CancellationTokenSource> }
    | undefined;
  private readonly listening: Disposable;

  /** @param ready the request with which a page begins */
  constructor(
    private readonly webview: Webview,
    private readonly handlers: ViewHandlers,
    private readonly ready: string,
  ) {
    this.listening = webview.onDidReceiveMessage((message: unknown) => this.take(message));
  }

  /** Tells the page, if there is one. */
  notify(method: string, params: unknown): void {
    void this.page?.connection.sendNotification(method, params);
  }

  /** The page is gone: what is still to be answered to it isn't, and whoever works at an answer is told that nobody waits for it. */
  close(): void {
    const { page } = this;
    this.page = undefined;
    page?.connection.dispose();
    for (const source of page?.asked ?? []) source.cancel();
  }

  dispose(): void {
    this.close();
    this.listening.dispose();
  }

  private take(message: unknown): void {
    if (!isMessage(message)) return;
    if ('method' in message && message.method === this.ready) this.open();
    this.page?.reader.take(message);
  }

  private open(): void {
    this.close();
    const reader = new Reader();
    const asked = new Set<CancellationTokenSource>();
    const connection = createMessageConnection(reader, new Writer(this.webview));
    for (const [method, handle] of Object.entries(this.handlers)) {
      // A request without parameters comes with a token only.
      connection.onRequest(method, async (...given: readonly unknown[]) => {
        const token = given.at(-1) as CancellationToken;
        const params = (given.length > 1 ? given[0] : undefined) as never;
        const source = new CancellationTokenSource();
        const following = token.onCancellationRequested(() => source.cancel());
        asked.add(source);
        try {
          return await handle(params, source.token);
        } finally {
          asked.delete(source);
          following.dispose();
        }
      });
    }
    connection.listen();
    this.page = { connection, reader, asked };
  }
}

class Reader extends AbstractMessageReader {
  private callback: DataCallback = () => undefined;

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return { dispose: () => (this.callback = () => undefined) };
  }

  take(message: Message): void {
    this.callback(message);
  }
}

class Writer extends AbstractMessageWriter {
  private isClosed = false;

  constructor(private readonly webview: Webview) {
    super();
  }

  async write(message: Message): Promise<void> {
    if (!this.isClosed) await this.webview.postMessage(message);
  }

  end(): void {
    this.isClosed = true;
  }

  override dispose(): void {
    super.dispose();
    this.isClosed = true;
  }
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
