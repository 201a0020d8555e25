import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PreviewPanel } from '../preview/previewPanel';
import type { Server } from '../server';
import type { ViewHandlers } from '../views/viewConnection';
import { Endpoints } from './endpoints';
import { EndpointsPanel } from './endpointsPanel';
import { Judgements } from './judgements';
import { ServerLooks } from './lookIntoServer';
import { ProbeCaller } from './probeCaller';
import { ProbeCalls } from './probeCalls';
import { probeHandlers } from './probeRequests';
import { ProbeSession, type ProbeParts } from './probeSession';

/** Probing served models from the editor: their endpoints, and single probes in previews. */
export class ProbeFeatures implements vscode.Disposable {
  readonly endpoints: Endpoints;
  readonly judgements = new Judgements();
  private readonly calls: ProbeCalls;
  private readonly panel: EndpointsPanel;
  private readonly looks: ServerLooks;
  private readonly parts: ProbeParts;

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
    log: vscode.LogOutputChannel,
  ) {
    // What the client of models tells comes from a room that knows nothing of VS Code.
    l10n.config({ contents: vscode.l10n.bundle ?? {} });
    this.endpoints = new Endpoints(context, log);
    this.calls = new ProbeCalls(context.globalStorageUri, log);
    this.panel = new EndpointsPanel(this.endpoints, context.extensionUri, log);
    this.looks = new ServerLooks(server, this.endpoints);
    const { endpoints, calls, judgements } = this;
    this.parts = {
      ...{ server, endpoints, calls, judgements, caller: new ProbeCaller(endpoints) },
      showEndpoints: (focus) => this.panel.open(focus),
    };
  }

  /** @param focus the id of an endpoint, or `new`; null: whichever was shown */
  showEndpoints(focus: string | null = null): void {
    this.panel.open(focus);
  }

  /** Answers to what the page of a preview asks about probes. */
  handlersOf(panel: PreviewPanel): ViewHandlers {
    const session = new ProbeSession(panel, this.parts);
    panel.panel.onDidDispose(() => session.dispose());
    return probeHandlers(panel, session, this.server, this.looks);
  }

  dispose(): void {
    this.calls.dispose();
    this.panel.dispose();
    this.judgements.dispose();
    this.endpoints.dispose();
  }
}
