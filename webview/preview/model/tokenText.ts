import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ModelSequence } from '../../../src/protocol/preview';
import { blocksOf, type TurnBlock } from './tokenBlocks';
import { TokenChunk } from './tokenChunk';
import { tokenTextStyles } from './tokenTextStyles';
import { factsOf, spokenFacts } from './tokenTexts';
import type { TunesetTokenTip } from './tokenTip';
import './tokenTip';

/** How far from what is seen tokens are drawn one by one. */
const NEAR = '400px';
/** Milliseconds until the pointer is taken to rest on a token, and until what was told of it goes. */
const REST = 200;

interface DrawnBlock extends TurnBlock {
  readonly drawn: readonly TokenChunk[];
}

/** Asks for a turn to be shown in the file. */
export class RevealEvent extends Event {
  constructor(readonly pointer: string) {
    super('tuneset-reveal', { bubbles: true, composed: true });
  }
}

/** The text that a sequence of tokens is, with a heading for each turn. Arrow keys go from token to token. */
@customElement('tuneset-token-text')
export class TunesetTokenText extends LitElement {
  static override styles = tokenTextStyles;

  @property({ attribute: false }) accessor sequence!: ModelSequence;
  @property({ type: Boolean }) accessor showsInvisible = false;
  @property({ type: Boolean }) accessor showsBoundaries = false;
  @query('.text') private accessor text!: HTMLElement;
  @query('tuneset-token-tip') private accessor tip!: TunesetTokenTip;
  private blocks: readonly DrawnBlock[] = [];
  private chunks: readonly TokenChunk[] = [];
  private readonly chunkOf = new WeakMap<Element, TokenChunk>();
  private observer: IntersectionObserver | undefined;
  /** The token that has the focus, or had it last. */
  private focused: number | undefined;
  private timer: number | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
    clearTimeout(this.timer);
    document.removeEventListener('keydown', this.onEscape);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observeChunks();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('sequence') && !changed.has('showsInvisible')) return;
    const { sequence, showsInvisible } = this;
    this.blocks = blocksOf(sequence).map((block) => ({
      ...block,
      drawn: block.chunks.map((range) => new TokenChunk(sequence, range, { showsInvisible })),
    }));
    this.chunks = this.blocks.flatMap(({ drawn }) => drawn);
    for (const chunk of this.chunks) this.chunkOf.set(chunk.element, chunk);
    this.focused = undefined;
    this.observeChunks();
  }

  override updated(): void {
    if (this.focused === undefined) this.text.tabIndex = 0;
  }

  override render(): TemplateResult {
    return html`<div
      class="text ${this.showsBoundaries ? 'bounded' : ''}"
      role="group"
      aria-label=${l10n.t('Tokens: the arrow keys go from one to the next')}
      tabindex="0"
      @keydown=${this.onKey}
      @pointerover=${this.onPointer}
      @pointerleave=${() => this.soon(() => this.hideTip())}
      @focusout=${this.onFocusOut}
    >
      ${this.blocks.map((block) => html`${this.heading(block)}${block.drawn.map(({ element }) => element)}`)}
      <tuneset-token-tip popover="manual" aria-hidden="true"></tuneset-token-tip>
    </div>`;
  }

  /** Shows the beginning of a turn. */
  showTurn(turn: number): void {
    const heading = this.renderRoot.querySelector<HTMLElement>(`[data-turn="${turn}"]`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }

  private heading({ turn, isContinued }: TurnBlock): TemplateResult {
    const { role, tokens, trained, pointers } = this.sequence.turns[turn]!;
    const [pointer] = pointers;
    const counts =
      trained > 0
        ? l10n.t('{0} tokens, {1} trained', tokens.toLocaleString(), trained.toLocaleString())
        : l10n.t('{0} tokens', tokens.toLocaleString());
    return html`<div class="heading" tabindex="-1" data-turn=${isContinued ? nothing : turn}>
      <h3>${isContinued ? l10n.t('{0} (continued)', role) : role}</h3>
      ${isContinued ? nothing : html`<span class="counts">${counts}</span>`}
      ${
        pointer === undefined || isContinued
          ? nothing
          : html`<button @click=${() => this.dispatchEvent(new RevealEvent(pointer))}>
              ${l10n.t('Show in file')}<span class="spoken">: ${role}</span>
            </button>`
      }
    </div>`;
  }

  /** Those that somebody may look at are drawn token by token. */
  private observeChunks(): void {
    this.observer?.disconnect();
    // The types don't know the margin of scrolling elements on the way (Chromium 120).
    const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: NEAR, scrollMargin: NEAR };
    this.observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        this.chunkOf.get(target)?.detail();
        this.observer?.unobserve(target);
      }
    }, options);
    for (const { element } of this.chunks) this.observer.observe(element);
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target } = event;
    if (target instanceof HTMLButtonElement) return;
    const index = event.key === 'Escape' ? this.hideTip() : this.indexFor(event.key);
    if (index === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.focusToken(index);
  };

  private indexFor(key: string): number | undefined {
    const last = this.sequence.ids.length - 1;
    const { focused } = this;
    if (last < 0) return undefined;
    if (focused === undefined) return key.startsWith('Arrow') || key === 'Home' ? 0 : key === 'End' ? last : undefined;
    switch (key) {
      case 'ArrowRight':
        return Math.min(focused + 1, last);
      case 'ArrowLeft':
        return Math.max(focused - 1, 0);
      case 'ArrowDown':
        return this.onLineBeside(focused, 1) ?? Math.min(focused + 1, last);
      case 'ArrowUp':
        return this.onLineBeside(focused, -1) ?? Math.max(focused - 1, 0);
      case 'Home':
        return 0;
      case 'End':
        return last;
      case 'PageDown':
        return this.blocks.find(({ from }) => from > focused)?.from ?? last;
      case 'PageUp':
        return this.blocks.findLast(({ from }) => from < focused)?.from ?? 0;
    }
    return undefined;
  }

  /** The token above or below another one, as the eye sees it. */
  private onLineBeside(index: number, direction: 1 | -1): number | undefined {
    // It may lie over that line.
    this.hideTip();
    const rects = this.tokenElement(index).getClientRects();
    const rect = direction > 0 ? rects[rects.length - 1] : rects[0];
    if (!rect) return undefined;
    const x = rect.left + Math.min(rect.width / 2, 4);
    // A heading may lie between.
    for (let step = 1; step <= 8; step++) {
      const y = direction > 0 ? rect.bottom + (step * rect.height) / 2 : rect.top - (step * rect.height) / 2;
      const found = this.indexAt(x, y);
      if (found !== undefined && (found - index) * direction > 0) return found;
    }
    return undefined;
  }

  private indexAt(x: number, y: number): number | undefined {
    const place = document.caretPositionFromPoint(x, y, { shadowRoots: [this.shadowRoot!] });
    const node = place?.offsetNode;
    const element = node instanceof Element ? node : node?.parentElement;
    const chunk = element?.closest('.chunk');
    if (chunk) this.chunkOf.get(chunk)?.detail();
    return indexOf(element?.closest('.token'));
  }

  private focusToken(index: number): void {
    const before = this.focused === undefined ? undefined : this.tokenElement(this.focused);
    for (const name of ['role', 'aria-label', 'tabindex']) before?.removeAttribute(name);
    this.focused = index;
    const token = this.tokenElement(index);
    token.setAttribute('role', 'img');
    token.setAttribute('aria-label', spokenFacts(factsOf(this.sequence, index)));
    token.tabIndex = 0;
    this.text.tabIndex = -1;
    token.focus();
    this.showTip(token);
  }

  private tokenElement(index: number): HTMLElement {
    return this.chunks.find(({ range }) => index < range.to)!.token(index);
  }

  private onFocusOut = (): void => this.hideTip();

  private onPointer = (event: PointerEvent): void => {
    const target = event.target as Element;
    if (target.closest('tuneset-token-tip')) return clearTimeout(this.timer);
    const token = target.closest<HTMLElement>('.token');
    this.soon(() => (token && event.buttons === 0 ? this.showTip(token) : this.hideTip()));
  };

  private soon(action: () => void): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(action, REST);
  }

  private showTip(token: HTMLElement): void {
    clearTimeout(this.timer);
    this.hideTip();
    const index = indexOf(token);
    if (index === undefined) return;
    token.classList.add('current');
    this.tip.facts = factsOf(this.sequence, index);
    this.tip.showPopover();
    document.addEventListener('keydown', this.onEscape);
  }

  private hideTip(): undefined {
    this.renderRoot.querySelector('.token.current')?.classList.remove('current');
    this.tip.hidePopover();
    document.removeEventListener('keydown', this.onEscape);
  }

  private onEscape = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.hideTip();
  };
}

function indexOf(token: Element | null | undefined): number | undefined {
  const index = token instanceof HTMLElement ? token.dataset['token'] : undefined;
  return index === undefined ? undefined : Number(index);
}
