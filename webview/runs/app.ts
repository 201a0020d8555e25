import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { RunsState, RunSummary } from '../../src/protocol/probeRuns';
import { controlStyles } from '../ui/controlStyles';
import type { RunsHost } from './host';
import { whole } from './numbers';
import './report/report';
import './setup/setup';
import { runName, runTitle } from './runTitle';

/** Many probes of a dataset: a run is set up, or one is shown. */
@customElement('tuneset-runs')
export class TunesetRuns extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        grid-template-columns: minmax(0, 1fr);
        position: fixed;
        inset: 0;
        color: var(--vscode-foreground);
        background: var(--vscode-editor-background);
        font-family: var(--vscode-font-family);
        font-size: var(--vscode-font-size);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 4px 10px;
        border-bottom: 1px solid
          var(--vscode-panel-border, var(--vscode-editorGroup-border, var(--vscode-contrastBorder, transparent)));
      }
      h1 {
        margin: 0;
        font-size: 1.1em;
        overflow-wrap: anywhere;
      }
      select {
        flex: 1 1 14em;
        max-width: 40em;
      }
      main {
        overflow: auto;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 6px 10px;
        color: var(--vscode-inputValidation-infoForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-infoBackground);
        border-bottom: 1px solid var(--vscode-inputValidation-infoBorder);
      }
      .notice.warning {
        color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-warningBackground);
        border-bottom-color: var(--vscode-inputValidation-warningBorder);
      }
    `,
  ];

  @state() accessor runs: RunsState | undefined;
  @state() private accessor refusal: string | null = null;

  constructor(private readonly host: RunsHost) {
    super();
  }

  override render(): TemplateResult | typeof nothing {
    const { runs, host } = this;
    if (!runs) return nothing;
    return html`<header>
        <h1>${l10n.t('Probes of {0}', runs.name)}</h1>
        ${this.picker(runs)}
        <div class="group">
          <vscode-button
            appearance="secondary"
            ?disabled=${runs.runs.length === 0}
            title=${l10n.t('One line for each call: {0}', runs.resultFile)}
            @click=${() => void this.act({ kind: 'openResults' })}
            >${l10n.t('Open the results')}</vscode-button
          >
        </div>
      </header>
      <main>
        ${this.notices(runs)}
        ${
          runs.shown
            ? html`<tuneset-run-report .runs=${runs} .shown=${runs.shown} .host=${host}></tuneset-run-report>`
            : html`<tuneset-run-setup .runs=${runs} .host=${host}></tuneset-run-setup>`
        }
      </main>`;
  }

  private picker(runs: RunsState): TemplateResult {
    const shown = runs.shown?.report.plan.id ?? '';
    const choose = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      void this.act({ kind: 'show', run: value === '' ? null : value });
    };
    return html`<select aria-label=${l10n.t('Run')} @change=${choose}>
      <option value="" .selected=${live(shown === '')}>${l10n.t('New run')}</option>
      ${runs.runs.map(
        (run) => html`<option value=${run.plan.id} .selected=${live(run.plan.id === shown)}>${runTitle(run)}</option>`,
      )}
    </select>`;
  }

  /** What the user should know before all else: interrupted runs, unreadable lines, what was refused. */
  private notices(runs: RunsState): TemplateResult {
    const interrupted = runs.runs.filter(
      ({ state, plan }) => state === 'interrupted' && plan.id !== runs.shown?.report.plan.id,
    );
    const [first] = interrupted;
    const resume = (run: RunSummary): void => {
      void this.act({ kind: 'show', run: run.plan.id });
      void this.act({ kind: 'resume', run: run.plan.id });
    };
    return html`<div role="alert">
        ${this.refusal === null ? nothing : html`<div class="notice warning">${this.refusal}</div>`}
      </div>
      ${
        first
          ? html`<div class="notice">
              <span
                >${l10n.t('The run “{0}” was interrupted at {1} of {2} calls.', runName(first), whole(first.done), whole(first.total))}</span
              >
              <vscode-button ?disabled=${runs.locked !== null} @click=${() => resume(first)}
                >${l10n.t('Resume')}</vscode-button
              >
            </div>`
          : nothing
      }
      ${
        runs.unreadable > 0
          ? html`<div class="notice warning">
              ${l10n.t('{0} lines of {1} can’t be read; they are passed over.', whole(runs.unreadable), runs.resultFile)}
            </div>`
          : nothing
      }`;
  }

  private async act(params: Parameters<RunsHost['act']>[0]): Promise<void> {
    this.refusal = (await this.host.act(params)).refused;
  }
}
