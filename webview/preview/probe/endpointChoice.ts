import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { ProbeEndpoint } from '../../../src/protocol/probe';
import { controlStyles } from '../../ui/controlStyles';

/** Another endpoint was chosen. */
export class EndpointEvent extends Event {
  constructor(readonly endpoint: string) {
    super('tuneset-endpoint');
  }
}

/** Chooses one endpoint. */
@customElement('tuneset-endpoint-choice')
export class TunesetEndpointChoice extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-width: 0;
      }
      select {
        max-width: 100%;
      }
      label {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        min-width: 0;
      }
    `,
  ];

  @property({ attribute: false }) accessor endpoints: readonly ProbeEndpoint[] = [];
  @property({ attribute: false }) accessor chosen: string | undefined;

  override render(): TemplateResult {
    return html`<label
      >${l10n.t('Endpoint')}
      <select
        @change=${({ target }: Event) => this.dispatchEvent(new EndpointEvent((target as HTMLSelectElement).value))}
      >
        ${this.endpoints.map(
          ({ id, name, model }) =>
            html`<option value=${id} .selected=${live(id === this.chosen)}>
              ${model === '' ? name : `${name} (${model})`}
            </option>`,
        )}
      </select></label
    >`;
  }
}
