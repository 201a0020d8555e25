import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  changeOf,
  groupName,
  type GroupMeasure,
  type ReportDimension,
  type ReportGroup,
  type RunReport,
} from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';
import { difference, measured, whole } from '../numbers';
import { AskCallsEvent } from './askCalls';
import type { ReportMeasure } from './report';

/** What the table is sorted by: `name`, `calls`, `failed` or a measure's id; the worst first where that can be said. */
interface Order {
  readonly by: string;
  readonly isReversed: boolean;
}

/** The groups of a dimension in numbers. Each number leads to its calls. */
@customElement('tuneset-group-table')
export class TunesetGroupTable extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
      }
      .scroll {
        overflow-x: auto;
        padding-bottom: 2px;
        scrollbar-width: auto;
        scrollbar-color: var(--vscode-scrollbarSlider-activeBackground, currentColor) transparent;
      }
      .scroll:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      table {
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 3px 10px;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
        text-align: end;
        white-space: nowrap;
      }
      th {
        font-weight: 600;
        vertical-align: bottom;
        white-space: normal;
      }
      tbody th {
        vertical-align: baseline;
      }
      thead button.link {
        text-align: end;
      }
      thead .text button.link {
        text-align: start;
      }
      th[scope='row'],
      th.text,
      td.text {
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
        min-width: 9em;
      }
      th button.link {
        font-weight: 600;
      }
      .error,
      .none {
        color: var(--vscode-descriptionForeground);
      }
      .better,
      .worse {
        padding: 0 3px;
        border-radius: 2px;
      }
      .better {
        background: var(--vscode-diffEditor-insertedTextBackground);
      }
      .worse {
        background: var(--vscode-diffEditor-removedTextBackground);
      }
    `,
  ];

  @property({ attribute: false }) accessor dimension: ReportDimension = 'all';
  @property({ attribute: false }) accessor groups: readonly ReportGroup[] = [];
  @property({ attribute: false }) accessor measures: readonly ReportMeasure[] = [];
  @property({ attribute: false }) accessor endpoints: RunReport['plan']['endpoints'] = [];
  @property({ attribute: false }) accessor isCompared = false;
  @state() private accessor order: Order | undefined;

  override render(): TemplateResult {
    const { dimension, measures, endpoints } = this;
    const isOne = endpoints.length === 1;
    return html`${this.isCompared ? html`<p class="hint">${this.comparison()}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${l10n.t('Results in numbers')}>
        <table>
          <thead>
            <tr>
              ${this.head('name', dimension === 'all' ? l10n.t('Calls') : l10n.t('Group'), true)}
              ${isOne ? nothing : html`<th scope="col" class="text">${l10n.t('Endpoint')}</th>`}
              ${this.head('calls', l10n.t('Number'))}${this.head('failed', l10n.t('Failed'))}
              ${measures.map(({ id, title }) => this.head(id, title))}
            </tr>
          </thead>
          <tbody>
            ${this.sorted().map((group) => this.row(group, isOne))}
          </tbody>
        </table>
      </div>`;
  }

  /** How changes are to be read: the runs may be of different records. */
  private comparison(): string {
    const isAny = this.groups.some(({ measures }) => Object.values(measures).some(({ shared }) => shared));
    return isAny
      ? l10n.t(
          'Only places that both runs have are compared; in brackets, how many they are. ≈: no more than the standard error, so it may be chance.',
        )
      : l10n.t('The two runs have no measured place in common, so they can’t be compared.');
  }

  private head(by: string, label: string, isText = false): TemplateResult {
    const { order } = this;
    const isBy = order?.by === by;
    const sort = isBy ? (order.isReversed ? 'descending' : 'ascending') : 'none';
    const turn = (): void => void (this.order = { by, isReversed: isBy && !order.isReversed });
    return html`<th scope="col" class=${isText ? 'text' : ''} aria-sort=${sort}>
      <button class="link" title=${l10n.t('Sort by this')} @click=${turn}>
        ${label}${isBy ? html`<span aria-hidden="true">${order.isReversed ? ' ↓' : ' ↑'}</span>` : nothing}
      </button>
    </th>`;
  }

  private row(group: ReportGroup, isOne: boolean): TemplateResult {
    const { dimension } = this;
    const endpoint = this.endpointName(group);
    const label = groupName(dimension, group.name);
    const place = isOne ? label : `${label}, ${endpoint}`;
    return html`<tr>
      <th scope="row">${label}</th>
      ${isOne ? nothing : html`<td class="text">${endpoint}</td>`}
      <td>${this.link(whole(group.calls), l10n.t('Calls: {0}', place), group, {})}</td>
      <td>
        ${
          group.failed === 0
            ? html`<span class="none">0</span>`
            : this.link(whole(group.failed), l10n.t('Failed calls: {0}', place), group, { only: 'failed' })
        }
      </td>
      ${this.measures.map((measure) => html`<td>${this.cell(group, measure, place)}</td>`)}
    </tr>`;
  }

  private cell(group: ReportGroup, measure: ReportMeasure, place: string): TemplateResult {
    const value = group.measures[measure.id];
    if (!value || value.count === 0) return html`<span class="none">–</span>`;
    const label = l10n.t('{0}: {1}, the worst first', measure.title, place);
    const why = l10n.t('Mean of {0} calls', whole(value.count));
    const text = html`<span title=${why}>${measured(value.mean)}</span>`;
    return html`${this.link(text, label, group, { measure: measure.id })}${
      value.error === null
        ? nothing
        : html` <span class="error" title=${l10n.t('Standard error of the mean')}>±${measured(value.error)}</span>`
    }${this.change(value, measure)}`;
  }

  /** Against the other run, in what both have; told by sign and arrow, and not by colour alone. */
  private change({ shared }: GroupMeasure, { isLessBetter }: ReportMeasure): TemplateResult | typeof nothing {
    if (!this.isCompared || !shared) return nothing;
    const { cases, now, before } = shared;
    const change = changeOf(shared);
    const is =
      change === 'more' || change === 'less' ? ((change === 'less') === isLessBetter ? 'better' : 'worse') : change;
    const [sign, words] = {
      same: ['=', l10n.t('as before')],
      unsure: ['≈', l10n.t('no clear difference')],
      better: ['▲', l10n.t('better than before')],
      worse: ['▼', l10n.t('worse than before')],
    }[is] as [string, string];
    const title = l10n.t(
      'In the {0} places that both runs have: {1} now, {2} before',
      whole(cases),
      measured(now),
      measured(before),
    );
    return html` <span class=${is} title=${title}
      ><span aria-hidden="true">${sign}</span> ${difference(now - before)} (${whole(cases)})<span class="unseen">
        ${words}</span
      ></span
    >`;
  }

  private link(
    text: TemplateResult | string,
    label: string,
    group: ReportGroup,
    question: Partial<AskCallsEvent['question']>,
  ): TemplateResult {
    const { dimension } = this;
    const ask = (): void => {
      const asked = { group: { dimension, name: group.name }, endpoint: group.endpoint, ...question };
      this.dispatchEvent(new AskCallsEvent(asked, true));
    };
    return html`<button class="link" aria-description=${label} title=${label} @click=${ask}>${text}</button>`;
  }

  private endpointName({ endpoint }: ReportGroup): string {
    return this.endpoints.find(({ id }) => id === endpoint)?.name ?? endpoint;
  }

  private sorted(): readonly ReportGroup[] {
    const { order, groups } = this;
    if (!order) return groups;
    const isLess = this.measures.find(({ id }) => id === order.by)?.isLessBetter;
    const direction = order.isReversed ? -1 : 1;
    const valueOf = (group: ReportGroup): number | null => {
      if (order.by === 'calls' || order.by === 'failed') return -group[order.by];
      const mean = group.measures[order.by]?.mean ?? null;
      return mean === null ? null : isLess ? -mean : mean;
    };
    return [...groups].sort((a, b) => {
      if (order.by === 'name') return direction * groupOrder(this.dimension, a.name, b.name);
      const [one, other] = [valueOf(a), valueOf(b)];
      // What was not measured comes last.
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return direction * (one - other);
    });
  }
}

function groupOrder(dimension: ReportDimension, one: string, other: string): number {
  return dimension === 'turnCount' ? Number(one) - Number(other) : one.localeCompare(other);
}
