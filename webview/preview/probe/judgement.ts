import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { failureClasses, type ProbeCall } from '../../../src/protocol/probe';
import { controlStyles } from '../../ui/controlStyles';
import { classText } from './callTexts';

/** Tells what people think of an answer. */
export class JudgeEvent extends Event {
  constructor(
    readonly failure: string | null,
    readonly note: string,
  ) {
    super('tuneset-judge');
  }
}

/** The class of a bad case, and a note. */
@customElement('tuneset-judgement')
export class TunesetJudgement extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      select {
        max-width: 100%;
      }
      input {
        flex: 1 1 10em;
      }
    `,
  ];

  @property({ attribute: false }) accessor judgement: ProbeCall['judgement'] = null;
  /** The team's own. */
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  /** Which answer, for screen readers. */
  @property() accessor label = '';
  @query('select') private accessor choice!: HTMLSelectElement;
  @query('input') private accessor note!: HTMLInputElement;

  override render(): TemplateResult {
    const { judgement, label } = this;
    const given = judgement?.class ?? '';
    return html`<select aria-label=${l10n.t('Kind of bad case: {0}', label)} .value=${live(given)} @change=${this.tell}>
        <option value="" ?selected=${given === ''}>${l10n.t('No bad case')}</option>
        ${this.all(given).map(
          (name) => html`<option value=${name} ?selected=${name === given}>${classText(name)}</option>`,
        )}
      </select>
      <input
        type="text"
        maxlength="2000"
        aria-label=${l10n.t('Note: {0}', label)}
        placeholder=${l10n.t('Note')}
        .value=${live(judgement?.note ?? '')}
        @change=${this.tell}
      />`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A note is told when the field is left; a view that is hidden does not leave it.
    if (this.hasUpdated && this.note.value !== (this.judgement?.note ?? '')) this.tell();
  }

  /** One that the team has no more is shown all the same. */
  private all(given: string): readonly string[] {
    const known = [...failureClasses, ...this.classes];
    return given === '' || known.includes(given) ? known : [...known, given];
  }

  private tell = (): void => {
    const { value } = this.choice;
    this.dispatchEvent(new JudgeEvent(value === '' ? null : value, this.note.value));
  };
}
