import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LookEvent, type AnswerLook } from './answerView';
import { askedText, type GroupContext, type TunesetProbeGroup } from './callGroup';
import type { CallGroup } from './groups';
import { sectionStyles } from './sectionStyles';
import { choiceStyles } from './choiceStyles';

/** Asks for all answers of this record to be forgotten. */
export class ForgetAllEvent extends Event {
  constructor() {
    super('tuneset-forget-all');
  }
}

/** The answers of a record, those that were asked for together side by side, the newest first. */
@customElement('tuneset-probe-answers')
export class TunesetProbeAnswers extends LitElement {
  static override styles = [
    sectionStyles,
    choiceStyles,
    css`
      .choice {
        margin-bottom: 10px;
      }
      .choice > .link,
      .question {
        margin-inline-start: auto;
      }
      .group {
        display: block;
        margin-bottom: 16px;
      }
      details {
        margin-bottom: 8px;
      }
      details > tuneset-probe-group {
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) accessor groups: readonly CallGroup[] = [];
  @property({ attribute: false }) accessor context!: GroupContext;
  /** The name of the file in which votes and classes are kept. */
  @property() accessor resultFile = '';
  /** Whether all are to be forgotten. */
  @state() private accessor isAsking = false;
  /** Earlier groups that are unfolded. */
  @state() private accessor unfolded: ReadonlySet<string> = new Set();

  override render(): TemplateResult {
    const { groups, context } = this;
    // Without any there is the reference to be seen.
    const [newest = { id: '', calls: [], isHidden: false }, ...earlier] = groups;
    return html`${groups.length > 0 ? this.looks() : nothing}
    ${repeat(
      [newest],
      ({ id }) => id,
      (group) => html`<tuneset-probe-group class="group" .group=${group} .context=${context}></tuneset-probe-group>`,
    )}
    ${groups.length > 0 ? html`<p class="lead">${l10n.t('Votes, classes and notes are kept beside the dataset, in {0}.', this.resultFile)}</p>` : nothing}
    ${repeat(
      earlier,
      ({ id }) => id,
      (group) => this.earlier(group),
    )}`;
  }

  /** Lets the newest answers be seen. */
  async reveal(): Promise<void> {
    await this.updateComplete;
    const group = this.renderRoot.querySelector<TunesetProbeGroup>('tuneset-probe-group');
    await group?.updateComplete;
    group?.reveal();
  }

  private looks(): TemplateResult {
    const button = (look: AnswerLook, label: string): TemplateResult =>
      html`<button aria-pressed=${look === this.context.look} @click=${() => this.dispatchEvent(new LookEvent(look))}>
        ${label}
      </button>`;
    return html`<div class="choice" role="group" aria-label=${l10n.t('How answers are shown')}>
      ${button('diff', l10n.t('Differences'))} ${button('text', l10n.t('Text'))}
      ${button('tokens', l10n.t('Probabilities'))}
      ${this.isAsking ? this.question() : html`<button class="link" @click=${() => this.askWhether()}>${l10n.t('Forget all answers')}</button>`}
    </div>`;
  }

  /** It can't be undone. */
  private question(): TemplateResult {
    return html`<span class="question" role="group" aria-label=${l10n.t('Forget all answers to this record?')}>
      ${l10n.t('Forget all answers to this record?')}
      <button class="link" @click=${() => this.answered(true)}>${l10n.t('Forget')}</button>
      <button class="link" @click=${() => this.answered(false)}>${l10n.t('Keep')}</button>
    </span>`;
  }

  private askWhether(): void {
    this.isAsking = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.question button')?.focus());
  }

  private answered(forgets: boolean): void {
    this.isAsking = false;
    if (forgets) this.dispatchEvent(new ForgetAllEvent());
  }

  /** They are many in time: what is folded is not drawn. */
  private earlier(group: CallGroup): TemplateResult {
    const isOpen = this.unfolded.has(group.id);
    const names = group.isHidden ? [] : [...new Set(group.calls.map(({ endpoint }) => endpoint.name))];
    return html`<details
      ?open=${isOpen}
      @toggle=${({ target }: Event) => this.fold(group.id, (target as HTMLDetailsElement).open)}
    >
      <summary>${[askedText(group), ...names].join(' · ')}</summary>
      ${isOpen ? html`<tuneset-probe-group .group=${group} .context=${this.context}></tuneset-probe-group>` : nothing}
    </details>`;
  }

  private fold(id: string, isOpen: boolean): void {
    if (this.unfolded.has(id) === isOpen) return;
    const others = [...this.unfolded].filter((other) => other !== id);
    this.unfolded = new Set(isOpen ? [...others, id] : others);
  }
}
