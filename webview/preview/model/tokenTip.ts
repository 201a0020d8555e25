import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TokenFacts } from './tokenTexts';

/** What is told of a token, beside it. The token's own label says the same to screen readers. */
@customElement('tuneset-token-tip')
export class TunesetTokenTip extends LitElement {
  static override styles = css`
    :host {
      max-width: min(360px, 90vw);
      padding: 4px 8px;
      color: var(--vscode-editorHoverWidget-foreground);
      background: var(--vscode-editorHoverWidget-background);
      border: 1px solid var(--vscode-editorHoverWidget-border);
      border-radius: 3px;
      font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size);
      line-height: 1.5;
    }
    .text {
      font-family: var(--vscode-editor-font-family);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .id {
      font-weight: 600;
    }
    .place {
      opacity: 0.85;
    }
  `;

  @property({ attribute: false }) accessor facts: TokenFacts | undefined;

  override render(): TemplateResult | typeof nothing {
    const { facts } = this;
    if (!facts) return nothing;
    return html`<div><span class="text">${facts.text}</span></div>
      <div class="id">${l10n.t('id {0}', facts.id)}</div>
      <div>${[facts.role, ...facts.states].join(' · ')}</div>
      <div class="place">${facts.place}</div>`;
  }
}
