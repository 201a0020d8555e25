import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/browser';
import type { VsCode } from './connection';

/** The extension, as a view sees it: requests that never reject, and what the view remembers while it is hidden. */
export class ViewHost {
  private memory: Readonly<Record<string, unknown>>;

  /** @param unsaved what it remembers where VS Code kept nothing */
  constructor(
    protected readonly connection: MessageConnection,
    private readonly vscode: VsCode,
    unsaved?: unknown,
  ) {
    const saved = vscode.getState() ?? unsaved;
    this.memory = typeof saved === 'object' && saved !== null ? { ...saved } : {};
  }

  /** What a part of the view remembered under its key; it survives hiding the view and reloading the window. Undefined: nothing. */
  recall(key: string): unknown {
    return this.memory[key];
  }

  /** Remembers a small value, plain data; undefined forgets it. Unsaved text belongs here: a hidden view is thrown away. */
  remember(key: string, value: unknown): void {
    this.memory = { ...this.memory, [key]: value };
    this.vscode.setState(this.memory);
  }

  /** The extension tells people of errors where they come to be; `otherwise` is the result then. */
  async ask<T>(method: string, params: unknown, otherwise: T, token?: CancellationToken): Promise<T> {
    try {
      // An undefined token would be sent as a second parameter.
      return await this.connection.sendRequest<T>(method, params, ...(token ? [token] : []));
    } catch {
      return otherwise;
    }
  }
}
