import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PanelState, PanelActionParams, PreviewTab } from '../../src/protocol/panel';
import { previewTabs } from '../../src/protocol/panel';
import { controlStyles } from '../ui/controlStyles';
import { icon, type IconName } from '../ui/icon';
import '../ui/menu';
import type { MenuEntry } from '../ui/menu';
import type { Host, ViewOptions } from './host';

/** Asks the shell for another tab. */
export class TabEvent extends Event {
  constructor(readonly tab: PreviewTab) {
    super('tuneset-tab');
  }
}

/** Asks the shell for other options. */
export class OptionsEvent extends Event {
  constructor(readonly options: ViewOptions) {
    super('tuneset-options');
  }
}

/** How the record is shown, and what can be done with it. */
@customElement('tuneset-toolbar')
export class TunesetToolbar extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      [role='tablist'] {
        display: flex;
      }
      [role='tab'] {
        padding: 3px 8px;
        font: inherit;
        color: var(--vscode-foreground);
        background: none;
        border: 1px solid transparent;
        border-bottom: 2px solid transparent;
        cursor: pointer;
        white-space: nowrap;
      }
      [role='tab'][aria-selected='true'] {
        color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
        border-bottom-color: var(--vscode-panelTitle-activeBorder, var(--vscode-contrastActiveBorder, currentColor));
        font-weight: 600;
      }
      [role='tab']:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
    `,
  ];

  @property({ attribute: false }) accessor panel: PanelState | undefined;
  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor options!: ViewOptions;
  @property({ attribute: false }) accessor tab: PreviewTab = 'conversation';

  override render(): TemplateResult {
    const { isRaw, showsInvisible } = this.options;
    const isPinned = this.panel?.isPinned ?? false;
    return html`${this.panel?.only === undefined ? this.tabs() : nothing}
      <div class="group" role="group" aria-label=${l10n.t('How it is shown')}>
        ${this.toggle('code', l10n.t('Raw text'), 'Alt+W', isRaw, () => this.change({ isRaw: !isRaw }))}
        ${this.toggle('whitespace', l10n.t('Invisible characters'), 'Alt+I', showsInvisible, () =>
          this.change({ showsInvisible: !showsInvisible }),
        )}
        ${this.toggle(isPinned ? 'pinned' : 'pin', l10n.t('Keep this record'), 'Alt+P', isPinned, () =>
          this.act({ kind: isPinned ? 'unpin' : 'pin' }),
        )}
        <tuneset-menu .label=${l10n.t('More actions')} .symbol=${'ellipsis'} .entries=${this.entries()}></tuneset-menu>
      </div>`;
  }

  private tabs(): TemplateResult {
    return html`<div role="tablist" aria-label=${l10n.t('View')} @keydown=${this.onTabKey}>
      ${previewTabs.map((tab) => this.tabButton(tab))}
    </div>`;
  }

  private tabButton(tab: PreviewTab): TemplateResult {
    const isSelected = tab === this.tab;
    return html`<button
      role="tab"
      data-tab=${tab}
      title=${titleOf(tab)}
      aria-selected=${isSelected}
      tabindex=${isSelected ? 0 : -1}
      @click=${() => this.dispatchEvent(new TabEvent(tab))}
    >
      ${labelOf(tab)}
    </button>`;
  }

  private toggle(name: IconName, label: string, key: string, isOn: boolean, does: () => void): TemplateResult {
    return html`<vscode-button
      appearance="icon"
      aria-label=${label}
      aria-pressed=${isOn ? 'true' : 'false'}
      title="${label} (${key})"
      @click=${does}
      >${icon(name)}</vscode-button
    >`;
  }

  private entries(): readonly MenuEntry[] {
    const { panel } = this;
    const hasSample = panel?.sample.kind === 'sample';
    const isReadonly = panel?.isReadonly ?? true;
    const why = hasSample ? null : l10n.t('No record is shown.');
    const whyNot = why ?? (isReadonly ? l10n.t('The file can’t be changed.') : null);
    const entry = (
      label: string,
      action: PanelActionParams,
      name: IconName,
      refusal: string | null = null,
    ): MenuEntry => ({ label, icon: name, refusal, does: () => this.act(action) });
    return [
      entry(l10n.t('Edit the record as text'), { kind: 'openRecord' }, 'json', whyNot),
      entry(l10n.t('Show in the file'), { kind: 'reveal', pointer: '' }, 'goToFile', why),
      entry(l10n.t('Set the task type…'), { kind: 'tag' }, 'tag', whyNot),
      entry(l10n.t('Mark as robustness data…'), { kind: 'mark' }, 'shield', whyNot),
      entry(l10n.t('Insert a record behind it…'), { kind: 'insertRecord' }, 'add', whyNot),
      this.whole(l10n.t('Duplicate the record'), { kind: 'duplicateRecord' }, 'copy', whyNot),
      this.whole(l10n.t('Move the record up'), { kind: 'moveRecord', by: -1 }, 'arrowUp', whyNot),
      this.whole(l10n.t('Move the record down'), { kind: 'moveRecord', by: 1 }, 'arrowDown', whyNot),
      this.whole(l10n.t('Delete the record'), { kind: 'deleteRecord' }, 'trash', whyNot),
      entry(l10n.t('Undo in the file'), { kind: 'undo' }, 'discard'),
      entry(l10n.t('Redo in the file'), { kind: 'redo' }, 'redo'),
      entry(l10n.t('Keep it and open another preview'), { kind: 'openAnother' }, 'splitHorizontal'),
      panel?.isReviewing
        ? entry(l10n.t('End the review'), { kind: 'stopReview' }, 'checklist')
        : entry(l10n.t('Review the records'), { kind: 'startReview' }, 'checklist', why),
    ];
  }

  private whole(
    label: string,
    operation: Parameters<Host['edit']>[0]['operation'],
    name: IconName,
    refusal: string | null,
  ): MenuEntry {
    const does = async (): Promise<void> => {
      const { panel } = this;
      if (panel?.sample.kind !== 'sample') return;
      const { digest } = panel.sample.sample.place;
      const { refused } = await this.host.edit({ digest, operation });
      this.dispatchEvent(new RefusalEvent(refused));
    };
    return { label, icon: name, refusal, does: () => void does() };
  }

  private act(action: PanelActionParams): void {
    void this.host.act(action);
  }

  private change(options: Partial<ViewOptions>): void {
    this.dispatchEvent(new OptionsEvent({ ...this.options, ...options }));
  }

  private onTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (previewTabs.indexOf(this.tab) + step + previewTabs.length) % previewTabs.length;
    this.dispatchEvent(new TabEvent(previewTabs[next]!));
    this.renderRoot.querySelector<HTMLElement>(`[data-tab=${previewTabs[next]!}]`)?.focus();
    event.preventDefault();
  };
}

function labelOf(tab: PreviewTab): string {
  if (tab === 'conversation') return l10n.t('Conversation');
  return tab === 'model' ? l10n.t('Model') : l10n.t('Probe');
}

function titleOf(tab: PreviewTab): string | typeof nothing {
  if (tab === 'conversation') return nothing;
  return tab === 'model' ? l10n.t('As the model sees it') : l10n.t('Ask a served model');
}

/** Tells the shell why something couldn't be done; null: it is done. */
export class RefusalEvent extends Event {
  constructor(readonly reason: string | null) {
    super('tuneset-refusal');
  }
}
