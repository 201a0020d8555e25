import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PreviewSample } from '../../../src/protocol/preview';
import type { ProbeCase, ProbeEndpoint, ProbeState } from '../../../src/protocol/probe';
import { icon } from '../../ui/icon';
import { roleText } from '../../ui/roleText';
import { samplingFacts } from './callTexts';
import type { ProbeMemory } from './probeMemory';
import './promptEditor';
import type { PromptEvent } from './promptEditor';
import './samplingFields';
import type { ParametersEvent } from './samplingFields';
import { sectionStyles } from './sectionStyles';
import { textareaStyles } from './textareaStyles';

/** What is asked for in the form. */
export type FormWish =
  | { readonly kind: 'ask' }
  | { readonly kind: 'turn'; readonly turn: number }
  | { readonly kind: 'memory'; readonly change: Partial<ProbeMemory> }
  | { readonly kind: 'prefill'; readonly text: string }
  | { readonly kind: 'prompt'; readonly message: number; readonly text: string | null }
  | { readonly kind: 'endpoints'; readonly focus: string | null }
  | { readonly kind: 'capabilities'; readonly endpoint: string }
  | { readonly kind: 'runMany' };

export class FormEvent extends Event {
  constructor(readonly wish: FormWish) {
    super('tuneset-form');
  }
}

/** What is to be asked, and whom. */
@customElement('tuneset-probe-form')
export class TunesetProbeForm extends LitElement {
  static override styles = [
    sectionStyles,
    textareaStyles,
    css`
      .form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-width: 0;
        margin: 0;
        padding: 0;
        border: none;
      }
      legend {
        float: inline-start;
        padding: 0;
        margin-inline-end: 12px;
      }
      .prefill {
        display: grid;
        gap: 2px;
      }
      textarea {
        min-height: 26px;
        max-height: 12em;
        padding: 3px 6px;
      }
      textarea::placeholder {
        color: var(--vscode-input-placeholderForeground);
        opacity: 1;
      }
      tuneset-sampling-fields {
        margin-top: 6px;
      }
      label.check {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      label.check input {
        flex: none;
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--vscode-focusBorder);
      }
    `,
  ];

  @property({ attribute: false }) accessor probe!: ProbeState;
  @property({ attribute: false }) accessor case!: ProbeCase;
  @property({ attribute: false }) accessor sample!: PreviewSample;
  @property({ attribute: false }) accessor memory!: ProbeMemory;
  /** Those of the memory that are there. */
  @property({ attribute: false }) accessor chosen: readonly ProbeEndpoint[] = [];
  @property({ attribute: false }) accessor prefill = '';
  @property({ attribute: false }) accessor texts: ReadonlyMap<number, string> = new Map();
  @query('.prefill textarea') private accessor beginning!: HTMLTextAreaElement;

  override render(): TemplateResult {
    const { chosen, memory, texts } = this;
    const calls = chosen.length * memory.tries;
    return html`<div class="form" @keydown=${this.onKey}>
      ${this.turns()} ${this.endpoints()}
      <details class="parameters">
        <summary>${l10n.t('Parameters')} <span class="own">${this.parameterText()}</span></summary>
        <tuneset-sampling-fields
          .parameters=${memory}
          .usual=${chosen.length === 1 ? chosen[0]!.sampling : undefined}
          @tuneset-parameters=${({ change }: ParametersEvent) => this.remember(change)}
        ></tuneset-sampling-fields>
      </details>
      <details class="prompt">
        <summary>
          ${l10n.t('Edit the prompt for this try')}
          ${texts.size > 0 ? html`<span class="own">${l10n.t('edited')}</span>` : nothing}
        </summary>
        <tuneset-prompt-editor
          .messages=${this.case.messages}
          .texts=${texts}
          @tuneset-prompt=${({ index, text }: PromptEvent) => this.tell({ kind: 'prompt', message: index, text })}
        ></tuneset-prompt-editor>
      </details>
      ${this.prefillField()}
      <div class="row">
        <vscode-button ?disabled=${calls === 0} title=${l10n.t('Ask (Ctrl+Enter)')} @click=${() => this.ask()}
          ><span slot="start">${icon('comment')}</span
          >${calls > 1 ? l10n.t('Ask {0} times', calls) : l10n.t('Ask')}</vscode-button
        >
        ${calls > 1 ? this.blind() : nothing}
        ${chosen.length === 0 ? html`<span role="note">${l10n.t('Choose at least one endpoint.')}</span>` : nothing}
        <button class="link" @click=${() => this.tell({ kind: 'runMany' })}>${l10n.t('Ask for many records…')}</button>
      </div>
    </div>`;
  }

  /** Puts the cursor behind the beginning. */
  async focusPrefill(): Promise<void> {
    await this.updateComplete;
    this.beginning.focus();
    this.beginning.setSelectionRange(this.beginning.value.length, this.beginning.value.length);
  }

