import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PanelState } from '../../src/protocol/panel';
import { controlStyles } from '../ui/controlStyles';
import { icon } from '../ui/icon';
import type { Host } from './host';

/** Which record of the file is shown, and the ways to the others. */
@customElement('tuneset-navigation')
export class TunesetNavigation extends LitElement {
  static override styles = [
    controlStyles,
    css`
      input {
        width: 7ch;
        text-align: end;
      }
      .of {
        white-space: nowrap;
        padding-inline: 2px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) accessor panel: PanelState | undefined;
  @property({ attribute: false }) accessor host!: Host;
  @query('input') private accessor input!: HTMLInputElement;

  /** For typing the number of a record. */
  focusNumber(): void {
    this.input.focus();
    this.input.select();
  }

  override render(): TemplateResult {
    const { place } = this;
    const number = place ? String(place.record + 1) : '';
    return html`<div class="group" role="group" aria-label=${l10n.t('Records')}>
      ${this.step('previous')}
      <input
        type="text"
        inputmode="numeric"
        autocomplete="off"
        aria-label=${l10n.t('Number of the record')}
        .value=${number}
        ?disabled=${place === undefined}
        @keydown=${this.onKey}
        @blur=${() => (this.input.value = number)}
      />
      <span class="of"
        >${place ? l10n.t('of {0}', place.records.toLocaleString(document.documentElement.lang)) : ''}</span
      >
      ${this.step('next')}
    </div>`;
  }

  private step(kind: 'next' | 'previous'): TemplateResult {
    const label = kind === 'next' ? l10n.t('Next record') : l10n.t('Previous record');
    const key = kind === 'next' ? 'Alt+PgDn, ]' : 'Alt+PgUp, [';
    return html`<vscode-button
      appearance="icon"
      aria-label=${label}
      title="${label} (${key})"
      ?disabled=${this.panel === undefined}
      @click=${() => void this.host.goTo({ kind })}
      >${icon(kind === 'next' ? 'arrowDown' : 'arrowUp')}</vscode-button
    >`;
  }

  private onKey = (event: KeyboardEvent): void => {
    const { place } = this;
    if (event.key === 'Escape') this.input.blur();
    if (event.key !== 'Enter' || !place) return;
    const number = Number.parseFloat(this.input.value);
    if (!Number.isInteger(number)) return;
    void this.host.goTo({ kind: 'record', record: Math.min(Math.max(number, 1), place.records) - 1 });
  };

  private get place() {
    const { panel } = this;
    return panel?.sample.kind === 'sample' ? panel.sample.sample.place : undefined;
  }
}
