import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  lessIsBetter,
  measureId,
  measureName,
  reportDimensions,
  type ReportDimension,
  type RunActionParams,
  type RunsState,
  type ShownRun,
} from '../../../src/protocol/probeRuns';
import '../calls/calls';
import type { CallsQuestion } from '../calls/calls';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';
import type { RunsHost } from '../host';
import { runTitle } from '../runTitle';
import { dimensionLabel } from '../words';
import './bars';
import './groupTable';
import { AskCallsEvent } from './askCalls';
import './runProgress';

/** A measure of a run as the report shows it. */
export interface ReportMeasure {
  readonly id: string;
  readonly title: string;
  readonly isLessBetter: boolean;
}

/** A run: how far it is, what it adds up to, and the calls behind each number. */
@customElement('tuneset-run-report')
export class TunesetRunReport extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
        padding: 10px;
      }
      section {
        margin: 0 0 18px;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 6px 14px;
        margin: 0 0 10px;
      }
      .controls select {
        max-width: min(30em, 90vw);
      }
      .by {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      .by [aria-pressed='true'] {
        font-weight: 700;
        text-decoration: underline;
      }
      .copies {
        display: flex;
        gap: 6px;
        margin-inline-start: auto;
      }
    `,
  ];

  @property({ attribute: false }) accessor runs!: RunsState;
  @property({ attribute: false }) accessor shown!: ShownRun;
  @property({ attribute: false }) accessor host!: RunsHost;
  @state() private accessor dimension: ReportDimension = 'taskType';
  @state() private accessor chart = '';
  @state() private accessor question: CallsQuestion = EVERY_CALL;
  @state() private accessor refusal: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const { dimension, chart, run, question } = (this.host.recall(KEY) ?? {}) as Partial<Remembered>;
    if (dimension && reportDimensions.includes(dimension)) this.dimension = dimension;
    this.chart = chart ?? '';
    if (question && run === this.shown.report.plan.id) this.question = question;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('shown');
    if (before && before.report.plan.id !== this.shown.report.plan.id) {
      this.question = EVERY_CALL;
      this.refusal = null;
    }
    if (this.hasUpdated) this.remember();
  }

  override render(): TemplateResult {
    const { shown, runs, host, question } = this;
    const { report } = shown;
    const measures = this.measures();
    const dimension = this.dimensions().includes(this.dimension) ? this.dimension : (this.dimensions()[0] ?? 'all');
    const groups = report.groups.filter((group) => group.dimension === dimension);
    const chart = measures.find(({ id }) => id === this.chart) ?? measures[0];
    return html`<tuneset-run-progress
        .shown=${shown}
        .locked=${runs.locked}
        .act=${(params: RunActionParams) => void this.act(params)}
      ></tuneset-run-progress>
      <div role="alert">${this.refusal === null ? nothing : html`<p class="fault">${this.refusal}</p>`}</div>
      <section aria-label=${l10n.t('Results')} @tuneset-ask-calls=${this.onAsk}>
        ${this.controls(dimension, chart)}
        ${
          groups.length === 0
            ? html`<p class="hint" role="status">${l10n.t('Nothing is measured yet.')}</p>`
            : html`${
                  chart
                    ? html`<tuneset-run-bars
                        .dimension=${dimension}
                        .groups=${groups}
                        .measure=${chart}
                        .endpoints=${report.plan.endpoints}
                      ></tuneset-run-bars>`
                    : nothing
                }<tuneset-group-table
                  .dimension=${dimension}
                  .groups=${groups}
                  .measures=${measures}
                  .endpoints=${report.plan.endpoints}
                  .isCompared=${shown.comparedWith !== null}
                ></tuneset-group-table>`
        }
      </section>
      <tuneset-run-calls
        .shown=${shown}
        .host=${host}
        .measures=${measures}
        .question=${question}
        @tuneset-ask-calls=${this.onAsk}
      ></tuneset-run-calls>`;
  }

  private controls(dimension: ReportDimension, chart: ReportMeasure | undefined): TemplateResult {
    const { shown, runs } = this;
    const others = runs.runs.filter(({ plan }) => plan.id !== shown.report.plan.id);
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    return html`<div class="controls">
      <div class="field">
        <span aria-hidden="true">${l10n.t('By')}</span>
        <div class="by" role="group" aria-label=${l10n.t('By')}>
          ${this.dimensions().map(
            (each) =>
              html`<vscode-button
                appearance=${each === dimension ? 'primary' : 'secondary'}
                aria-pressed=${each === dimension}
                @click=${() => (this.dimension = each)}
                >${dimensionLabel(each)}</vscode-button
              >`,
          )}
        </div>
      </div>
      <div class="field">
        <label for="chart">${l10n.t('Chart of')}</label>
        <select id="chart" @change=${(event: Event) => (this.chart = value(event))}>
          ${this.measures().map(({ id, title }) => html`<option value=${id} .selected=${live(id === chart?.id)}>${title}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="compare">${l10n.t('Compared with')}</label>
        <select
          id="compare"
          ?disabled=${others.length === 0}
          @change=${(event: Event) => void this.act({ kind: 'compareWith', run: value(event) || null })}
        >
          <option value="" .selected=${live(shown.comparedWith === null)}>${l10n.t('no other run')}</option>
          ${others.map(
            (run) =>
              html`<option value=${run.plan.id} .selected=${live(run.plan.id === shown.comparedWith)}>
                ${runTitle(run)}
              </option>`,
          )}
        </select>
      </div>
      <div class="copies">
        <vscode-button appearance="secondary" @click=${() => void this.act({ kind: 'copyReport', as: 'markdown' })}
          >${l10n.t('Copy as Markdown')}</vscode-button
        >
        <vscode-button appearance="secondary" @click=${() => void this.act({ kind: 'copyReport', as: 'csv' })}
          >${l10n.t('Copy as CSV')}</vscode-button
        >
      </div>
    </div>`;
  }

  /** Those that tell something: with a group that has a name, or more than one. */
  private dimensions(): readonly ReportDimension[] {
    const { groups } = this.shown.report;
    return reportDimensions.filter((dimension) => {
      if (dimension === 'all') return true;
      const names = new Set(groups.filter((group) => group.dimension === dimension).map(({ name }) => name));
      return names.size > 1 || (names.size === 1 && !names.has(''));
    });
  }

  private measures(): readonly ReportMeasure[] {
    const nameOf = (id: string): string => this.runs.endpoints.find((endpoint) => endpoint.id === id)?.name ?? id;
    return this.shown.report.plan.measures.map((wish) => ({
      id: measureId(wish),
      title: measureName(wish, nameOf),
      isLessBetter: lessIsBetter(wish.kind),
    }));
  }

  private async act(params: RunActionParams): Promise<void> {
    this.refusal = (await this.host.act(params)).refused;
  }

  private onAsk = (event: Event): void => {
    if (!(event instanceof AskCallsEvent)) return;
    this.question = { ...EVERY_CALL, ...event.question };
    this.remember();
    if (event.shouldReveal) void this.revealCalls();
  };

  private async revealCalls(): Promise<void> {
    await this.updateComplete;
    const calls = this.renderRoot.querySelector<HTMLElement>('tuneset-run-calls');
    calls?.scrollIntoView({ block: 'start' });
    calls?.focus();
  }

  private remember(): void {
    const { dimension, chart, question, shown } = this;
    this.host.remember(KEY, { dimension, chart, question, run: shown.report.plan.id } satisfies Remembered);
  }
}

const KEY = 'report';
interface Remembered {
  readonly dimension: ReportDimension;
  readonly chart: string;
  readonly run: string;
  readonly question: CallsQuestion;
}

const EVERY_CALL: CallsQuestion = { endpoint: null, group: null, measure: null, only: 'all', from: 0 };
