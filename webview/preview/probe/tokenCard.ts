import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isSameToken, type AnswerToken } from '../../../src/protocol/probe';
import { percent, tokenFacts, tokenText, type LikelyToken } from './probabilities';

/** What the card shows. */
export interface ShownToken {
  readonly token: LikelyToken;
  readonly index: number;
  readonly count: number;
  /** Why the model can't be asked to go on from here, for people; null: it can. */
  readonly refusal: string | null;
  /** Whether it can go on from here, or with another token in its place: not from within a character. */
  readonly canContinue: (chosen?: Omit<AnswerToken, 'alternatives'>) => boolean;
}

/** Asks for what can be done with a token. */
export class TokenEvent extends Event {
  /** `chosen`: in place of the token. */
  constructor(
    readonly does: 'continue' | 'edit' | 'find',
    readonly index: number,
    readonly chosen?: Omit<AnswerToken, 'alternatives'>,
  ) {
    super('tuneset-token', { bubbles: true, composed: true });
  }
}

/** A token with its probability and its alternatives; once it is opened, with what can be done from there. */
@customElement('tuneset-token-card')
export class TunesetTokenCard extends LitElement {
  static override styles = css`
    :host {
      width: max-content;
      max-width: min(380px, 92vw);
      /* There is always room above or below. */
      max-height: 44vh;
      overflow: auto;
      padding: 6px 8px;
      color: var(--vscode-editorHoverWidget-foreground);
      background: var(--vscode-editorHoverWidget-background);
      border: 1px solid var(--vscode-editorHoverWidget-border);
      border-radius: 3px;
      font-family: var(--vscode-font-family);
      font-size: var(--vscode-font-size);
      line-height: 1.5;
    }
    h4,
    p,
    ul {
      margin: 0;
    }
    code {
      font-family: var(--vscode-editor-font-family);
      font-size: 1em;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .fact:first-of-type {
      font-weight: 600;
    }
    h4 {
      margin-top: 6px;
      font-size: 1em;
      font-weight: 600;
    }
    ul {
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 12px;
      padding: 1px 4px;
      border-radius: 3px;
    }
    .same {
      font-weight: 600;
    }
    .same::before {
      content: '✓ ' / '';
    }
    button {
      font: inherit;
      text-align: start;
      color: var(--vscode-textLink-foreground);
      background: none;
      border: 1px solid transparent;
      border-radius: 3px;
      cursor: pointer;
    }
    li button {
      padding: 0 2px;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 6px;
      margin-top: 6px;
    }
    button:hover {
      text-decoration: underline;
    }
    button:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
    }
    .refusal {
      margin-top: 4px;
    }
  `;

  @property({ attribute: false }) accessor shown: ShownToken | undefined;
  /** It takes the focus. */
  @property({ attribute: false }) accessor isOpen = false;

  override render(): TemplateResult | typeof nothing {
    const { shown, isOpen } = this;
    if (!shown) return nothing;
    const { token, index, count, refusal } = shown;
    return html`<div><code>${tokenText(token)}</code></div>
      ${tokenFacts(token, index, count).map((fact) => html`<p class="fact">${fact}</p>`)} ${this.alternatives(shown)}
      ${isOpen ? this.actions(shown) : nothing}
      ${isOpen && refusal !== null ? html`<p class="refusal">${refusal}</p>` : nothing}`;
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  private alternatives(shown: ShownToken): TemplateResult | typeof nothing {
    const { token } = shown;
    if (token.alternatives.length === 0) return nothing;
    return html`<h4>${l10n.t('Likeliest here')}</h4>
      <ul>
        ${token.alternatives.map((other) => html`<li>${this.alternative(shown, other)} ${percent(other.logprob)}</li>`)}
      </ul>`;
  }

  private alternative(
    { token, index, refusal, canContinue }: ShownToken,
    other: Omit<AnswerToken, 'alternatives'>,
  ): TemplateResult {
    const text = tokenText(other);
    const isSame = isSameToken(other, token);
    const drawn = html`<code class=${isSame ? 'same' : ''}>${text}</code>`;
    if (!this.isOpen || refusal !== null || isSame || !canContinue(other)) return html`<span>${drawn}</span>`;
    return html`<span
      ><button
        title=${l10n.t('Continue with {0}', text)}
        aria-label=${l10n.t('Continue with {0}, {1} likely', text, percent(other.logprob))}
        @click=${() => this.ask('continue', index, other)}
      >
        ${drawn}
      </button></span
    >`;
  }

  private actions({ token, index, refusal, canContinue }: ShownToken): TemplateResult {
    return html`<div class="actions">
      ${
        refusal === null && canContinue()
          ? html`<button @click=${() => this.ask('continue', index)}>${l10n.t('Try again from here')}</button>`
          : nothing
      }
      ${
        refusal === null && canContinue(token)
          ? html`<button @click=${() => this.ask('edit', index)}>${l10n.t('Write on from here…')}</button>`
          : nothing
      }
      <button @click=${() => this.ask('find', index)}>${l10n.t('Find it in the dataset')}</button>
    </div>`;
  }

  private ask(...[does, index, chosen]: ConstructorParameters<typeof TokenEvent>): void {
    this.dispatchEvent(new TokenEvent(does, index, chosen));
  }
}
