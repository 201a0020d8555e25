import * as vscode from 'vscode';
import { scriptFolder, showViewPage, type ViewName } from './showViewPage';
import { toldHandlers } from './toldHandlers';
import { ViewConnection, type ViewHandlers } from './viewConnection';

/** What a panel with a view of its own is made of. */
export interface ViewPanelParts<State> {
  readonly view: ViewName;
  /** See {@link showViewPage}. */
  readonly icon: string;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** The method of the request with which a page says that it is there. */
  readonly ready: string;
  /** The method of the notification with which a page gets what it is to show. */
  readonly show: string;
  /** What is to be shown now; undefined: nothing yet. */
  readonly state: () => State | undefined;
  /** Answers to the other requests of the page. */
  readonly handlers: ViewHandlers;
}

/**
 * A webview panel that shows one state. Its page is thrown away while it is hidden, and gets the state of the moment when it is there again; what it has to
 * remember it does itself. Dispose the webview panel to close it.
 */
export class ViewPanel<State> implements vscode.Disposable {
  private readonly connection: ViewConnection;
  private readonly subscriptions: vscode.Disposable;
  private isReady = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly parts: ViewPanelParts<State>,
  ) {
    const { extensionUri, view, icon, ready, handlers, log } = parts;
    panel.webview.options = { enableScripts: true, localResourceRoots: [scriptFolder(extensionUri)] };
    const began = async (): Promise<void> => {
      this.isReady = true;
      this.push();
    };
    this.connection = new ViewConnection(panel.webview, toldHandlers({ ...handlers, [ready]: began }, log), ready);
    this.subscriptions = vscode.Disposable.from(
      panel.onDidChangeViewState(() => this.viewStateChanged()),
      panel.onDidDispose(() => this.dispose()),
    );
    showViewPage(panel, extensionUri, view, icon);
  }

  /** Tells the page what to show; a hidden one asks for it as soon as it is there again. */
  push(): void {
    const state = this.isReady ? this.parts.state() : undefined;
    if (state !== undefined) this.notify(this.parts.show, state);
  }

  notify(method: string, params: unknown): void {
    if (this.isReady) this.connection.notify(method, params);
  }

  dispose(): void {
    this.isReady = false;
    this.connection.dispose();
    this.subscriptions.dispose();
  }

  private viewStateChanged(): void {
    if (this.panel.visible) return;
    this.isReady = false;
    this.connection.close();
  }
}
