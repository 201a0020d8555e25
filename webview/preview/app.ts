import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { PanelCommandParams, PanelState, PreviewTab } from '../../src/protocol/panel';
import { controlStyles } from '../ui/controlStyles';
import { icon } from '../ui/icon';
import './conversation/conversation';
import { isSameRecord, shownIn } from './conversation/shownRecord';
import type { Host, ViewOptions } from './host';
import './model/model';
import './navigation';
import './probe/probe';
import './review/reviewBar';
import type { TunesetNavigation } from './navigation';
import './search';
import type { TunesetSearch } from './search';
import { ShellMemory } from './shellMemory';
import { shellKey } from './shellKeys';
import './toolbar';
import type { OptionsEvent, RefusalEvent, TabEvent } from './toolbar';

/**
 * The whole view: what leads from record to record above, the record in the middle, the review below. Its parts all have `.panel` (the {@link PanelState}), `.host`
 * and `.options`.
 */
@customElement('tuneset-preview')
export class TunesetPreview extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        grid-template-columns: minmax(0, 1fr);
        height: 100vh;
        color: var(--vscode-foreground);
        background: var(--vscode-editor-background);
        font-family: var(--vscode-font-family);
        font-size: var(--vscode-font-size);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 4px 10px;
        border-bottom: 1px solid
          var(--vscode-panel-border, var(--vscode-editorGroup-border, var(--vscode-contrastBorder, transparent)));
      }
      tuneset-search {
        flex: 1 1 26em;
      }
      tuneset-toolbar {
        flex: 0 1 auto;
      }
      main {
        overflow: auto;
      }
      .refusal {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: 8px;
        padding: 4px 10px;
        color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-warningBackground);
        border-bottom: 1px solid var(--vscode-inputValidation-warningBorder);
      }
    `,
  ];

  @state() accessor panel: PanelState | undefined;
  @state() private accessor options: ViewOptions = { isRaw: false, showsInvisible: false };
  @state() private accessor tab: PreviewTab = 'conversation';
  /** Why something couldn't be done. */
  @state() private accessor refusal: string | null = null;
  @query('main') private accessor main!: HTMLElement;
  @query('tuneset-navigation') private accessor navigation!: TunesetNavigation;
  @query('tuneset-search') private accessor search!: TunesetSearch;
  private memory: ShellMemory;
  private stopListening: () => void = () => undefined;

  constructor(private readonly host: Host) {
    super();
    this.memory = new ShellMemory(host);
    this.options = this.memory.options;
    this.tab = this.memory.tab;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = this.host.onCommand((params) => this.act(params));
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening();
    document.removeEventListener('keydown', this.onKey);
  }

  override willUpdate(changed: PropertyValues<{ panel: PanelState }>): void {
    if (!changed.has('panel')) return;
    const [before, now] = [shownIn(changed.get('panel')), shownIn(this.panel)];
    if (!before || !now || !isSameRecord(before, now)) this.refusal = null;
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('panel') && !changed.has('tab')) return;
    // The parts draw after this.
    requestAnimationFrame(() => {
      const top = this.memory.placeIn(this.panel, this.shown);
      if (top !== undefined) this.main.scrollTop = top;
    });
  }

  override render(): TemplateResult {
    const { panel, host, options, shown: tab } = this;
    return html`<header>
        <tuneset-navigation .panel=${panel} .host=${host}></tuneset-navigation>
        <tuneset-toolbar
          .panel=${panel}
          .host=${host}
          .options=${options}
          .tab=${tab}
          @tuneset-tab=${(event: TabEvent) => this.show(event.tab)}
          @tuneset-options=${(event: OptionsEvent) => this.change(event.options)}
          @tuneset-refusal=${(event: RefusalEvent) => (this.refusal = event.reason)}
        ></tuneset-toolbar>
        <tuneset-search .panel=${panel} .host=${host}></tuneset-search>
        <div class="unseen" role="status">${this.announcement}</div>
      </header>
      <main @scroll=${() => this.memory.keepPlace(this.main.scrollTop)}>${this.refused()}${this.content()}</main>
      ${
        panel?.isReviewing
          ? html`<tuneset-review-bar .panel=${panel} .host=${host} .options=${options}></tuneset-review-bar>`
          : nothing
      }`;
  }

  private content(): TemplateResult | typeof nothing {
    const { panel, host, options } = this;
    if (!panel) return nothing;
    switch (this.shown) {
      case 'conversation':
        return html`<div role="tabpanel" aria-label=${l10n.t('Conversation')}>
          <tuneset-conversation .panel=${panel} .host=${host} .options=${options}></tuneset-conversation>
        </div>`;
      case 'model':
        return html`<div role="tabpanel" aria-label=${l10n.t('As the model sees it')}>
          <tuneset-model .panel=${panel} .host=${host} .options=${options}></tuneset-model>
        </div>`;
      case 'probe':
        return html`<div role="tabpanel" aria-label=${l10n.t('Probe')}>
          <tuneset-probe .panel=${panel} .host=${host} .options=${options}></tuneset-probe>
        </div>`;
    }
  }

  /** A panel of one part has no tabs. */
  private get shown(): PreviewTab {
    return this.panel?.only ?? this.tab;
  }

  private refused(): TemplateResult | typeof nothing {
    if (this.refusal === null) return nothing;
    return html`<div class="refusal" role="alert">
      <span>${this.refusal}</span>
      <vscode-button appearance="icon" aria-label=${l10n.t('Close')} @click=${() => (this.refusal = null)}
        >${icon('close')}</vscode-button
      >
    </div>`;
  }

  /** For screen readers: which record there is to be read now. */
  private get announcement(): string {
    const { panel } = this;
    if (panel?.sample.kind !== 'sample') return '';
    const { record, records } = panel.sample.sample.place;
    return l10n.t('Record {0} of {1} records', record + 1, records);
  }

  private show(tab: PreviewTab): void {
    this.tab = tab;
    this.memory.setTab(tab);
  }

  private change(options: ViewOptions): void {
    this.options = options;
    this.memory.setOptions(options);
  }

  private act({ command, tab }: PanelCommandParams): void {
    const { isRaw, showsInvisible } = this.options;
    switch (command) {
      case 'focusSearch':
        return this.search.focus();
      case 'focusNumber':
        return this.navigation.focusNumber();
      case 'showTab':
        return this.show(tab ?? 'conversation');
      case 'toggleRaw':
        return this.change({ isRaw: !isRaw, showsInvisible });
      case 'toggleInvisible':
        return this.change({ isRaw, showsInvisible: !showsInvisible });
    }
  }

  private onKey = (event: KeyboardEvent): void => {
    const key = shellKey(event);
    if (!key) return;
    event.preventDefault();
    // VS Code would take it for something that is to be undone in a text field of this page.
    event.stopPropagation();
    if (key.kind === 'search') this.search.focus();
    else if (key.kind === 'goTo') void this.host.goTo({ kind: key.to });
    else void this.host.act({ kind: key.step });
  };
}
