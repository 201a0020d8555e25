import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PanelState } from '../../src/protocol/panel';
import { recordFilters, type RecordFilterName } from '../../src/protocol/records';
import { controlStyles } from '../ui/controlStyles';
import { filterLabel } from '../ui/filterLabel';
import type { Host } from './host';

/** Milliseconds after the last key until a search begins by itself. */
const PAUSE = 250;

/** Which records are gone through: a filter, and a search in their texts. */
@customElement('tuneset-search')
export class TunesetSearch extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        min-width: 0;
      }
      select {
        flex: 0 1 auto;
        max-width: 10em;
      }
      input {
        flex: 1 1 7em;
        width: 0;
        min-width: 7em;
      }
      .found {
        font-variant-numeric: tabular-nums;
      }
      .fault {
        flex-basis: 100%;
        padding: 2px 6px;
        color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
        background: var(--vscode-inputValidation-errorBackground);
        border: 1px solid var(--vscode-inputValidation-errorBorder);
      }
    `,
  ];

  @property({ attribute: false }) accessor panel: PanelState | undefined;
  @property({ attribute: false }) accessor host!: Host;
  @query('input') private accessor input!: HTMLInputElement;
  private timer: number | undefined;
  /** The search that the extension was given last. */
  private asked = '';

  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearTimeout(this.timer);
  }

  override updated(changed: PropertyValues<this>): void {
    const search = this.panel?.query.search ?? '';
    // What is being typed stays.
    if (!changed.has('panel') || search === this.asked) return;
    this.asked = search;
    this.input.value = search;
  }

  override render(): TemplateResult {
    const { query, searchFault } = this.panel ?? { query: { filter: 'all', search: '' }, searchFault: null };
    return html`<select
        aria-label=${l10n.t('Which records')}
        @change=${(event: Event) => this.filter((event.target as HTMLSelectElement).value as RecordFilterName)}
      >
        ${recordFilters.map(
          (filter) =>
            html`<option value=${filter} .selected=${live(filter === query.filter)}>${filterLabel(filter)}</option>`,
        )}
      </select>
      <input
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${l10n.t('Search in records')}
        aria-invalid=${searchFault === null ? 'false' : 'true'}
        placeholder=${l10n.t('Search in records')}
        title=${l10n.t('Words, "exact words", /patterns/; role:assistant and field:output say where.')}
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
      <span class="found" role="status">${this.found()}</span>
      ${searchFault === null ? nothing : html`<span class="fault" role="alert">${searchFault}</span>`}`;
  }

  private found(): string {
    const found = this.panel?.found;
    if (!found) return '';
    if (found.matching === 0) return l10n.t('None found');
    return found.isHere
      ? l10n.t('{0} of {1} found', found.before + 1, found.matching)
      : l10n.t('{0} found', found.matching);
  }

  private filter(filter: RecordFilterName): void {
    void this.host.setQuery({ filter, search: this.input.value });
  }

  private ask(): void {
    window.clearTimeout(this.timer);
    if (this.input.value === this.asked) return;
    this.asked = this.input.value;
    void this.host.setQuery({ filter: this.panel?.query.filter ?? 'all', search: this.asked });
  }

  private onInput = (): void => {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  };

  private onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      // The first time it is looked for, and then what comes next.
      if (this.input.value === this.asked) void this.host.goTo({ kind: event.shiftKey ? 'previous' : 'next' });
      else this.ask();
    } else if (event.key === 'Escape') {
      if (this.input.value === '') this.input.blur();
      this.input.value = '';
      this.ask();
    } else {
      return;
    }
    event.preventDefault();
  };
}
