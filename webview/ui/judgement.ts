import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { failureClasses, failureName, type ListedCall } from '../../src/protocol/probeRuns';
import { controlStyles } from './controlStyles';
import { formStyles } from './formStyles';

export type Judgement = NonNullable<ListedCall['judgement']>;

/** Says of a call what kind of bad case it is. */
export class JudgeEvent extends Event {
  constructor(
    readonly call: string,
    readonly judgement: Judgement,
  ) {
    super('tuneset-judge', { bubbles: true, composed: true });
  }
}

const NONE: Judgement = { class: null, note: '' };
/** Stands for a class of the team's own that is still to be named. */
const OWN = '\0own';

/** The class of bad cases that people give a call, and their note. What is chosen or typed stays until it is kept, whatever else the view is told meanwhile. */
@customElement('tuneset-judgement')
export class TunesetJudgement extends LitElement {
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

  /** Id of the call. */
  @property() accessor call = '';
  /** As it is kept. */
  @property({ attribute: false }) accessor judgement: Judgement | null = null;
  /** The team's own. */
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  /** Which answer, for screen readers; '' where there is but one. */
  @property() accessor label = '';
  @state() private accessor draft: Judgement | undefined;
  @state() private accessor isNaming = false;
  /** Something is typed that was not told yet. */
  private isTyping = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A note is told when the field is left; a view that is hidden does not leave it.
    if (this.isTyping) this.say({});
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { draft, judgement } = this;
    const { class: name, note } = judgement ?? NONE;
    const isKept = changed.has('judgement') && draft?.class === name && draft.note === note;
    const isOther = changed.has('call') && this.hasUpdated;
    if (isOther) [this.isNaming, this.isTyping] = [false, false];
    if (isKept || isOther) this.draft = undefined;
  }

  override render(): TemplateResult {
    const { class: chosen, note } = this.said;
    const names = [...new Set([...failureClasses, ...this.classes, ...(chosen === null ? [] : [chosen])])];
    const shown = this.isNaming ? OWN : (chosen ?? '');
    const option = (value: string, text: string): TemplateResult =>
      html`<option value=${value} .selected=${live(value === shown)}>${text}</option>`;
    const of = this.label === '' ? nothing : html`<span class="unseen">: ${this.label}</span>`;
    return html`<div class="field">
        <label for="class">${l10n.t('Class of bad case')}${of}</label>
        <select id="class" @change=${this.onClass}>
          ${option('', l10n.t('No bad case'))} ${names.map((name) => option(name, failureName(name)))}
          ${option(OWN, l10n.t('another…'))}
        </select>
      </div>
      ${
        this.isNaming
          ? html`<div class="field">
              <label for="own">${l10n.t('Name of the class')}${of}</label>
              <input id="own" autocomplete="off" maxlength="80" @change=${this.onOwn} />
            </div>`
          : nothing
      }
      <div class="field wide">
        <label for="note">${l10n.t('Note')}${of}</label>
        <input
          id="note"
          autocomplete="off"
          maxlength="2000"
          .value=${live(note)}
          @input=${this.onNote}
          @change=${() => this.say({})}
        />
      </div>`;
  }

  private get said(): Judgement {
    return this.draft ?? this.judgement ?? NONE;
  }

  private say(change: Partial<Judgement>): void {
    this.isTyping = false;
    this.draft = { ...this.said, ...change };
    this.dispatchEvent(new JudgeEvent(this.call, this.draft));
  }

  private onNote = ({ target }: Event): void => {
    this.isTyping = true;
    this.draft = { ...this.said, note: (target as HTMLInputElement).value };
  };

  private onClass = async ({ target }: Event): Promise<void> => {
    const { value } = target as HTMLSelectElement;
    this.isNaming = value === OWN;
    if (!this.isNaming) return this.say({ class: value === '' ? null : value });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#own')?.focus();
  };

  private onOwn = ({ target }: Event): void => {
    const name = (target as HTMLInputElement).value.trim();
    if (name === '') return;
    this.isNaming = false;
    this.say({ class: name });
  };
}
