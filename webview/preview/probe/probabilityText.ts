import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { AnswerToken } from '../../../src/protocol/probe';
import { percent, surenessOf, surenessTexts, tokenFacts, tokenText, type LikelyToken } from './probabilities';
import { probabilityStyles } from './probabilityStyles';
import './tokenCard';
import type { TunesetTokenCard } from './tokenCard';

/** Milliseconds until the pointer is taken to rest on a token, and until what was told of it goes. */
const REST = 200;
/** Texts of what the server sends are cut here, in UTF-16 units of one token. */
const LONGEST = 2000;

/**
 * A text as tokens, shaded by their probabilities. Arrow keys go from token to token, Page Up and Page Down from one that the model was not sure of to the next;
 * Enter opens what can be done there ({@link TokenEvent}).
 */
@customElement('tuneset-probabilities')
export class TunesetProbabilities extends LitElement {
  static override styles = probabilityStyles;

  @property({ attribute: false }) accessor tokens: readonly LikelyToken[] = [];
  /** The first token that differs from the reference. */
  @property({ attribute: false }) accessor leavesAt: number | undefined;
  /** Why nothing can be continued from a token, for people; null: it can be. */
  @property({ attribute: false }) accessor refusalAt: (index: number) => string | null = () => null;
  @property({ attribute: false }) accessor canContinue: (
    index: number,
    chosen?: Omit<AnswerToken, 'alternatives'>,
  ) => boolean = () => false;
  @property() accessor label = '';
  @query('.text') private accessor text!: HTMLElement;
  @query('tuneset-token-card') private accessor card!: TunesetTokenCard;
  private drawn: readonly LikelyToken[] = [];
  private focused: number | undefined;
  private timer: number | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): TemplateResult {
    return html`<div
        class="text"
        role="group"
        aria-label=${this.label}
        tabindex="0"
        @keydown=${this.onKey}
        @click=${this.onClick}
        @pointerover=${this.onPointer}
        @pointerleave=${() => this.soon(() => this.hideTip())}
        @focusout=${() => this.hideTip()}
      ></div>
      <tuneset-token-card
        popover="manual"
        role="dialog"
        aria-label=${l10n.t('Token')}
        @keydown=${this.onCardKey}
        @focusout=${this.onCardFocusOut}
        @tuneset-token=${() => this.close()}
      ></tuneset-token-card>
      <div class="legend" aria-hidden="true">
        ${surenessTexts().map(([name, text]) => html`<span class="shade ${name}">${text}</span>`)}
      </div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('tokens')) this.draw();
    if (changed.has('leavesAt') || changed.has('tokens')) this.markLeaving();
  }

  /** Puts the focus on a token. */
  showToken(index: number): void {
    this.focusToken(index);
    this.elementOf(index)?.scrollIntoView({ block: 'center' });
  }

  /** What is drawn already stays: an answer grows many times a second. */
  private draw(): void {
    const { tokens, drawn } = this;
    const isGrown = drawn.length <= tokens.length && drawn.every((token, i) => isDrawnAlike(token, tokens[i]!));
    if (!isGrown) {
      this.close();
      this.focused = undefined;
      this.text.tabIndex = 0;
    }
    const added = tokens.slice(isGrown ? drawn.length : 0).map((token, i) => {
      return drawToken(token, i + (isGrown ? drawn.length : 0));
    });
    if (isGrown) this.text.append(...added);
    else this.text.replaceChildren(...added);
    this.drawn = tokens;
  }

  private markLeaving(): void {
    this.text.querySelector('.leaves')?.classList.remove('leaves');
    if (this.leavesAt !== undefined) this.elementOf(this.leavesAt)?.classList.add('leaves');
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if ((event.key === 'Enter' || event.key === ' ') && this.focused !== undefined) void this.open(this.focused);
    else if (event.key === 'Escape' && this.card.matches(':popover-open')) this.close();
    else {
      const index = this.indexFor(event.key);
      if (index === undefined) return;
      this.focusToken(index);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private indexFor(key: string): number | undefined {
    const last = this.tokens.length - 1;
    const from = this.focused ?? -1;
    if (last < 0) return undefined;
    switch (key) {
      case 'ArrowRight':
        return Math.min(from + 1, last);
      case 'ArrowLeft':
        return Math.max(from - 1, 0);
      case 'ArrowDown':
        return this.onLineBeside(from, 1) ?? Math.min(from + 1, last);
      case 'ArrowUp':
        return this.onLineBeside(from, -1) ?? Math.max(from - 1, 0);
      case 'Home':
        return 0;
      case 'End':
        return last;
      case 'PageDown':
        return this.tokens.findIndex((token, i) => i > from && isUnsure(token));
      case 'PageUp':
        return this.tokens.findLastIndex((token, i) => i < from && isUnsure(token));
    }
    return undefined;
  }

  /** The nearest token on the line above or below, as the eye sees it. */
  private onLineBeside(index: number, direction: 1 | -1): number | undefined {
    const rect = this.elementOf(index)?.getBoundingClientRect();
    if (!rect) return undefined;
    let [found, distance, line]: [number | undefined, number, number | undefined] = [undefined, Infinity, undefined];
    for (let i = index + direction; i >= 0 && i < this.tokens.length; i += direction) {
      const other = this.elementOf(i)!.getBoundingClientRect();
      if (Math.abs(other.top - rect.top) < rect.height / 2) continue;
      line ??= other.top;
      if (Math.abs(other.top - line) >= rect.height / 2) break;
      const away = Math.abs(other.left - rect.left);
      if (away < distance) [found, distance] = [i, away];
    }
    return found;
  }

  private focusToken(index: number): void {
    const element = this.elementOf(index);
    if (!element) return;
    const before = this.focused === undefined ? undefined : this.elementOf(this.focused);
    for (const name of ['role', 'aria-label', 'aria-haspopup', 'tabindex']) before?.removeAttribute(name);
    this.focused = index;
    const token = this.tokens[index]!;
    const facts = [tokenText(token), ...tokenFacts(token, index, this.tokens.length), ...spokenAlternatives(token)];
    element.setAttribute('role', 'button');
    element.setAttribute('aria-haspopup', 'dialog');
    element.setAttribute('aria-label', facts.join(', '));
    element.tabIndex = 0;
    this.text.tabIndex = -1;
    element.focus();
    this.show(element, false);
  }

  private elementOf(index: number): HTMLElement | undefined {
    return this.text.children[index] as HTMLElement | undefined;
  }

  private onClick = ({ target }: Event): void => {
    const index = indexOf(target);
    if (index === undefined || getSelection()?.isCollapsed === false) return;
    this.focusToken(index);
    void this.open(index);
  };

  private onPointer = (event: PointerEvent): void => {
    if (this.card.isOpen) return;
    const index = indexOf(event.target);
    const element = index === undefined ? undefined : this.elementOf(index);
    this.soon(() => (element && event.buttons === 0 ? this.show(element, false) : this.hideTip()));
  };

  private soon(action: () => void): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(action, REST);
  }

  private async open(index: number): Promise<void> {
    const element = this.elementOf(index);
    if (!element) return;
    this.show(element, true);
    await this.card.updateComplete;
    this.card.focus();
  }

  private show(element: HTMLElement, isOpen: boolean): void {
    clearTimeout(this.timer);
    this.text.querySelector('.current')?.classList.remove('current');
    const index = indexOf(element)!;
    element.classList.add('current');
    this.card.shown = {
      ...{ token: this.tokens[index]!, index, count: this.tokens.length },
      refusal: this.refusalAt(index),
      canContinue: (chosen) => this.canContinue(index, chosen),
    };
    this.card.isOpen = isOpen;
    this.card.showPopover();
  }

  private hideTip(): void {
    if (!this.card.isOpen) this.close();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.text.querySelector('.current')?.classList.remove('current');
    this.card.isOpen = false;
    this.card.hidePopover();
  }

  private onCardKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    const { focused } = this;
    this.close();
    if (focused !== undefined) this.elementOf(focused)?.focus();
  };

  private onCardFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && this.card.contains(relatedTarget))) this.close();
  };
}

function drawToken(token: LikelyToken, index: number): HTMLElement {
  const element = document.createElement('span');
  element.className = `token ${surenessOf(token.logprob)}`;
  element.classList.toggle('part', token.text === '');
  element.dataset['token'] = String(index);
  const text = token.text.length > LONGEST ? `${token.text.slice(0, LONGEST)}…` : token.text;
  for (const line of text.split(/(\n)/)) {
    if (line !== '\n') element.append(line);
    else {
      const feed = document.createElement('span');
      feed.className = 'feed';
      feed.textContent = line;
      element.append(feed);
    }
  }
  return element;
}

function isDrawnAlike(one: LikelyToken, other: LikelyToken): boolean {
  return one.text === other.text && one.logprob === other.logprob;
}

function isUnsure({ logprob }: LikelyToken): boolean {
  return logprob < Math.log(0.5);
}

function spokenAlternatives({ alternatives }: LikelyToken): readonly string[] {
  if (alternatives.length === 0) return [];
  const texts = alternatives.slice(0, 5).map((other) => `${tokenText(other)} ${percent(other.logprob)}`);
  return [l10n.t('Likeliest here: {0}', texts.join('; '))];
}

function indexOf(target: EventTarget | null): number | undefined {
  const token = target instanceof Element ? target.closest<HTMLElement>('.token') : null;
  const index = token?.dataset['token'];
  return index === undefined ? undefined : Number(index);
}