  private turns(): TemplateResult | typeof nothing {
    const { turns } = this.probe;
    if (turns.length < 2) return nothing;
    return html`<label class="row"
      >${l10n.t('Answer to be asked for')}
      <select
        @change=${({ target }: Event) => this.tell({ kind: 'turn', turn: Number((target as HTMLSelectElement).value) })}
      >
        ${turns.map(
          (turn) =>
            html`<option value=${turn} .selected=${live(turn === this.case.turn)}>${this.turnText(turn)}</option>`,
        )}
      </select></label
    >`;
  }

  private turnText(turn: number): string {
    const { texts, calls } = this.sample.turns[turn] ?? { texts: [], calls: [] };
    const text = texts.map((each) => each.text).join(' ') || (calls[0]?.name ?? '');
    const start = text.trim().slice(0, 40).toWellFormed().replace(/\s+/g, ' ');
    return l10n.t('Turn {0}: {1}', turn + 1, start.length < text.trim().length ? `${start}…` : start);
  }

  private endpoints(): TemplateResult {
    const { endpoints } = this.probe;
    return html`<fieldset>
      <legend>${l10n.t('Endpoints')}</legend>
      ${endpoints.map((endpoint) => this.endpoint(endpoint))}
      <button class="link" @click=${() => this.tell({ kind: 'endpoints', focus: null })}>
        ${l10n.t('Manage endpoints…')}
      </button>
    </fieldset>`;
  }

  private endpoint({ id, name, model, role, capabilities }: ProbeEndpoint): TemplateResult {
    return html`<span class="row"
      ><label class="check"
        ><input
          type="checkbox"
          .checked=${live(this.chosen.some((endpoint) => endpoint.id === id))}
          @change=${({ target }: Event) => this.choose(id, (target as HTMLInputElement).checked)}
        /><span
          ><bdi>${name}</bdi>
          <span class="own"
            >${model === '' || model === name ? nothing : html`<bdi>${model}</bdi> · `}${roleText(role)}</span
          ></span
        ></label
      >${
        capabilities
          ? nothing
          : html`<button
              class="link"
              title=${l10n.t('It has not been asked yet what it can do: whether it tells probabilities, and so on.')}
              @click=${() => this.tell({ kind: 'capabilities', endpoint: id })}
            >
              ${l10n.t('What can it do?')}<span class="unseen"> ${name}</span>
            </button>`
      }</span
    >`;
  }

  private prefillField(): TemplateResult {
    const refusing = this.chosen.filter(({ capabilities }) => capabilities?.abilities.prefill.has === 'no');
    return html`<label class="prefill"
        ><span>${l10n.t('Beginning of the answer (prefill)')}</span>
        <textarea
          rows="1"
          spellcheck="false"
          dir="auto"
          placeholder=${l10n.t('For example: ```json')}
          .value=${live(this.prefill)}
          @input=${({ target }: Event) => this.tell({ kind: 'prefill', text: (target as HTMLTextAreaElement).value })}
        ></textarea>
      </label>
      ${
        this.prefill === ''
          ? nothing
          : refusing.map(
              ({ name, capabilities }) =>
                html`<p class="note">
                  ${l10n.t('{0} can’t continue a beginning: {1}', name, capabilities!.abilities.prefill.why)}
                </p>`,
            )
      }`;
  }

  private blind(): TemplateResult {
    return html`<label
      class="check"
      title=${l10n.t('Names are hidden and the order is shuffled until you have voted which answer is the best.')}
      ><input
        type="checkbox"
        .checked=${live(this.memory.isBlind)}
        @change=${({ target }: Event) => this.remember({ isBlind: (target as HTMLInputElement).checked })}
      />${l10n.t('Compare blindly')}</label
    >`;
  }

  private parameterText(): string {
    const { tries, sampling, alternatives } = this.memory;
    const facts = [
      ...(tries > 1 ? [l10n.t('{0} tries', tries)] : []),
      ...samplingFacts(sampling),
      ...(alternatives === null ? [l10n.t('no probabilities')] : []),
    ];
    return facts.length === 0 ? l10n.t('as the endpoint has them') : facts.join(' · ');
  }

  private choose(id: string, isChosen: boolean): void {
    const others = this.chosen.map((endpoint) => endpoint.id).filter((other) => other !== id);
    this.remember({ endpoints: isChosen ? [...others, id] : others });
  }

  private onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.ask();
  };

  private ask(): void {
    if (this.chosen.length > 0) this.tell({ kind: 'ask' });
  }

  private remember(change: Partial<ProbeMemory>): void {
    this.tell({ kind: 'memory', change });
  }

  private tell(wish: FormWish): void {
    this.dispatchEvent(new FormEvent(wish));
  }
}
