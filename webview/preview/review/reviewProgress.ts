import * as l10n from '@vscode/l10n';
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ReviewProgress } from '../../../src/protocol/review';
import { controlStyles } from '../../ui/controlStyles';
import { icon } from '../../ui/icon';
import { verdictLooks } from './verdicts';

/** How many records of the file have a verdict, and which, as a bar and in numbers. */
@customElement('tuneset-review-progress')
export class TunesetReviewProgress extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        align-items: center;
        gap: 2px 10px;
        color: var(--vscode-descriptionForeground);
      }
      .bar {
        flex: 1 1 6em;
        max-width: 16em;
        height: 8px;
        border-radius: 4px;
        border: 1px solid var(--vscode-contrastBorder, var(--vscode-descriptionForeground));
      }
      .accepted {
        fill: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
      }
      .rejected {
        fill: var(--vscode-testing-iconFailed, var(--vscode-charts-red));
      }
      .needs-work {
        fill: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
      }
      .count {
        display: inline-flex;
        align-items: center;
        gap: 3px;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) accessor progress!: ReviewProgress;

  override render(): TemplateResult {
    const { progress } = this;
    const looks = verdictLooks();
    const done = looks.reduce((sum, { countOf }) => sum + countOf(progress), 0);
    const label = progress.isCounting
      ? l10n.t('Counting the records…')
      : l10n.t('{0} of {1} records reviewed', number(done), number(progress.records));
    return html`<svg
        class="bar"
        viewBox="0 0 100 1"
        preserveAspectRatio="none"
        role="progressbar"
        aria-label=${l10n.t('Progress of the review')}
        aria-valuemin="0"
        aria-valuemax=${progress.records}
        aria-valuenow=${done}
        aria-valuetext=${label}
      >
        ${this.shares()}
      </svg>
      <span>${label}</span>
      ${looks
        .filter(({ countOf }) => countOf(progress) > 0)
        .map(
          ({ icon: name, state, countOf }) =>
            html`<span class="count" title=${state}
              >${icon(name)}<span class="unseen">${state}</span>${number(countOf(progress))}</span
            >`,
        )}`;
  }

  /** One behind the other, in percent. */
  private shares(): TemplateResult[] {
    const { progress } = this;
    let x = 0;
    return verdictLooks().map(({ verdict, countOf }) => {
      const width = (100 * countOf(progress)) / Math.max(1, progress.records);
      x += width;
      return svg`<rect class=${verdict} x=${x - width} width=${width} y="0" height="1"></rect>`;
    });
  }
}

function number(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || 'en').format(value);
}
