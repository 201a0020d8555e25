import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { Occurrences } from '../../../src/protocol/probe';
import { formatted } from '../conversation/numbers';
import type { Host } from '../host';
import { sectionStyles } from './sectionStyles';

/** Where a text stands in the dataset: a pattern that the model over-fitted stands in many answers. */
@customElement('tuneset-probe-find')
export class TunesetProbeFind extends LitElement {
  static override styles = [
    sectionStyles,
    css`
      input {
        flex: 1 1 14em;
        max-width: 40em;
      }
      table {
        margin: 8px 0;
        border-collapse: collapse;
      }
      .scroll {
        overflow-x: auto;
      }
      th,
      td {
        padding: 2px 12px 2px 0;
        text-align: end;
        font-variant-numeric: tabular-nums;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      th:first-child {
        text-align: start;
        overflow-wrap: anywhere;
      }
      tbody th {
        font-weight: normal;
      }
      .hits {
        display: grid;
        gap: 4px;
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      mark {
        color: inherit;
        background: var(--vscode-editor-findMatchHighlightBackground);
        outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) accessor host!: Host;
  /** What to find; each new object is looked for. */
  @property({ attribute: false }) accessor wish: { readonly text: string } = { text: '' };
  @state() private accessor found: { readonly text: string; readonly result: Occurrences } | undefined;
  @state() private accessor running: CancellationTokenSource | undefined;
  @query('input') private accessor field!: HTMLInputElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.cancel();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('wish') || this.wish.text === '') return;
    this.field.value = this.wish.text;
    void this.find();
  }

  override render(): TemplateResult {
    const { found, running } = this;
    return html`<p class="lead">${l10n.t('What a model says too often may stand in the data too often.')}</p>
      <div class="row">
        <input
          type="search"
          aria-label=${l10n.t('Text to be found in the dataset')}
          placeholder=${l10n.t('Text to be found in the dataset')}
          maxlength="1000"
          @keydown=${this.onKey}
        />
        <vscode-button @click=${() => void this.find()}>${l10n.t('Find')}</vscode-button>
        ${
          running
            ? html`<span role="status">${l10n.t('Looking through the dataset…')}</span>
                <vscode-button appearance="secondary" @click=${() => running.cancel()}
                  >${l10n.t('Cancel')}</vscode-button
                >`
            : nothing
        }
      </div>
      ${found ? this.occurrences(found.text, found.result) : nothing}`;
  }

  private occurrences(text: string, result: Occurrences): TemplateResult {
    const { prompts, answers, records, types, hits } = result;
    const total = l10n.t(
      '“{0}” stands in the answers of {1} and in the prompts of {2} of {3} records.',
      text,
      formatted(answers),
      formatted(prompts),
      formatted(records),
    );
    return html`<section class="result" aria-label=${l10n.t('Found')}>
      <p role="status">${total}</p>
      ${types.length > 0 && answers + prompts > 0 ? typeTable(types) : nothing}
      <ul class="hits">
        ${hits.map((hit) => this.hit(hit, text))}
      </ul>
      ${
        hits.length < answers + prompts && hits.length > 0
          ? html`<p class="lead">${l10n.t('The first {0} are listed.', formatted(hits.length))}</p>`
          : nothing
      }
    </section>`;
  }

  private hit({ record, where, excerpt, taskTypes }: Occurrences['hits'][number], text: string): TemplateResult {
    return html`<li>
      <button class="link" @click=${() => void this.host.goTo({ kind: 'record', record })}>
        ${l10n.t('Record {0}', formatted(record + 1))}
      </button>
      <span class="own">${[where === 'answer' ? l10n.t('answer') : l10n.t('prompt'), ...taskTypes].join(' · ')}</span>
      <div dir="auto">${marked(excerpt, text)}</div>
    </li>`;
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void this.find();
  };

  private async find(): Promise<void> {
    const text = this.field.value;
    this.running?.cancel();
    if (text === '') return;
    const running = new CancellationTokenSource();
    this.running = running;
    const result = await this.host.probe.find(text, running.token);
    if (this.running !== running) return;
    this.running = undefined;
    if (result) this.found = { text, result };
  }
}

function typeTable(types: Occurrences['types']): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${l10n.t('By task type')}>
    <table>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Task type')}</th>
          <th scope="col">${l10n.t('In answers')}</th>
          <th scope="col">${l10n.t('In prompts')}</th>
          <th scope="col">${l10n.t('Records')}</th>
        </tr>
      </thead>
      <tbody>
        ${types.map(
          ({ name, answers, prompts, records }) =>
            html`<tr>
              <th scope="row"><bdi>${name === '' ? l10n.t('(no task type)') : name}</bdi></th>
              <td>${formatted(answers)}</td>
              <td>${formatted(prompts)}</td>
              <td>${formatted(records)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function marked(excerpt: string, text: string): TemplateResult | string {
  const at = excerpt.indexOf(text);
  if (at === -1) return excerpt;
  return html`${excerpt.slice(0, at)}<mark>${text}</mark>${excerpt.slice(at + text.length)}`;
}
