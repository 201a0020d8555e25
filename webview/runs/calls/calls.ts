import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import {
  groupName,
  type ListCallsParams,
  type ListedCall,
  type ListedCalls,
  type ShownRun,
} from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';
import { JudgeEvent } from '../../ui/judgement';
import type { RunsHost } from '../host';
import { whole } from '../numbers';
import { AskCallsEvent } from '../report/askCalls';
import type { ReportMeasure } from '../report/report';
import './call';

/** Which calls are listed; from which one on. */
export type CallsQuestion = Omit<ListCallsParams, 'run' | 'count'>;

const PAGE = 20;

/** The calls behind a number, some at a time. New ones of a run that goes on come in when the user asks for them: what is read stays where it is. */
@customElement('tuneset-run-calls')
export class TunesetRunCalls extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 0 0 6px;
        font-size: 1.05em;
        overflow-wrap: anywhere;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 6px 14px;
        margin: 0 0 10px;
      }
      .pages {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin: 10px 0;
      }
    `,
  ];

  @property({ attribute: false }) accessor shown!: ShownRun;
  @property({ attribute: false }) accessor host!: RunsHost;
  @property({ attribute: false }) accessor measures: readonly ReportMeasure[] = [];
  @property({ attribute: false }) accessor question!: CallsQuestion;
  @state() private accessor listed: ListedCalls | null = null;
  @state() private accessor isLoading = false;
  /** Calls of the run that were done when the list was made. */
  @state() private accessor doneThen = 0;
  @query('h3') private accessor heading!: HTMLElement;
  private asked = '';
  private asking: CancellationTokenSource | undefined;

  override focus(): void {
    this.heading.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking?.cancel();
    this.asked = '';
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('shown') && !changed.has('question')) return;
    const asked = JSON.stringify([this.shown.report.plan.id, this.question]);
    const isFirst = this.listed?.total === 0 && this.shown.report.done > 0 && !this.isLoading;
    if (asked !== this.asked || isFirst) void this.load();
  }

  override render(): TemplateResult {
    const { listed, shown, question } = this;
    const newer = shown.report.done - this.doneThen;
    return html`<section aria-label=${l10n.t('Calls')}>
      <h3 tabindex="-1">${this.titleText()}</h3>
      ${this.controls()}
      ${
        newer > 0 && listed && !this.isLoading
          ? html`<p role="status">
              <button class="link" @click=${() => void this.load()}>
                ${l10n.t('{0} more calls are done since: show them', whole(newer))}
              </button>
            </p>`
          : nothing
      }
      <div @tuneset-judge=${this.onJudge}>
        ${listed === null ? nothing : listed.calls.length === 0 ? this.none() : this.list(listed.calls)}
      </div>
      ${listed && listed.total > PAGE ? this.pages(listed.total, question.from) : nothing}
    </section>`;
  }

  private titleText(): string {
    const { group, endpoint, only } = this.question;
    const parts = [
      {
        all: l10n.t('Calls'),
        failed: l10n.t('Failed calls'),
        truncated: l10n.t('Truncated calls'),
        judged: l10n.t('Bad cases'),
      }[only],
    ];
    if (group && group.dimension !== 'all') parts.push(groupName(group.dimension, group.name));
    if (endpoint !== null) parts.push(this.endpointName(endpoint));
    const title = parts.join(' · ');
    return this.listed ? `${title} (${whole(this.listed.total)})` : title;
  }

  private controls(): TemplateResult {
    const { question, measures } = this;
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    const isNarrowed = question.group !== null || question.endpoint !== null || question.only !== 'all';
    const only = [
      ['all', l10n.t('All')],
      ['failed', l10n.t('Failed')],
      ['truncated', l10n.t('Truncated')],
      ['judged', l10n.t('Bad cases')],
    ] as const;
    return html`<div class="controls">
      <div class="field">
        <label for="only">${l10n.t('Which calls')}</label>
        <select id="only" @change=${(event: Event) => this.ask({ only: value(event) as CallsQuestion['only'] })}>
          ${only.map(([id, label]) => html`<option value=${id} .selected=${live(id === question.only)}>${label}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="order">${l10n.t('Order')}</label>
        <select id="order" @change=${(event: Event) => this.ask({ measure: value(event) || null })}>
          <option value="" .selected=${live(question.measure === null)}>${l10n.t('by record')}</option>
          ${measures.map(
            ({ id, title }) =>
              html`<option value=${id} .selected=${live(id === question.measure)}>
                ${l10n.t('{0}, the worst first', title)}
              </option>`,
          )}
        </select>
      </div>
      ${
        isNarrowed
          ? html`<button class="link" @click=${() => this.ask({ group: null, endpoint: null, only: 'all' })}>
              ${l10n.t('Show all calls')}
            </button>`
          : nothing
      }
    </div>`;
  }

  private none(): TemplateResult {
    return html`<p class="hint" role="status">${l10n.t('There is no such call.')}</p>`;
  }

  private list(calls: readonly ListedCall[]): TemplateResult {
    const { measures, host } = this;
    const classes = Object.keys(this.shown.classes);
    return html`${repeat(
      calls,
      ({ id }) => id,
      (call) =>
        html`<tuneset-run-call
          .call=${call}
          .measures=${measures}
          .sortedBy=${this.question.measure}
          .classes=${classes}
          .host=${host}
        ></tuneset-run-call>`,
    )}`;
  }

  private pages(total: number, from: number): TemplateResult {
    const to = Math.min(total, from + PAGE);
    return html`<nav class="pages" aria-label=${l10n.t('Pages')}>
      <vscode-button
        appearance="secondary"
        ?disabled=${from === 0}
        @click=${() => this.ask({ from: Math.max(0, from - PAGE) }, true)}
        >${l10n.t('Earlier ones')}</vscode-button
      >
      <span>${l10n.t('{0} to {1} of {2}', whole(from + 1), whole(to), whole(total))}</span>
      <vscode-button
        appearance="secondary"
        ?disabled=${to >= total}
        @click=${() => this.ask({ from: from + PAGE }, true)}
        >${l10n.t('Later ones')}</vscode-button
      >
    </nav>`;
  }

  private ask(change: Partial<CallsQuestion>, shouldReveal = false): void {
    this.dispatchEvent(new AskCallsEvent({ ...this.question, from: 0, ...change }, shouldReveal));
  }

  private async load(): Promise<void> {
    const run = this.shown.report.plan.id;
    const asked = (this.asked = JSON.stringify([run, this.question]));
    this.asking?.cancel();
    const source = (this.asking = new CancellationTokenSource());
    this.isLoading = true;
    const done = this.shown.report.done;
    const listed = await this.host.calls({ ...this.question, run, count: PAGE }, source.token);
    if (asked !== this.asked || this.asking !== source) return;
    this.isLoading = false;
    this.doneThen = done;
    this.listed = listed ?? { total: 0, calls: [] };
  }

  /** What was said of a call stands there at once. */
  private onJudge = (event: Event): void => {
    if (!(event instanceof JudgeEvent) || !this.listed) return;
    const { call, judgement } = event;
    const calls = this.listed.calls.map((each) => (each.id === call ? { ...each, judgement } : each));
    this.listed = { ...this.listed, calls };
    void this.host.act({ kind: 'judge', call, class: judgement.class, note: judgement.note });
  };

  private endpointName(id: string): string {
    return this.shown.report.plan.endpoints.find((endpoint) => endpoint.id === id)?.name ?? id;
  }
}
