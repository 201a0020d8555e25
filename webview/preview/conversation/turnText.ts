import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isUnseen, suspiciousIn } from '../../ui/invisible';
import '../../ui/longText';
import { renderCode, renderMarkdown } from '../../ui/markdown';
import { markdownStyles } from '../../ui/markdown/styles';
import type { DiffPart } from '../../ui/wordDiff';
import type { ViewOptions } from '../host';
import { laidOutJson } from './laidOutJson';
import { formatted } from './numbers';
import { turnTextStyles } from './turnTextStyles';

/** Longer texts, in UTF-16 units, are folded: their beginning is shown. */
const LONGEST_UNFOLDED = 12_000;
const FOLDED = 3_000;
/** Longer ones are drawn as Markdown only when that is asked for. */
const LONGEST_MARKDOWN = 50_000;

/** A text of a turn: as Markdown, as JSON, as it stands there, or with what another text has not. */
@customElement('tuneset-turn-text')
export class TunesetTurnText extends LitElement {
  static override styles = [markdownStyles, turnTextStyles];

  @property({ attribute: false }) accessor text = '';
  /** `result`: of a tool; laid out if it is JSON, and never Markdown. */
  @property({ attribute: false }) accessor kind: 'prose' | 'result' | 'json' = 'prose';
  @property({ attribute: false }) accessor options: ViewOptions = { isRaw: false, showsInvisible: false };
  /** The text's parts, with those marked that its counterpart has not; null: it is not compared. */
  @property({ attribute: false }) accessor diff: readonly DiffPart[] | null = null;
  /** For what is marked: it stands only here. */
  @property({ attribute: false }) accessor side: 'left' | 'right' = 'left';
  @state() private accessor isUnfolded = false;
  @state() private accessor wantsMarkdown = false;
  private suspicious = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text')) return;
    this.wantsMarkdown = false;
    this.suspicious = suspiciousIn(this.text)
      .map(({ title, count }) => (count > 1 ? `${title} × ${formatted(count)}` : title))
      .join(', ');
  }

  override render(): TemplateResult {
    const { text } = this;
    if (text === '') return html`<p class="note">${l10n.t('Empty text')}</p>`;
    const isBlank = isUnseen(text);
    return html`${isBlank ? html`<p class="note">${l10n.t('Nothing but white space: {0} characters', formatted(text.length))}</p>` : this.hint()}
    ${this.diff ? this.compared(this.diff) : isBlank ? raw(text, true) : this.body()} ${this.buttons()}`;
  }

  /** What stands there unseen, as long as it is not drawn. */
  private hint(): TemplateResult | typeof nothing {
    if (this.options.showsInvisible || this.suspicious === '') return nothing;
    return html`<p class="hint">${l10n.t('Invisible characters: {0}', this.suspicious)}</p>`;
  }

  private body(): TemplateResult {
    const { isRaw, showsInvisible } = this.options;
    const text = this.isFolded ? foldedText(this.text) : this.text;
    if (isRaw || showsInvisible) return raw(text, showsInvisible);
    if (this.kind !== 'prose') return this.json(text);
    if (this.text.length > LONGEST_MARKDOWN && !this.wantsMarkdown) return raw(text, false);
    const drawn = renderMarkdown(text);
    return isInvisible(drawn) ? raw(text, false) : html`${element('markdown', drawn)}`;
  }

  private json(text: string): TemplateResult {
    const json = this.kind === 'json' || this.isFolded ? text : laidOutJson(text);
    if (json === null || text.length > LONGEST_MARKDOWN) return raw(text, false);
    return html`${element('code', renderCode(json, 'json'))}`;
  }

  private compared(diff: readonly DiffPart[]): TemplateResult {
    const parts = diff.map(({ text, isChanged }) => (isChanged ? html`<mark>${text}</mark>` : text));
    return html`<div class="compared ${this.side}" dir="auto">${parts}</div>`;
  }

  private buttons(): TemplateResult | typeof nothing {
    const { text, kind, isUnfolded } = this;
    if (text.length <= LONGEST_UNFOLDED || this.diff) return nothing;
    const offersMarkdown =
      isUnfolded && kind === 'prose' && text.length > LONGEST_MARKDOWN && !this.options.isRaw && !this.wantsMarkdown;
    return html`<div class="buttons">
      <button @click=${() => (this.isUnfolded = !isUnfolded)} aria-expanded=${isUnfolded}>
        ${isUnfolded ? l10n.t('Show the beginning only') : l10n.t('Show all {0} characters', formatted(text.length))}
      </button>
      ${offersMarkdown ? html`<button @click=${() => (this.wantsMarkdown = true)}>${l10n.t('Draw as Markdown')}</button>` : nothing}
    </div>`;
  }

  private get isFolded(): boolean {
    return this.text.length > LONGEST_UNFOLDED && !this.isUnfolded;
  }
}

function raw(text: string, showsInvisible: boolean): TemplateResult {
  return html`<tuneset-raw-text .text=${text} .showsInvisible=${showsInvisible}></tuneset-raw-text>`;
}

/** True where Markdown shows nothing of a text, such as a block of code with a language only, or the target of a link. */
function isInvisible(drawn: DocumentFragment): boolean {
  return drawn.textContent.trim() === '' && !drawn.querySelector('hr, img, input, li, td');
}

function element(className: string, content: DocumentFragment): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  made.dir = 'auto';
  made.append(content);
  return made;
}

/** The beginning, up to the end of a line if one is near. */
function foldedText(text: string): string {
  const line = text.lastIndexOf('\n', FOLDED);
  return `${text.slice(0, line > FOLDED / 2 ? line : FOLDED)}…`;
}
