import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  groupName,
  type GroupMeasure,
  type ReportDimension,
  type ReportGroup,
  type RunReport,
} from '../../../src/protocol/probeRuns';
import { formStyles } from '../../ui/formStyles';
import { measured } from '../numbers';
import { AskCallsEvent } from './askCalls';
import type { ReportMeasure } from './report';

/** So many groups are drawn at first. */
const MOST = 30;

/** One measure of the groups of a dimension as bars, for each endpoint one; with its standard error, and where it was before. */
@customElement('tuneset-run-bars')
export class TunesetRunBars extends LitElement {
  static override styles = [
    formStyles,
    css`
      :host {
        display: block;
        margin: 0 0 14px;
      }
      .chart {
        display: grid;
        grid-template-columns: fit-content(16em) fit-content(9em) minmax(6em, 26em) auto;
        gap: 2px 10px;
        align-items: center;
        justify-content: start;
      }
      .group {
        overflow-wrap: anywhere;
      }
      .endpoint {
        color: var(--vscode-descriptionForeground);
        overflow-wrap: anywhere;
      }
      svg {
        display: block;
        width: 100%;
        height: 14px;
        overflow: visible;
      }
      .ground {
        fill: none;
        stroke: var(--vscode-descriptionForeground);
        stroke-width: 1px;
        vector-effect: non-scaling-stroke;
        opacity: 0.4;
      }
      .bar0 {
        fill: var(--vscode-charts-blue);
      }
      .bar1 {
        fill: var(--vscode-charts-orange);
      }
      .bar2 {
        fill: var(--vscode-charts-green);
      }
      .bar3 {
        fill: var(--vscode-charts-purple);
      }
      .error,
      .before {
        stroke: var(--vscode-foreground);
        vector-effect: non-scaling-stroke;
      }
      .error {
        stroke-width: 1px;
      }
      .before {
        stroke-width: 2px;
        stroke-dasharray: 2 2;
      }
      .value {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      @media (max-width: 480px) {
        .chart {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .group,
        .endpoint {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor dimension: ReportDimension = 'all';
  @property({ attribute: false }) accessor groups: readonly ReportGroup[] = [];
  @property({ attribute: false }) accessor measure!: ReportMeasure;
  @property({ attribute: false }) accessor endpoints: RunReport['plan']['endpoints'] = [];
  @state() private accessor showsAll = false;

  override render(): TemplateResult {
    const names = [...new Set(this.groups.map(({ name }) => name))];
    const shown = this.showsAll ? names : names.slice(0, MOST);
    const hasBefore = this.groups.some(({ measures }) => measures[this.measure.id]?.shared);
    const label = this.measure.isLessBetter
      ? l10n.t('{0}: less is better', this.measure.title)
      : l10n.t('{0}: more is better', this.measure.title);
    return html`<p class="hint">${label}${hasBefore ? ` · ${l10n.t('dashed line: the other run')}` : nothing}</p>
      <div class="chart" role="group" aria-label=${label}>${shown.map((name) => this.bars(name))}</div>
      ${
        shown.length < names.length
          ? html`<p>
              <button class="link" @click=${() => (this.showsAll = true)}>
                ${l10n.t('Show all {0}', names.length)}
              </button>
            </p>`
          : nothing
      }`;
  }

  private bars(name: string): TemplateResult[] {
    const groups = this.groups.filter((group) => group.name === name);
    return groups.map(
      (group, row) =>
        html`<span class="group">${row === 0 ? groupName(this.dimension, name) : nothing}</span>
          <span class="endpoint">${this.endpoints.length > 1 ? this.endpointName(group) : nothing}</span>
          ${this.bar(group)}`,
    );
  }

  private bar(group: ReportGroup): TemplateResult {
    const value = group.measures[this.measure.id];
    if (!value || value.count === 0) return html`<span></span><span class="hint">–</span>`;
    const place = Math.max(
      0,
      this.endpoints.findIndex(({ id }) => id === group.endpoint),
    );
    const ask = (): void => {
      const { dimension, measure } = this;
      const asked = { group: { dimension, name: group.name }, endpoint: group.endpoint, measure: measure.id };
      this.dispatchEvent(new AskCallsEvent(asked, true));
    };
    return html`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        ${this.drawing(value, place % 4)}
      </svg>
      <button class="link value" title=${l10n.t('Show these calls, the worst first')} @click=${ask}>
        ${measured(value.mean)}
      </button>`;
  }

  private drawing({ mean, error, shared }: GroupMeasure, colour: number): TemplateResult {
    const greatest = this.greatest();
    const at = (value: number): number => (100 * Math.min(greatest, Math.max(0, value))) / greatest;
    return svg`<rect class="ground" x="0" y="0.5" width="100" height="9"></rect>
      <rect class="bar${colour}" x="0" y="1" width=${at(mean)} height="8"></rect>
      ${error === null ? nothing : svg`<line class="error" x1=${at(mean - error)} x2=${at(mean + error)} y1="5" y2="5"></line>`}
      ${shared ? svg`<line class="before" x1=${at(shared.before)} x2=${at(shared.before)} y1="-1" y2="11"></line>` : nothing}`;
  }

  /** Shares go to 1; what has no end, to the greatest that is shown. */
  private greatest(): number {
    const { measure, groups } = this;
    if (!measure.isLessBetter) return 1;
    const values = groups.flatMap(({ measures }) => {
      const value = measures[measure.id];
      return value ? [value.mean + (value.error ?? 0), value.shared?.before ?? 0] : [];
    });
    return Math.max(...values, Number.EPSILON);
  }

  private endpointName({ endpoint }: ReportGroup): string {
    return this.endpoints.find(({ id }) => id === endpoint)?.name ?? endpoint;
  }
}
