import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asInTextArea, placeInOriginal, withLineEnds } from '../../ui/lineEnds';

/** What an editor asks for. */
export interface TurnEditorEvents {
  'tuneset-save': CustomEvent<{ readonly text: string }>;
  /** `at`: UTF-16 units of the text. */
  'tuneset-split': CustomEvent<{ readonly at: number }>;
  /** `base`: the text that was edited. */
  'tuneset-draft': CustomEvent<{ readonly text: string; readonly base: string }>;
  'tuneset-close': CustomEvent<null>;
}

/** So long after a keystroke (ms) a draft is kept. */
const DRAFT_DELAY = 300;

/** A text that is edited in its place. */
@customElement('tuneset-turn-editor')
export class TunesetTurnEditor extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    .grows {
      display: grid;
      max-height: 70vh;
      overflow: auto;
      border: 1px solid
        var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-widget-border, transparent)));
      border-radius: 3px;
      background: var(--vscode-input-background);
    }
    .grows:focus-within {
      border-color: var(--vscode-focusBorder);
      outline: 1px solid var(--vscode-focusBorder);
    }
    textarea {
      grid-area: 1 / 1;
      box-sizing: border-box;
      width: 100%;
      min-height: 4em;
      padding: 6px 8px;
      border: none;
      outline: none;
      resize: none;
      overflow: hidden;
      field-sizing: content;
      font-family: var(--vscode-editor-font-family);
      font-size: var(--vscode-editor-font-size);
      line-height: 1.5;
      tab-size: 4;
      color: var(--vscode-input-foreground);
      background: none;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 8px;
      margin-top: 6px;
    }
    .note {
      margin: 6px 0 0;
      color: var(--vscode-descriptionForeground);
      font-size: 0.92em;
    }
    .warning {
      margin: 6px 0 0;
      padding: 4px 8px;
      border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
    }
    .fault {
      border-inline-start-color: var(--vscode-editorError-foreground);
    }
  `;

  /** As it stands in the file now. */
  @property({ attribute: false }) accessor text = '';
  /** What was typed before, of a text `base`; null: nothing. */
  @property({ attribute: false }) accessor draft: string | null = null;
  /** Whether the turn can be split; else why not. */
  @property({ attribute: false }) accessor splitRefusal: string | null = null;
  /** Why it couldn't be saved. */
  @property({ attribute: false }) accessor fault: string | null = null;
  /** It is being saved: what would be typed meanwhile would be lost. */
  @property({ attribute: false }) accessor isBusy = false;
  /** For screen readers: which text it is. */
  @property() accessor label = '';
  @state() private accessor isChanged = false;
  @state() private accessor isAsking = false;
  /** The file's text when the editor was opened, or when it was last looked at. */
  @state() private accessor base: string | undefined;
  @query('textarea') private accessor area!: HTMLTextAreaElement;
  private timer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    const isSaved = changed.has('text') && this.hasUpdated && this.area.value === asInTextArea(this.text);
    if (this.base === undefined || isSaved) this.base = this.text;
  }

  override firstUpdated(): void {
    this.area.value = this.draft ?? this.text;
    this.onInput();
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(0, 0);
    this.scrollIntoView({ block: 'nearest' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.timer !== undefined) this.tellDraft();
  }

  override render(): TemplateResult {
    return html`<div class="grows">
        <textarea
          aria-label=${this.label}
          dir="auto"
          spellcheck="false"
          ?readonly=${this.isBusy}
          @input=${() => this.onInput()}
          @keydown=${this.onKey}
        ></textarea>
      </div>
      ${this.base === this.text ? nothing : this.changedMeanwhile()}
      ${this.fault ? html`<div class="warning fault" role="alert">${this.fault}</div>` : nothing}
      ${this.isAsking ? this.question() : this.actions()}`;
  }

  private actions(): TemplateResult {
    const canSplit = this.splitRefusal === null;
    return html`<div class="row">
        <vscode-button @click=${() => this.save()}>${l10n.t('Save')}</vscode-button>
        <vscode-button appearance="secondary" @click=${() => this.cancel()}>${l10n.t('Cancel')}</vscode-button>
        ${
          canSplit
            ? html`<vscode-button
                appearance="secondary"
                ?disabled=${this.isChanged}
                title=${this.isChanged ? l10n.t('Save first.') : l10n.t('What stands behind the cursor becomes a turn of its own.')}
                @click=${() => this.split()}
                >${l10n.t('Split at the cursor')}</vscode-button
              >`
            : nothing
        }
      </div>
      <p class="note">${l10n.t('Ctrl+Enter saves into the file’s editor, where it can be undone; Esc cancels.')}</p>`;
  }

  private question(): TemplateResult {
    return html`<div class="warning" role="alertdialog" aria-label=${l10n.t('Discard what you changed?')}>
      ${l10n.t('Discard what you changed?')}
      <div class="row">
        <vscode-button autofocus @click=${() => this.keepOn()}>${l10n.t('Keep editing')}</vscode-button>
        <vscode-button appearance="secondary" @click=${() => this.close()}>${l10n.t('Discard')}</vscode-button>
      </div>
    </div>`;
  }

  private changedMeanwhile(): TemplateResult {
    return html`<div class="warning" role="status">
      ${l10n.t('The text was changed in the file meanwhile. Saving replaces it with what stands here.')}
      <div class="row">
        <vscode-button appearance="secondary" @click=${() => this.takeTheirs()}
          >${l10n.t('Take the file’s text')}</vscode-button
        >
      </div>
    </div>`;
  }

  private onInput(): void {
    this.isChanged = this.area.value !== asInTextArea(this.text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tellDraft(), DRAFT_DELAY);
  }

  private tellDraft(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell('tuneset-draft', { text: this.value, base: this.base ?? this.text });
  }

  /** With the file's own line ends. */
  private get value(): string {
    return withLineEnds(this.base ?? this.text, this.area.value);
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (saves) this.save();
    else if (event.key === 'Escape') this.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private save(): void {
    if (this.isBusy) return;
    if (!this.isChanged) this.close();
    else this.tell('tuneset-save', { text: this.value });
  }

  private split(): void {
    this.tell('tuneset-split', { at: placeInOriginal(this.text, this.area.selectionStart) });
  }

  private cancel(): void {
    if (!this.isChanged) return this.close();
    this.isAsking = true;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[autofocus]')?.focus());
  }

  private keepOn(): void {
    this.isAsking = false;
    this.area.focus();
  }

  private takeTheirs(): void {
    this.area.value = this.text;
    this.base = this.text;
    this.onInput();
    this.area.focus();
  }

  private close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tell('tuneset-close', null);
  }

  private tell<Name extends keyof TurnEditorEvents>(name: Name, detail: TurnEditorEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
