import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { PanelState } from '../../../src/protocol/panel';
import type { ModelSequence, ModelView, ModelViewSettings } from '../../../src/protocol/preview';
import type { Host, ViewOptions } from '../host';
import { readMemory, type ModelMemory } from './modelMemory';
import { modelStyles } from './modelStyles';
import { copied } from './tokenTexts';
import type { TryEvent } from './modelControls';
import type { RevealEvent, TunesetTokenText } from './tokenText';
import './modelControls';
import './tokenText';

const MEMORY = 'model';

/** The record as the model sees it: its tokens, which of them are trained, and what truncation takes. */
@customElement('tuneset-model')
export class TunesetModel extends LitElement {
  static override styles = modelStyles;

  @property({ attribute: false }) accessor panel!: PanelState;
  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor options!: ViewOptions;
  @state() private accessor memory: ModelMemory = readMemory(undefined);
  /** Null: the record is not there any more. */
  @state() private accessor view: ModelView | null | undefined;
  @state() private accessor isLoading = false;
  /** What was done last, for people. */
  @state() private accessor message = '';
  @query('tuneset-token-text') private accessor text!: TunesetTokenText | null;
  /** What the view was asked for. */
  private asked = '';
  private request: CancellationTokenSource | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.request?.cancel();
    this.asked = '';
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('host')) this.memory = readMemory(this.host.recall(MEMORY));
    const { sample, uri } = this.panel;
    if (sample.kind !== 'sample') return;
    const { place, tokens } = sample.sample;
    const asked = JSON.stringify([uri, place.digest, tokens, this.memory.settings]);
    if (asked !== this.asked) void this.load(asked);
  }

  private async load(asked: string): Promise<void> {
    this.asked = asked;
    this.request?.cancel();
    const request = new CancellationTokenSource();
    this.request = request;
    this.isLoading = true;
    const view = await this.host.model(this.memory.settings, request.token);
    if (this.request !== request) return;
    this.isLoading = false;
    this.message = '';
    this.view = view;
  }

  override render(): TemplateResult {
    const { sample } = this.panel;
    if (sample.kind === 'none') return html`<p class="empty">${sample.message}</p>`;
    const { view } = this;
    if (view === undefined || sample.kind === 'loading')
      return html`<p class="empty" role="status">${l10n.t('Loading…')}</p>`;
    if (view === null) return html`<p class="empty">${l10n.t('This record is not there any more.')}</p>`;
    const sequence = this.shownOf(view);
    return html`<div class="top">
        <tuneset-model-controls
          .choices=${view}
          .settings=${this.memory.settings}
          @tuneset-try=${({ settings }: TryEvent) => this.remember({ settings })}
        ></tuneset-model-controls>
        ${sequence && sequence.ids.length > 0 ? this.actions(view, sequence) : nothing} ${this.facts(view, sequence)}
      </div>
      <div class="body" aria-busy=${this.isLoading}>${sequence ? this.tokens(sequence) : nothing}</div>
      <div class="spoken" role="status">${this.message}</div>`;
  }

  private shownOf({ sequences }: ModelView): ModelSequence | undefined {
    return sequences.find(({ side }) => side === this.memory.side) ?? sequences[0];
  }

  private actions(view: ModelView, sequence: ModelSequence): TemplateResult {
    const { showsBoundaries } = this.memory;
    return html`<div class="actions">
      ${view.sequences.length > 1 ? this.sides(sequence) : nothing}
      <vscode-checkbox
        .checked=${showsBoundaries}
        @change=${({ target }: Event) => this.remember({ showsBoundaries: (target as HTMLInputElement).checked })}
        >${l10n.t('Token boundaries')}</vscode-checkbox
      >
      <vscode-button appearance="secondary" @click=${() => this.copy(sequence, 'text')}
        >${l10n.t('Copy as Text')}</vscode-button
      >
      <vscode-button appearance="secondary" @click=${() => this.copy(sequence, 'ids')}
        >${l10n.t('Copy as Ids')}</vscode-button
      >
      <span class="message" aria-hidden="true">${this.message}</span>
    </div>`;
  }

  private sides({ side: shown }: ModelSequence): TemplateResult {
    const button = (side: 'chosen' | 'rejected', label: string): TemplateResult =>
      html`<button aria-pressed=${side === shown} @click=${() => this.remember({ side })}>${label}</button>`;
    return html`<div class="sides" role="group" aria-label=${l10n.t('Answer')}>
      ${button('chosen', l10n.t('Chosen'))}${button('rejected', l10n.t('Rejected'))}
    </div>`;
  }

  private facts(view: ModelView, sequence: ModelSequence | undefined): TemplateResult {
    const { tokenizer, target, exact, note } = view;
    const cutoff = view.cutoff === null ? [] : [l10n.t('cutoff {0}', view.cutoff.toLocaleString())];
    const made = [
      tokenizer,
      ...(target === null ? [] : [target]),
      ...cutoff,
      ...(sequence && sequence.total > 0 ? countTexts(sequence, exact) : []),
    ];
    return html`<p class="counts">${made.join(' · ')}</p>
      ${note === null ? nothing : html`<p class="note">${note}</p>`}`;
  }

  private tokens(sequence: ModelSequence): TemplateResult {
    const { status, reason, ids, total } = sequence;
    const fate =
      status === 'dropped'
        ? l10n.t('This record is left out: {0}', reason ?? '')
        : l10n.t('This record can’t be made tokens of: {0}', reason ?? '');
    return html`${status === 'kept' ? nothing : html`<p class="fate" role="note">${fate}</p>`}
    ${
      ids.length === 0
        ? nothing
        : html`${legend()} ${this.turns(sequence)}
            <tuneset-token-text
              .sequence=${sequence}
              .showsBoundaries=${this.memory.showsBoundaries}
              .showsInvisible=${this.options.showsInvisible}
              @tuneset-reveal=${({ pointer }: RevealEvent) => void this.host.act({ kind: 'reveal', pointer })}
            ></tuneset-token-text>`
    }
    ${
      ids.length < total
        ? html`<p class="note">
            ${l10n.t('These are the first {0} of {1} tokens.', ids.length.toLocaleString(), total.toLocaleString())}
          </p>`
        : nothing
    }`;
  }

  /** Leads to the turns. */
  private turns({ turns }: ModelSequence): TemplateResult | typeof nothing {
    if (turns.length < 2) return nothing;
    return html`<nav class="turns" aria-label=${l10n.t('Turns')}>
      ${turns.map(
        ({ role, tokens }, turn) =>
          html`<button @click=${() => this.text?.showTurn(turn)}>
            ${role} <span>${tokens.toLocaleString()}</span>
          </button>`,
      )}
    </nav>`;
  }

  private copy(sequence: ModelSequence, kind: 'text' | 'ids'): void {
    const { count, ...texts } = copied(sequence);
    void this.host.act({ kind: 'copy', text: texts[kind] });
    this.message =
      kind === 'ids'
        ? l10n.t('The ids of {0} tokens were copied.', count.toLocaleString())
        : l10n.t('The text of {0} tokens was copied.', count.toLocaleString());
  }

  private remember(change: { readonly settings: ModelViewSettings } | Partial<ModelMemory>): void {
    this.memory = { ...this.memory, ...change };
    this.host.remember(MEMORY, this.memory);
  }
}

function countTexts({ counts }: ModelSequence, exact: boolean): string[] {
  const { tokens, trained, kept, keptTrained } = counts;
  const cut = tokens - kept;
  const texts = [
    l10n.t('{0} tokens', (exact ? '' : '≈ ') + tokens.toLocaleString()),
    l10n.t('{0} trained', trained.toLocaleString()),
  ];
  if (cut === 0) return texts;
  return [
    ...texts,
    l10n.t('{0} cut off, {1} of them trained', cut.toLocaleString(), (trained - keptTrained).toLocaleString()),
  ];
}

/** Says what the ways of drawing mean; screen readers are told it in the text. */
function legend(): TemplateResult {
  return html`<div class="legend" aria-hidden="true">
    <span class="special">${l10n.t('special token')}</span>
    <span class="trained">${l10n.t('trained')}</span>
    <span>${l10n.t('not trained')}</span>
    <span class="cut">${l10n.t('cut off')}</span>
    <span>↵ ${l10n.t('line feed')}</span>
  </div>`;
}
