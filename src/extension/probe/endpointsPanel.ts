import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { checkEndpoint } from '../../probe/checkEndpoint';
import { originOf } from '../../probe/endpoint';
import { tidyBaseUrl } from '../../probe/endpointSetting';
import {
  EndpointAction,
  EndpointsReady,
  SaveEndpoint,
  ShowEndpoints,
  TestEndpoint,
  type EndpointActionParams,
  type EndpointActionResult,
  type EndpointsState,
  type SaveEndpointParams,
  type SaveEndpointResult,
  type TestEndpointParams,
  type TestEndpointResult,
} from '../../protocol/endpoints';
import { Panel } from '../contributions';
import type { ViewHandlers } from '../views/viewConnection';
import { ViewPanel } from '../views/viewPanel';
import type { Endpoints } from './endpoints';

/** The view of endpoints; there is one at most. */
export class EndpointsPanel implements vscode.Disposable {
  private view: ViewPanel<EndpointsState> | undefined;
  /** What is to be shown first; told once. */
  private focus: string | null = null;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly endpoints: Endpoints,
    private readonly extensionUri: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = vscode.Disposable.from(
      endpoints.onChange(() => this.view?.push()),
      // What was typed and not saved is in the page's memory.
      vscode.window.registerWebviewPanelSerializer(Panel.endpoints, {
        deserializeWebviewPanel: async (panel) => this.restore(panel),
      }),
    );
  }

  /** @param focus the id of an endpoint, or `new`; null: whichever was shown */
  open(focus: string | null = null): void {
    this.focus = focus;
    this.view ??= this.create();
    this.view.panel.reveal();
    this.view.push();
  }

  dispose(): void {
    this.subscription.dispose();
    this.view?.panel.dispose();
  }

  private create(): ViewPanel<EndpointsState> {
    const title = vscode.l10n.t('Model Endpoints');
    return this.show(vscode.window.createWebviewPanel(Panel.endpoints, title, vscode.ViewColumn.Active));
  }

  private restore(panel: vscode.WebviewPanel): void {
    if (this.view) panel.dispose();
    else this.view = this.show(panel);
  }

  private show(panel: vscode.WebviewPanel): ViewPanel<EndpointsState> {
    panel.onDidDispose(() => (this.view = undefined));
    return new ViewPanel<EndpointsState>(panel, {
      ...{ view: 'endpoints', icon: 'endpoints', extensionUri: this.extensionUri, log: this.log },
      ...{ ready: EndpointsReady.method, show: ShowEndpoints.method, state: () => this.state() },
      handlers: this.handlers(),
    });
  }

  private state(): EndpointsState {
    const { focus } = this;
    this.focus = null;
    return {
      endpoints: this.endpoints.known,
      keyOrigins: this.endpoints.keys.origins,
      remote: vscode.env.remoteName === undefined ? null : hostname(),
      locked: this.endpoints.locked,
      focus,
    };
  }

  private handlers(): ViewHandlers {
    return {
      [SaveEndpoint.method]: (params: SaveEndpointParams) => this.save(params),
      [TestEndpoint.method]: (params: TestEndpointParams) => this.test(params),
      [EndpointAction.method]: (params: EndpointActionParams) => this.act(params),
    };
  }

  private async save({ endpoint }: SaveEndpointParams): Promise<SaveEndpointResult> {
    const { locked } = this.endpoints;
    if (locked) return { refused: { name: locked } };
    const tidy = { ...endpoint, baseUrl: tidyBaseUrl(endpoint.baseUrl), name: endpoint.name.trim() };
    const missing = tidy.caFile === null ? null : await missingFile(tidy.caFile);
    return { refused: missing ? { caFile: missing } : await this.endpoints.save(tidy) };
  }

  private async test({ endpoint }: TestEndpointParams): Promise<TestEndpointResult> {
    const { locked } = this.endpoints;
    if (locked) return { fault: locked };
    this.endpoints.cancelAsking(endpoint.id);
    const tidy = { ...endpoint, baseUrl: tidyBaseUrl(endpoint.baseUrl), name: endpoint.name.trim() };
    const wrong = checkEndpoint({ ...tidy, name: tidy.name || tidy.baseUrl });
    if (wrong) return { fault: Object.values(wrong).join(' ') };
    const asked = await this.endpoints.ask(tidy);
    return 'fault' in asked ? { fault: asked.fault } : asked;
  }

  private async act(action: EndpointActionParams): Promise<EndpointActionResult> {
    if (this.endpoints.locked) return null;
    switch (action.kind) {
      case 'remove':
        await this.remove(action.id);
        return null;
      case 'cancelTest':
        this.endpoints.cancelAsking(action.id);
        return null;
      case 'askKey':
      case 'removeKey': {
        const baseUrl = tidyBaseUrl(action.baseUrl);
        if (!URL.canParse(baseUrl)) return null;
        if (action.kind === 'askKey') await this.endpoints.keys.ask(originOf({ baseUrl }));
        else await this.endpoints.keys.remove(originOf({ baseUrl }));
        return null;
      }
      case 'chooseCaFile':
        return { path: await chooseCaFile() };
    }
  }

  private async remove(id: string): Promise<void> {
    const name = this.endpoints.known.find(({ endpoint }) => endpoint.id === id)?.endpoint.name;
    if (name === undefined) return;
    const remove = vscode.l10n.t('Remove');
    const message = vscode.l10n.t('Remove the endpoint “{0}”? What was probed with it stays.', name);
    if ((await vscode.window.showWarningMessage(message, { modal: true }, remove)) === remove) {
      await this.endpoints.remove(id);
    }
  }
}

async function chooseCaFile(): Promise<string | null> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Choose a File with Certificates'),
    filters: { [vscode.l10n.t('Certificates (PEM)')]: ['pem', 'crt', 'cer'], [vscode.l10n.t('All Files')]: ['*'] },
  });
  return chosen?.[0]?.fsPath ?? null;
}

/** @returns for people; null if it is there */
async function missingFile(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isFile() ? null : vscode.l10n.t('This is no file.');
  } catch {
    return vscode.l10n.t('There is no such file.');
  }
}
