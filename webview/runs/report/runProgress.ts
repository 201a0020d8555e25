import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { failureName, type RunActionParams, type ShownRun } from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';
import { duration, moment, whole } from '../numbers';
import { runStateLabel } from '../words';

/** How far a run is, what it took, what went wrong, and what can be done with it. */
@customElement('tuneset-run-progress')
export class TunesetRunProgress extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: block;
        margin: 0 0 16px;
      }
      h2 {
        margin: 0;
        font-size: 1.15em;
        overflow-wrap: anywhere;
      }
      .head,
      .progress {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }
      .state {
        padding: 1px 8px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 10px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
      }
      svg {
        flex: 1 1 14em;
        max-width: 40em;
        height: 10px;
        border-radius: 5px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
      }
      .done {
        fill: var(--vscode-charts-blue);
      }
      .failed {
        fill: var(--vscode-charts-red);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        margin: 8px 0;
      }
      dl div {
        display: flex;
        align-items: baseline;
        gap: 6px;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      .paused {
        margin: 8px 0;
        padding: 6px 10px;
        color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-warningBackground);
        border: 1px solid var(--vscode-inputValidation-warningBorder);
      }
      ul {
        margin: 4px 0;
        padding-inline-start: 20px;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor shown!: ShownRun;
  @property({ attribute: false }) accessor locked: string | null = null;
  @property({ attribute: false }) accessor act!: (params: RunActionParams) => void;

  override render(): TemplateResult {
    const { report, pausedBecause } = this.shown;
    const { plan, state } = report;
    const about = [
      plan.name === '' ? '' : moment(plan.at),
      plan.selection,
      plan.endpoints.map(({ name }) => name).join(', '),
    ];
    return html`<div class="head">
        <h2>${plan.name || l10n.t('Run of {0}', moment(plan.at))}</h2>
        <span class="state" role="status">${runStateLabel(state)}</span>
        <span class="hint">${about.filter((part) => part !== '').join(' · ')}</span>
      </div>
      <p class="progress">
        ${this.bar()}<span>${l10n.t('{0} of {1} calls', whole(report.done), whole(report.total))}</span>${this.buttons()}
      </p>
      <div role="alert">${pausedBecause === null ? nothing : html`<p class="paused">${pausedBecause}</p>`}</div>
      <dl>
        ${this.numbers().map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${this.faults()}`;
  }

  private bar(): TemplateResult {
    const { done, failed, total } = this.shown.report;
    const share = (calls: number): number => (100 * calls) / Math.max(1, total);
    const text = l10n.t('{0} of {1} calls', whole(done), whole(total));
    return html`<svg
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      role="progressbar"
      aria-label=${l10n.t('Progress of the run')}
      aria-valuemin="0"
      aria-valuemax=${total}
      aria-valuenow=${done}
      aria-valuetext=${text}
    >
      ${svg`<rect class="done" x="0" y="0" height="1" width=${share(done - failed)}></rect>
        <rect class="failed" x=${share(done - failed)} y="0" height="1" width=${share(failed)}></rect>`}
    </svg>`;
  }

  private buttons(): TemplateResult {
    const { report } = this.shown;
    const { state, failed, done, total } = report;
    const run = report.plan.id;
    const button = (kind: 'pause' | 'resume' | 'cancel' | 'retryFailed', label: string, isMain = false) =>
      html`<vscode-button
        appearance=${isMain ? 'primary' : 'secondary'}
        ?disabled=${this.locked !== null}
        @click=${() => this.act({ kind, run })}
        >${label}</vscode-button
      >`;
    const canResume = state === 'paused' || ((state === 'interrupted' || state === 'cancelled') && done < total);
    return html`<span class="group">
      ${state === 'running' ? button('pause', l10n.t('Pause')) : nothing}
      ${canResume ? button('resume', l10n.t('Resume'), true) : nothing}
      ${state === 'running' || state === 'paused' ? button('cancel', l10n.t('Cancel')) : nothing}
      ${state !== 'running' && failed > 0 ? button('retryFailed', l10n.t('Try the failed ones again')) : nothing}
    </span>`;
  }

  private numbers(): readonly (readonly [string, string])[] {
    const { report, inFlight, remaining, waiting, classes } = this.shown;
    const { failed, truncated, usage, medianFirstTokenMs, medianTotalMs } = report;
    const numbers: [string, string][] = [];
    const say = (name: string, value: string | null): void => void (value !== null && numbers.push([name, value]));
    if (report.state === 'running') {
      say(l10n.t('In flight'), whole(inFlight));
      say(l10n.t('Waits for the server or a limit'), waiting === null ? null : duration(waiting));
      say(l10n.t('Time left'), remaining === null ? null : `≈ ${duration(remaining)}`);
    }
    say(l10n.t('Failed'), whole(failed));
    if (truncated > 0) say(l10n.t('Truncated'), whole(truncated));
    if (usage.prompt + usage.completion > 0) {
      say(l10n.t('Tokens'), l10n.t('{0} in, {1} out', whole(usage.prompt), whole(usage.completion)));
    }
    say(l10n.t('First token (median)'), medianFirstTokenMs === null ? null : duration(medianFirstTokenMs));
    say(l10n.t('Answer (median)'), medianTotalMs === null ? null : duration(medianTotalMs));
    const sorted = Object.entries(classes).filter(([, count]) => count > 0);
    for (const [name, count] of sorted) say(failureName(name), whole(count));
    return numbers;
  }

  private faults(): TemplateResult | typeof nothing {
    const { faults } = this.shown;
    if (faults.length === 0) return nothing;
    return html`<details ?open=${this.shown.pausedBecause !== null}>
      <summary>${l10n.t('What went wrong')}</summary>
      <ul>
        ${faults.map(({ message, count }) => html`<li>${whole(count)} × ${message}</li>`)}
      </ul>
    </details>`;
  }
}
