import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';

/** What VS Code gives a webview. State survives hiding the view and reloading the window. */
export interface VsCode {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

class Reader extends AbstractMessageReader {
  listen(callback: DataCallback): Disposable {
    const take = ({ data }: MessageEvent<unknown>): void => {
      if (isMessage(data)) callback(data);
    };
    window.addEventListener('message', take);
    return { dispose: () => window.removeEventListener('message', take) };
  }
}

class Writer extends AbstractMessageWriter {
  constructor(private readonly vscode: VsCode) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.vscode.postMessage(message);
  }

  end(): void {
    // There is nothing to be closed.
  }
}

/** Speaks JSON-RPC with the extension, with ids, errors and cancellation as with the language server. */
export function connectToHost(vscode: VsCode): MessageConnection {
  return createMessageConnection(new Reader(), new Writer(vscode));
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
