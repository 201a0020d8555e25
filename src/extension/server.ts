import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  LanguageClient,
  State,
  TransportKind,
  WorkDoneProgress,
  type LanguageClientOptions,
  type WorkspaceEdit,
} from 'vscode-languageclient/node';
import { CoverageChanged } from '../protocol/coverage';
import {
  ReadFile,
  Status,
  type DatasetStatus,
  type InitializationOptions,
  type ReadFileParams,
  type ReadFileResult,
  type StatusParams,
} from '../protocol/messages';
import { RECORD_LANGUAGE, RECORD_SCHEME } from '../protocol/recordDocument';
import { RecordsChanged, type RecordsChangedParams } from '../protocol/records';
import { MarkedTouched, type MarkedTouchedParams } from '../protocol/twins';
import type { SeenEdit } from '../protocol/renameTaskType';
import { editorText } from './labels/editorText';
import { isAsSeen } from './labels/isAsSeen';
import { isCandidate } from './needsServer';

/** Bytes of a file that are sent to the server; larger ones of a virtual file system are not looked at on disk. */
const MAX_READ = 16 * 1024 * 1024;

/** The language server and what it tells of open files. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly datasets = new Map<string, DatasetStatus>();
  private readonly statusEmitter = new vscode.EventEmitter<string>();
  /** Fires with the URI of a file of which something new is known. */
  readonly onStatus = this.statusEmitter.event;
  private readonly coverageEmitter = new vscode.EventEmitter<void>();
  /** Fires a moment after something has changed that coverage tells. */
  readonly onCoverageChanged = this.coverageEmitter.event;

  private readonly touchedEmitter = new vscode.EventEmitter<MarkedTouchedParams>();
  /** Fires when an edit has deleted marked records or rewritten their prompts. */
  readonly onMarkedTouched = this.touchedEmitter.event;

  private readonly recordsEmitter = new vscode.EventEmitter<RecordsChangedParams>();
  /** Fires when there is something new of records that are followed. */
  readonly onRecordsChanged = this.recordsEmitter.event;
  private readonly runningEmitter = new vscode.EventEmitter<boolean>();
  /** Fires when the server runs, with true, and when it has stopped: what it was told before is forgotten then. */
  readonly onRunning = this.runningEmitter.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get isStarted(): boolean {
    return this.client !== undefined;
  }

  /** What the server last told of a file, or undefined if it is no dataset. */
  status(uri: vscode.Uri): DatasetStatus | undefined {
    return this.datasets.get(uri.toString());
  }

  async start(): Promise<void> {
    if (this.client) return;
    const module = vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'server.js').fsPath;
    const run = { module, transport: TransportKind.ipc };
    this.client = new LanguageClient('tuneset', 'Tuneset', { run, debug: run }, this.options());
    this.client.onNotification(Status.method, (params: StatusParams) => this.take(params));
    this.client.onNotification(CoverageChanged.method, () => this.coverageEmitter.fire());
    this.client.onNotification(MarkedTouched.method, (touched: MarkedTouchedParams) =>
      this.touchedEmitter.fire(touched),
    );
    this.client.onNotification(RecordsChanged.method, (changed: RecordsChangedParams) =>
      this.recordsEmitter.fire(changed),
    );
    this.client.onRequest(ReadFile.method, ({ uri }: ReadFileParams) => readFile(uri));
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) this.forgetAll();
      if (newState !== State.Starting) this.runningEmitter.fire(newState === State.Running);
    });
    try {
      await this.client.start();
      this.log.info('The language server runs.');
    } catch (error) {
      this.log.error('The language server did not start.', error);
      const show = vscode.l10n.t('Show Log');
      const message = vscode.l10n.t('Tuneset could not start, so datasets are not checked. The log says why.');
      if ((await vscode.window.showErrorMessage(message, show)) === show) this.log.show();
    }
  }

  async restart(): Promise<void> {
    this.forgetAll();
    if (this.client) await this.client.restart();
    else await this.start();
  }

  /** Sends a request; undefined if it is cancelled, or if the server does not run or fails, which the log tells. */
  async request<R>(method: string, params: unknown, cancel?: vscode.CancellationToken): Promise<R | undefined> {
    try {
      await this.start();
      // An undefined token would be sent as a second parameter.
      return await this.client?.sendRequest<R>(method, params, ...(cancel ? [cancel] : []));
    } catch (error) {
      if (!cancel?.isCancellationRequested) this.log.error(method, error);
      return undefined;
    }
  }

  /**
   * Sends a request that the server reports progress of, under a token in its parameters.
   *
   * @param report gets the server's messages
   */
  async requestWithProgress<R>(
    method: string,
    params: object,
    report: (message: string | undefined) => void,
    cancel: vscode.CancellationToken,
  ): Promise<R | undefined> {
    await this.start();
    const workDoneToken = randomUUID();
    const progress = this.client?.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'end') report(value.message);
    });
    try {
      return await this.request<R>(method, { ...params, workDoneToken }, cancel);
    } finally {
      progress?.dispose();
    }
  }

  /** Sends a notification, if the server runs. */
  notify(method: string, params: object): void {
    if (this.client?.isRunning()) void this.client.sendNotification(method, params);
  }

  /** An edit of the server's as the editor makes it. */
  async editorEdit(edit: WorkspaceEdit): Promise<vscode.WorkspaceEdit | undefined> {
    return this.client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  dispose(): void {
    void this.client?.dispose();
    this.statusEmitter.dispose();
    this.touchedEmitter.dispose();
    this.coverageEmitter.dispose();
    this.recordsEmitter.dispose();
    this.runningEmitter.dispose();
  }

  private forgetAll(): void {
    const known = [...this.datasets.keys()];
    this.datasets.clear();
    for (const uri of known) this.statusEmitter.fire(uri);
  }

  private take({ uri, dataset }: StatusParams): void {
    const key = vscode.Uri.parse(uri).toString();
    if (dataset) this.datasets.set(key, dataset);
    else this.datasets.delete(key);
    this.statusEmitter.fire(key);
  }

  /** The edits of a rename. The client would pass on neither what they are for nor what they replace. */
  private async rename(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
    token: vscode.CancellationToken,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const { client } = this;
    if (!client) return undefined;
    const params = { textDocument: { uri: document.uri.toString() }, position, newName };
    const edit = await client.sendRequest<SeenEdit | null>('textDocument/rename', params, token);
    if (!edit) return undefined;
    if (!(await isAsSeen(edit, editorText).catch(() => false))) {
      throw new Error(vscode.l10n.t('A file changed in the meantime, so nothing was renamed. Try again.'));
    }
    return client.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  private options(): LanguageClientOptions {
    const storage = vscode.Uri.joinPath(this.context.globalStorageUri, 'tokenizers').fsPath;
    // Asked at every start.
    const initializationOptions = (): InitializationOptions => ({
      ...{ builtinJson: true, commands: true, storage },
      trusted: vscode.workspace.isTrusted,
    });
    return {
      documentSelector: [
        { language: 'json' },
        { language: 'jsonl' },
        { language: RECORD_LANGUAGE, scheme: RECORD_SCHEME },
      ],
      outputChannel: this.log,
      initializationOptions,
      middleware: {
        didOpen: async (document, next) => (isCandidate(document) ? next(document) : undefined),
        didChange: async (event, next) => (isCandidate(event.document) ? next(event) : undefined),
        didSave: async (document, next) => (isCandidate(document) ? next(document) : undefined),
        didClose: async (document, next) => {
          this.datasets.delete(document.uri.toString());
          this.statusEmitter.fire(document.uri.toString());
          if (isCandidate(document)) await next(document);
        },
        provideRenameEdits: (document, position, newName, token) => this.rename(document, position, newName, token),
      },
    };
  }
}

async function readFile(uri: string): Promise<ReadFileResult | null> {
  try {
    const target = vscode.Uri.parse(uri);
    const { size } = await vscode.workspace.fs.stat(target);
    if (size > MAX_READ) return null;
    return { base64: Buffer.from(await vscode.workspace.fs.readFile(target)).toString('base64') };
  } catch {
    return null; // There is no such file.
  }
}
