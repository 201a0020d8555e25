import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { failureClasses, failureName, type ListedCall } from '../../../src/protocol/probeRuns';
import { controlStyles } from '../../ui/controlStyles';
import { formStyles } from '../../ui/formStyles';

type Judgement = NonNullable<ListedCall['judgement']>;

/** Says of a call what kind of bad case it is. */
export class JudgeEvent extends Event {
  constructor(
    readonly call: string,
    readonly judgement: Judgement,
  ) {
    super('tuneset-judge', { bubbles: true, composed: true });
  }
}

/** Stands for a class of the team's own that is still to be named. */
const OWN = '\0own';

/** The class of bad cases that people give a call, and their note. */
@customElement('tuneset-call-judgement')
export class TunesetCallJudgement extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 6px 14px;
      }
    `,
  ];

  @property() accessor call = '';
  @property({ attribute: false }) accessor judgement: Judgement | null = null;
  /** Names that were given so far. */
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  @state() private accessor isNaming = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call')) this.isNaming = false;
  }

  override render(): TemplateResult {
    const { class: chosen, note } = this.judgement ?? { class: null, note: '' };
    const names = [...new Set([...failureClasses, ...this.classes, ...(chosen === null ? [] : [chosen])])];
    return html`<div class="field">
        <label for="class">${l10n.t('Failure class')}</label>
        <select id="class" @change=${this.onClass}>
          <option value="" ?selected=${chosen === null && !this.isNaming}>${l10n.t('none')}</option>
          ${names.map(
            (name) =>
              html`<option value=${name} ?selected=${name === chosen && !this.isNaming}>${failureName(name)}</option>`,
          )}
          <option value=${OWN} ?selected=${this.isNaming}>${l10n.t('another…')}</option>
        </select>
      </div>
      ${
        this.isNaming
          ? html`<div class="field">
              <label for="own">${l10n.t('Name of the class')}</label>
              <input id="own" autocomplete="off" maxlength="80" @change=${this.onOwn} />
            </div>`
          : nothing
      }
      <div class="field wide">
        <label for="note">${l10n.t('Note')}</label>
        <input
          id="note"
          autocomplete="off"
          maxlength="2000"
          .value=${note}
          @change=${(event: Event) => this.say({ class: chosen, note: (event.target as HTMLInputElement).value })}
        />
      </div>`;
  }

  private say(judgement: Judgement): void {
    this.dispatchEvent(new JudgeEvent(this.call, judgement));
  }

  private onClass = async (event: Event): Promise<void> => {
    const { value } = event.target as HTMLSelectElement;
    this.isNaming = value === OWN;
    if (!this.isNaming) return this.say({ note: this.judgement?.note ?? '', class: value === '' ? null : value });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#own')?.focus();
  };

  private onOwn = (event: Event): void => {
    const name = (event.target as HTMLInputElement).value.trim();
    if (name === '') return;
    this.isNaming = false;
    this.say({ note: this.judgement?.note ?? '', class: name });
  };
}
