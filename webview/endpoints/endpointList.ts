import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { KnownEndpoint } from '../../src/protocol/endpoints';
import { controlStyles } from '../ui/controlStyles';
import { icon } from '../ui/icon';
import { roleText } from '../ui/roleText';

/** Somebody wants to see an endpoint. */
export class ChooseEvent extends Event {
  constructor(readonly id: string) {
    super('tuneset-choose');
  }
}

/** The endpoints, one of which is shown. */
@customElement('tuneset-endpoint-list')
export class TunesetEndpointList extends LitElement {
  static override styles = [
    controlStyles,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      button {
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr);
        gap: 0 8px;
        width: 100%;
        padding: 5px 10px;
        font: inherit;
        color: inherit;
        text-align: start;
        background: none;
        border: none;
        cursor: pointer;
      }
      button:hover {
        color: var(--vscode-list-hoverForeground, inherit);
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      button[aria-current='true'] {
        color: var(--vscode-list-activeSelectionForeground);
        background: var(--vscode-list-activeSelectionBackground);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      button:focus-visible {
        outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder));
        outline-offset: -1px;
      }
      .icon {
        margin-top: 1px;
      }
      .name,
      .about {
        grid-column: 2;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .about {
        font-size: 0.9em;
        opacity: 0.85;
      }
    `,
  ];

  @property({ attribute: false }) accessor endpoints: readonly KnownEndpoint[] = [];
  /** Ids of those with changes that are not saved. */
  @property({ attribute: false }) accessor changed: ReadonlySet<string> = new Set();
  /** Of the one that is shown; null: a new one. */
  @property({ attribute: false }) accessor shown: string | null = null;

  override render(): TemplateResult {
    return html`<ul aria-label=${l10n.t('Endpoints')}>
      ${this.endpoints.map((known) => this.item(known))}
    </ul>`;
  }

  private item(known: KnownEndpoint): TemplateResult {
    const { endpoint } = known;
    const isShown = endpoint.id === this.shown;
    return html`<li>
      <button
        aria-current=${isShown ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new ChooseEvent(endpoint.id))}
      >
        ${icon(known.fault ? 'error' : known.capabilities ? 'check' : 'question')}
        <span class="name">${endpoint.name}${this.changed.has(endpoint.id) ? ' ●' : ''}</span>
        <span class="about">${roleText(endpoint.role)} · ${endpoint.model || hostOf(endpoint.baseUrl)}</span>
        <span class="unseen"
          >${statusText(known)} ${this.changed.has(endpoint.id) ? l10n.t('Not saved') : nothing}</span
        >
      </button>
    </li>`;
  }
}

function statusText({ fault, capabilities, isAsking }: KnownEndpoint): string {
  if (isAsking) return l10n.t('It is being asked.');
  if (fault) return l10n.t('It could not be asked.');
  return capabilities ? l10n.t('It answers.') : l10n.t('It has not been asked yet.');
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
