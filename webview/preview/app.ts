import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { PanelReady, ShowPanel, type PanelState } from '../../src/protocol/panel';
import type { VsCode } from '../ui/connection';

/** The whole view. */
@customElement('tuneset-preview')
export class TunesetPreview extends LitElement {
  @state() private accessor shown: PanelState | undefined;

  connect(connection: MessageConnection, _vscode: VsCode): void {
    connection.onNotification(ShowPanel.method, (shown: PanelState) => {
      this.shown = shown;
    });
    connection.listen();
    void connection.sendRequest(PanelReady.method);
  }

  override render(): TemplateResult {
    return html`<pre>${JSON.stringify(this.shown, undefined, 2)}</pre>`;
  }
}
