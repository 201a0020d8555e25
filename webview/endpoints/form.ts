import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { endpointRoles, type EndpointRole, type ServedModel } from '../../src/protocol/endpoints';
import { controlStyles } from '../ui/controlStyles';
import { formStyles } from '../ui/formStyles';
import { icon } from '../ui/icon';
import { roleText } from '../ui/roleText';
import type { Field, FieldFaults, FormValues } from './formValues';

/** A field was changed. */
export class ChangeEvent extends Event {
  constructor(readonly values: FormValues) {
    super('tuneset-change');
  }
}

/** Something of VS Code's is wanted for the form. */
export class WishEvent extends Event {
  constructor(readonly wish: 'askKey' | 'removeKey' | 'chooseCaFile') {
    super('tuneset-wish');
  }
}

/** Where servers listen by themselves, as their documentation has it. */
const USUAL_ADDRESSES: readonly (readonly [string, string])[] = [
  ['http://127.0.0.1:8000/v1', 'vLLM, LLaMA-Factory, transformers serve'],
  ['http://127.0.0.1:8080/v1', 'llama.cpp, TGI'],
  ['http://127.0.0.1:11434/v1', 'Ollama'],
  ['http://127.0.0.1:1234/v1', 'LM Studio'],
  ['http://127.0.0.1:30000/v1', 'SGLang'],
  ['http://127.0.0.1:23333/v1', 'LMDeploy'],
];

/** Fields that are folded away. */
const RARE: readonly Field[] = ['extraBody', 'headers', 'lora', 'timeout', 'caFile'];

/** The fields of an endpoint. */
@customElement('tuneset-endpoint-form')
export class TunesetEndpointForm extends LitElement {
  static override styles = [
    controlStyles,
    formStyles,
    css`
      .field {
        flex: 1 1 100%;
      }
      .field.half {
        flex: 1 1 14em;
      }
      .field.small {
        flex: 0 1 9em;
      }
      .field.narrow input {
        max-width: 9em;
      }
      p.hint {
        margin: 4px 0;
      }
      input,
      select {
        width: 100%;
      }
      textarea {
        min-height: 4.5em;
        font-family: var(--vscode-editor-font-family);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      .row input {
        flex: 1 1 16em;
        width: auto;
      }
      summary {
        padding: 4px 0;
        cursor: pointer;
      }
      summary:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
    `,
  ];

  @property({ attribute: false }) accessor values!: FormValues;
  @property({ attribute: false }) accessor faults: FieldFaults = {};
  @property({ attribute: false }) accessor models: readonly ServedModel[] = [];
  @property({ type: Boolean }) accessor hasKey = false;
  /** Nothing can be changed. */
  @property({ type: Boolean }) accessor isFixed = false;
  /** Nor can keys; those of an endpoint that can't be changed can. */
  @property({ type: Boolean }) accessor isLocked = false;
  /** The machine that `localhost` is; null: this one. */
  @property({ attribute: false }) accessor remote: string | null = null;

