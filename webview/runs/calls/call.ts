import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { failureName, type ListedCall } from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { detailTitle } from '../../ui/detailTitle';
import { icon } from '../../ui/icon';
import '../../ui/judgement';
import '../../ui/longText';
import { formStyles } from '../../ui/formStyles';
import type { RunsHost } from '../host';
import { duration, measured, whole } from '../numbers';
import type { ReportMeasure } from '../report/report';
import { callStateIcon, callStateLabel } from '../words';
import './answers';

/** One call: a line of what came of it, and all of it when it is opened. */
@customElement('tuneset-run-call')
export class TunesetRunCall extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      summary {
        padding: 5px 4px;
        cursor: pointer;
      }
      summary:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      .line {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        width: calc(100% - 1.5em);
        vertical-align: top;
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .state .icon {
        fill: var(--vscode-errorForeground);
      }
      .state.cancelled .icon {
        fill: currentColor;
      }
      .measure {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .measure.main {
        font-weight: 600;
      }
      .class {
        padding: 0 6px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 8px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
      }
      .excerpt {
        flex: 1 1 18em;
        min-width: 0;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
        color: var(--vscode-descriptionForeground);
      }
      .whole {
        display: grid;
        gap: 10px;
        padding: 4px 8px 14px 20px;
      }
      .message {
        margin: 0 0 6px;
      }
      .role {
        font-weight: 600;
      }
      .prompt {
        max-height: 24em;
        overflow: auto;
        padding: 4px 8px;
        border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .notes {
        margin: 0;
        padding-inline-start: 20px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor call!: ListedCall;
  @property({ attribute: false }) accessor measures: readonly ReportMeasure[] = [];
  /** Id of the measure that the list is sorted by. */
  @property({ attribute: false }) accessor sortedBy: string | null = null;
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  @property({ attribute: false }) accessor host!: RunsHost;
  @state() private accessor isOpen = false;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('call');
    if (before && before.id !== this.call.id) this.isOpen = false;
  }

  override render(): TemplateResult {
    return html`<details
      .open=${this.isOpen}
      @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}
    >
      <summary>${this.line()}</summary>
      ${this.isOpen ? this.all() : nothing}
    </details>`;
  }

  private line(): TemplateResult {
    const { call } = this;
    const { state: outcome, judgement } = call;
    return html`<span class="line">
      <span>${l10n.t('Record {0}', whole(call.record + 1))}</span>
      ${call.try > 0 ? html`<span>${l10n.t('try {0}', call.try + 1)}</span>` : nothing}
      <span class="hint">${call.endpoint.name}</span>
      ${
        outcome === 'finished'
          ? nothing
          : html`<span class="state ${outcome}">${icon(callStateIcon(outcome))}${callStateLabel(outcome)}</span>`
      }
      ${this.values()}
      ${judgement?.class != null ? html`<span class="class">${failureName(judgement.class)}</span>` : nothing}
      <span class="excerpt">${excerpt(call)}</span>
    </span>`;
  }

  private values(): TemplateResult[] {
    const { measures, call, sortedBy } = this;
    return measures.flatMap(({ id, title }) => {
      const value = call.measures[id]?.value ?? null;
      if (value === null) return [];
      return [html`<span class="measure ${id === sortedBy ? 'main' : ''}">${title} ${measured(value)}</span>`];
    });
  }

  private all(): TemplateResult {
    const { call, host, classes } = this;
    return html`<div class="whole">
      <div class="controls">
        <vscode-button appearance="secondary" @click=${() => void host.act({ kind: 'openRecord', call: call.id })}
          >${l10n.t('Open the record')}</vscode-button
        >
        <span class="hint">${this.about()}</span>
      </div>
      ${call.fault ? this.fault(call.fault) : nothing}
      <details>
        <summary>${l10n.t('Prompt ({0} messages)', whole(call.messages.length))}</summary>
        <div class="prompt" tabindex="0" role="region" aria-label=${l10n.t('Prompt')}>
          ${call.messages.map(
            (message) =>
              html`<div class="message">
                <span class="role">${message.role}</span>
                <tuneset-raw-text .text=${textOf(message)}></tuneset-raw-text>
              </div>`,
          )}
        </div>
      </details>
      <tuneset-call-answers .call=${call}></tuneset-call-answers>
      ${this.notes()}
      <tuneset-judgement .call=${call.id} .judgement=${call.judgement} .classes=${classes}></tuneset-judgement>
    </div>`;
  }

  private about(): string {
    const { usage, totalMs, taskTypes, kinds, endpoint } = this.call;
    const parts = [endpoint.model, duration(totalMs)];
    if (usage) parts.push(l10n.t('{0} tokens in, {1} out', whole(usage.prompt), whole(usage.completion)));
    return [...parts, ...taskTypes, ...kinds].filter((part) => part !== '').join(' · ');
  }

  private fault({ kind, message, detail }: NonNullable<ListedCall['fault']>): TemplateResult {
    return html`<div>
      <span class="fault">${message}</span>
      ${
        detail
          ? html`<details>
              <summary>${detailTitle(kind)}</summary>
              <tuneset-raw-text .text=${detail}></tuneset-raw-text>
            </details>`
          : nothing
      }
    </div>`;
  }

  /** What measures have to say besides their values. */
  private notes(): TemplateResult | typeof nothing {
    const notes = this.measures.flatMap(({ id, title }) => {
      const note = this.call.measures[id]?.note;
      return note ? [html`<li>${title}: ${note}</li>`] : [];
    });
    return notes.length === 0
      ? nothing
      : html`<ul class="notes">
          ${notes}
        </ul>`;
  }
}

/** Of the last question, for the line. */
function excerpt({ messages }: ListedCall): string {
  const last = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  return last ? textOf(last).slice(0, 200).replace(/\s+/g, ' ') : '';
}

/** The text of a message, or what it is made of as JSON. */
function textOf(message: ListedCall['messages'][number]): string {
  const { content, tool_calls: calls } = message;
  const parts: string[] = [];
  if (typeof content === 'string') parts.push(content);
  else if (content != null) parts.push(JSON.stringify(content, null, 2));
  if (calls != null) parts.push(JSON.stringify(calls, null, 2));
  return parts.join('\n');
}
