import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon, type IconName } from './icon';

/** What a menu offers. */
export interface MenuEntry {
  readonly label: string;
  readonly icon?: IconName;
  /** The key that does the same, as it is written on it. */
  readonly key?: string;
  /** Why it can't be done, for people; absent or null: it can. */
  readonly refusal?: string | null;
  /** One of several that holds now. */
  readonly isChecked?: boolean;
  /** What it does, or the entries that are shown in place of these. */
  readonly does: (() => void) | readonly MenuEntry[];
}

/** A button with a menu, to be used as https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ says. */
@customElement('tuneset-menu')
export class TunesetMenu extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
    }
    button {
      font: inherit;
      color: inherit;
      background: none;
      border: 1px solid transparent;
      border-radius: 4px;
      cursor: pointer;
    }
    button:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
      outline-offset: -1px;
    }
    .open {
      display: inline-flex;
      padding: 2px;
      anchor-name: --menu-button;
    }
    .open:hover {
      background: var(--vscode-toolbar-hoverBackground);
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    }
    .menu {
      position: fixed;
      position-anchor: --menu-button;
      inset: auto;
      position-area: bottom span-left;
      position-try-fallbacks:
        flip-block,
        flip-inline,
        flip-block flip-inline;
      margin: 2px 0;
      padding: 4px;
      min-width: 180px;
      max-width: min(340px, 90vw);
      max-height: 80vh;
      overflow: auto;
      color: var(--vscode-menu-foreground);
      background: var(--vscode-menu-background);
      border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, transparent));
      border-radius: 5px;
      box-shadow: 0 2px 8px var(--vscode-widget-shadow);
    }
    .menu button {
      display: grid;
      grid-template-columns: 16px 1fr auto;
      gap: 0 8px;
      width: 100%;
      padding: 4px 6px;
      text-align: start;
      align-items: center;
    }
    .menu button:hover,
    .menu button:focus {
      color: var(--vscode-menu-selectionForeground);
      background: var(--vscode-menu-selectionBackground);
      outline: 1px solid var(--vscode-menu-selectionBorder, var(--vscode-focusBorder));
      outline-offset: -1px;
    }
    .menu button[aria-disabled='true'] > * {
      opacity: 0.75;
    }
    .label {
      grid-column: 2;
    }
    .key {
      grid-column: 3;
    }
    .refusal {
      grid-column: 2 / -1;
      font-size: 0.9em;
    }
    .icon {
      width: 16px;
      height: 16px;
    }
  `;

  /** Of the button. */
  @property() accessor label = '';
  @property({ attribute: false }) accessor symbol: IconName = 'ellipsis';
  @property({ attribute: false }) accessor entries: readonly MenuEntry[] = [];
  /** Those shown, where others took the place of the first ones. */
  @state() private accessor inner: readonly MenuEntry[] | undefined;
  @state() private accessor isOpen = false;
  /** When the button was pressed. */
  private wasOpen = false;
  @query('.open') private accessor button!: HTMLButtonElement;
  @query('.menu') private accessor popup!: HTMLElement;

  override render(): TemplateResult {
    return html`<button
        class="open"
        title=${this.label}
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @pointerdown=${() => (this.wasOpen = this.isOpen)}
        @click=${() => this.toggle()}
        @keydown=${this.onButtonKey}
      >
        ${icon(this.symbol)}
      </button>
      <div
        class="menu"
        popover="auto"
        role="menu"
        aria-label=${this.label}
        @toggle=${this.onToggle}
        @keydown=${this.onMenuKey}
      >
        ${this.isOpen ? (this.inner ?? this.entries).map((entry) => this.entry(entry)) : nothing}
      </div>`;
  }

  /** Shows the menu with its first entry focused. */
  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    await this.updateComplete;
    this.popup.showPopover();
    this.focusItem(0);
  }

  /** The browser closes the menu when its button is pressed. */
  private toggle(): void {
    if (!this.wasOpen) void this.open();
    this.wasOpen = false;
  }

  private entry(entry: MenuEntry): TemplateResult {
    const { label, key, refusal, isChecked, does } = entry;
    const opens = typeof does !== 'function';
    return html`<button
      tabindex="-1"
      role=${isChecked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked=${isChecked === undefined ? nothing : isChecked}
      aria-disabled=${refusal ? 'true' : nothing}
      aria-haspopup=${opens ? 'menu' : nothing}
      @click=${() => this.choose(entry)}
    >
      ${isChecked ? icon('check') : entry.icon ? icon(entry.icon) : nothing}
      <span class="label">${label}</span>
      ${opens ? icon('chevronRight') : key ? html`<span class="key">${key}</span>` : nothing}
      ${refusal ? html`<span class="refusal">${refusal}</span>` : nothing}
    </button>`;
  }

  private choose({ refusal, does }: MenuEntry): void {
    if (refusal) return;
    if (typeof does !== 'function') {
      this.inner = does;
      void this.updateComplete.then(() => this.focusItem(0));
      return;
    }
    this.popup.hidePopover();
    does();
  }

  private onToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'open') return;
    this.isOpen = false;
    this.inner = undefined;
  };

  private onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    void this.open();
  };

  private onMenuKey = (event: KeyboardEvent): void => {
    const items = this.items();
    const at = items.indexOf(this.renderRoot.querySelector<HTMLElement>('[role^=menuitem]:focus')!);
    const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    event.stopPropagation();
    if (place !== undefined) this.focusItem(place);
    else if (event.key === 'ArrowLeft' && this.inner) this.leaveInner();
    else if (event.key === 'ArrowRight') this.enterInner(at);
    else if (event.key === 'Escape') this.popup.hidePopover();
    else if (event.key === 'Tab') return this.popup.hidePopover();
    else if (event.key.length === 1 && event.key !== ' ') this.focusStart(event.key, at);
    else return;
    event.preventDefault();
  };

  private enterInner(at: number): void {
    const entry = (this.inner ?? this.entries)[at];
    if (entry && typeof entry.does !== 'function') this.choose(entry);
  }

  private leaveInner(): void {
    const from = this.entries.findIndex(({ does }) => does === this.inner);
    this.inner = undefined;
    void this.updateComplete.then(() => this.focusItem(from));
  }

  /** The next entry whose label starts with a letter. */
  private focusStart(letter: string, at: number): void {
    const shown = this.inner ?? this.entries;
    for (let step = 1; step <= shown.length; step++) {
      const place = (at + step) % shown.length;
      if (shown[place]!.label.toLowerCase().startsWith(letter.toLowerCase())) return this.focusItem(place);
    }
  }

  private focusItem(place: number): void {
    const items = this.items();
    items[(place + items.length) % items.length]?.focus();
  }

  private items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  override focus(): void {
    this.button.focus();
  }
}