  /** The rare fields are unfolded: by the user, or for a fault in them. */
  @state() private accessor isUnfolded = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('faults') && RARE.some((field) => this.faults[field] !== undefined)) this.isUnfolded = true;
  }

  override render(): TemplateResult {
    return html`${this.server()} ${this.sampling()} ${this.more()}`;
  }

  private server(): TemplateResult {
    const { values, remote, isFixed, isLocked } = this;
    const address =
      remote === null
        ? l10n.t('Including /v1, as the server’s documentation has it.')
        : l10n.t('Including /v1. Tuneset runs on {0}, so localhost is that machine.', remote);
    return html`<fieldset>
      <legend>${l10n.t('Server')}</legend>
      <div class="fields">
        ${this.text('name', l10n.t('Name'), { hint: l10n.t('Such as the step of the training: sft-v3 step 800.') })}
        ${this.text('baseUrl', l10n.t('Address'), { hint: address, list: 'addresses', type: 'url' })}
        <datalist id="addresses">
          ${USUAL_ADDRESSES.map(([url, servers]) => html`<option value=${url}>${servers}</option>`)}
        </datalist>
        <div class="field">
          <span id="key">${l10n.t('Key')}</span>
          <div class="row" role="group" aria-labelledby="key">
            <span
              >${this.hasKey ? l10n.t('A key is kept for this server.') : l10n.t('No key is kept for this server.')}</span
            >
            <vscode-button
              appearance="secondary"
              ?disabled=${isLocked || values.baseUrl === ''}
              @click=${() => this.wish('askKey')}
              >${icon('key')}&nbsp;${this.hasKey ? l10n.t('Change Key…') : l10n.t('Set Key…')}</vscode-button
            >
            ${
              this.hasKey && !isLocked
                ? html`<vscode-button appearance="secondary" @click=${() => this.wish('removeKey')}
                    >${l10n.t('Remove Key')}</vscode-button
                  >`
                : nothing
            }
          </div>
          <span class="hint"
            >${l10n.t('Keys are in VS Code’s secret storage, one for each server, and are sent to no other.')}</span
          >
        </div>
        ${this.text('model', l10n.t('Model'), {
          hint: l10n.t('As the server names it, or the name of an adapter. Empty: the first that it lists.'),
          list: 'models',
        })}
        <datalist id="models">${this.models.map(({ id }) => html`<option value=${id}></option>`)}</datalist>
        <div class="field half">
          <label for="role">${l10n.t('What it is')}</label>
          <select
            id="role"
            ?disabled=${isFixed}
            @change=${(event: Event) => this.change('role', (event.target as HTMLSelectElement).value as EndpointRole)}
          >
            ${endpointRoles.map(
              (role) => html`<option value=${role} .selected=${live(role === values.role)}>${roleText(role)}</option>`,
            )}
          </select>
        </div>
      </div>
    </fieldset>`;
  }

  private sampling(): TemplateResult {
    return html`<fieldset>
      <legend>${l10n.t('Sampling')}</legend>
      <p class="hint">
        ${l10n.t('What is empty the server decides. Some models bring a temperature of their own, so it is better set.')}
      </p>
      <div class="fields">
        ${this.text('temperature', l10n.t('Temperature'), { size: 'small' })}
        ${this.text('topP', l10n.t('Top p'), { size: 'small' })}
        ${this.text('maxTokens', l10n.t('Most tokens'), { size: 'small' })}
        ${this.text('seed', l10n.t('Seed'), { size: 'small' })}
        ${this.area('stop', l10n.t('Stop at'), l10n.t('One text a line; \\n is a line end.'))}
      </div>
    </fieldset>`;
  }

  private more(): TemplateResult {
    const { isFixed } = this;
    return html`<details
      ?open=${this.isUnfolded}
      @toggle=${({ target }: Event) => (this.isUnfolded = (target as HTMLDetailsElement).open)}
    >
      <summary>${l10n.t('More')}</summary>
      <fieldset>
        <legend>${l10n.t('Request')}</legend>
        <div class="fields">
          ${this.area(
            'extraBody',
            l10n.t('Further fields of the body'),
            l10n.t('A JSON object, such as {0}.', '{"chat_template_kwargs": {"enable_thinking": false}}'),
          )}
          ${this.area('headers', l10n.t('Further headers'), l10n.t('One a line: its name, a colon, its value. No keys.'))}
          ${this.area(
            'lora',
            l10n.t('Scales of LoRA adapters (llama.cpp)'),
            l10n.t('One a line: its number, a colon, its scale. Empty: as the server has them.'),
          )}
          ${this.text('timeout', l10n.t('Silence in seconds'), {
            size: 'narrow',
            hint: l10n.t(
              'After so long without a byte a call is given up; 0: never. Servers are silent while they load a model.',
            ),
          })}
          <div class="field">
            <label for="caFile">${l10n.t('File with certificates (PEM)')}</label>
            <div class="row">
              ${this.input('caFile')}
              <vscode-button appearance="secondary" ?disabled=${isFixed} @click=${() => this.wish('chooseCaFile')}
                >${l10n.t('Choose…')}</vscode-button
              >
            </div>
            ${this.fault('caFile')}
            <span class="hint" id="caFile-hint"
              >${l10n.t('Trusted besides the system’s, for servers that sign their own.')}</span
            >
          </div>
        </div>
      </fieldset>
    </details>`;
  }

  private text(
    field: Exclude<Field, 'role'>,
    label: string,
    { hint, list, type, size }: { hint?: string; list?: string; type?: string; size?: 'small' | 'narrow' } = {},
  ): TemplateResult {
    return html`<div class="field ${size ?? ''}">
      <label for=${field}>${label}</label>
      ${this.input(field, list, type, hint !== undefined)} ${this.fault(field)}
      ${hint === undefined ? nothing : html`<span class="hint" id="${field}-hint">${hint}</span>`}
    </div>`;
  }

  private input(field: Exclude<Field, 'role'>, list?: string, type = 'text', hasHint = true): TemplateResult {
    const { values, faults, isFixed } = this;
    return html`<input
      id=${field}
      type=${type}
      spellcheck="false"
      autocomplete="off"
      list=${list ?? nothing}
      placeholder=${field === 'baseUrl' ? USUAL_ADDRESSES[0]![0] : nothing}
      ?readonly=${isFixed}
      aria-invalid=${faults[field] === undefined ? nothing : 'true'}
      aria-describedby=${`${faults[field] === undefined ? '' : `${field}-fault `}${hasHint ? `${field}-hint` : ''}`.trim() || nothing}
      .value=${live(values[field])}
      @input=${(event: Event) => this.change(field, (event.target as HTMLInputElement).value)}
    />`;
  }

  private area(field: Exclude<Field, 'role'>, label: string, hint: string): TemplateResult {
    const { values, faults, isFixed } = this;
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <textarea
        id=${field}
        rows="3"
        spellcheck="false"
        ?readonly=${isFixed}
        aria-invalid=${faults[field] === undefined ? nothing : 'true'}
        aria-describedby=${`${faults[field] === undefined ? '' : `${field}-fault `}${field}-hint`}
        .value=${live(values[field])}
        @input=${(event: Event) => this.change(field, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${this.fault(field)}
      <span class="hint" id="${field}-hint">${hint}</span>
    </div>`;
  }

  private fault(field: Field): TemplateResult | typeof nothing {
    const fault = this.faults[field];
    return fault === undefined ? nothing : html`<span class="fault" id="${field}-fault">${fault}</span>`;
  }

  private change<F extends Field>(field: F, value: FormValues[F]): void {
    this.dispatchEvent(new ChangeEvent({ ...this.values, [field]: value }));
  }

  private wish(wish: WishEvent['wish']): void {
    this.dispatchEvent(new WishEvent(wish));
  }

  /** Puts the keyboard into the first field with a fault, or the first of all. */
  override focus(): void {
    const field = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    (field ?? this.renderRoot.querySelector<HTMLElement>('input'))?.focus();
  }
}
