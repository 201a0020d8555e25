import * as l10n from '@vscode/l10n';
import { css, html, LitElement, noChange, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Sampling } from '../../../src/protocol/probe';
import { controlStyles } from '../../ui/controlStyles';
import { MOST_ALTERNATIVES, MOST_TRIES } from './probeMemory';

/** What holds for the next calls in place of the endpoints' own. */
export interface Parameters {
  readonly tries: number;
  readonly sampling: Partial<Sampling>;
  readonly alternatives: number | null;
}

export class ParametersEvent extends Event {
  constructor(readonly change: Partial<Parameters>) {
    super('tuneset-parameters');
  }
}

type NumberName = 'temperature' | 'topP' | 'maxTokens' | 'seed';

interface NumberField {
  readonly name: NumberName;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number | 'any';
}

/** Temperature and the like. An empty field: as the endpoint says. */
@customElement('tuneset-sampling-fields')
export class TunesetSamplingFields extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 6px 12px;
      }
      label {
        display: grid;
        gap: 2px;
        min-width: 0;
      }
      input {
        width: 8em;
      }
      input.stop {
        width: 12em;
      }
      .fault {
        flex-basis: 100%;
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  @property({ attribute: false }) accessor parameters!: Parameters;
  /** Of the only endpoint that is asked: shown where a field is empty. */
  @property({ attribute: false }) accessor usual: Sampling | undefined;
  /** Labels of fields that hold no number that can be sent. */
  @state() private accessor wrong: readonly string[] = [];

  override render(): TemplateResult {
    const { tries, sampling, alternatives } = this.parameters;
    return html`${this.count('tries', l10n.t('Tries'), tries, 1, MOST_TRIES)}
      ${numberFields().map((field) => this.number(field))}
      <label
        >${l10n.t('Stop at')}
        <input
          class="stop"
          type="text"
          title=${l10n.t('Texts at which the answer ends, as a JSON list, or one text')}
          placeholder=${stopText(this.usual?.stop ?? [])}
          .value=${live(stopText(sampling.stop ?? []))}
          @change=${this.onStop}
        />
      </label>
      ${this.count('alternatives', l10n.t('Alternatives of each token'), alternatives, 0, MOST_ALTERNATIVES)}
      ${
        this.wrong.length === 0
          ? nothing
          : html`<span class="fault" role="alert"
              >${l10n.t('Not a number that can be used: {0}', this.wrong.join(', '))}</span
            >`
      }`;
  }

  private number({ name, label, min, max, step }: NumberField): TemplateResult {
    const usual = this.usual?.[name];
    const value = this.parameters.sampling[name];
    return html`<label
      >${label}
      <input
        type="number"
        min=${min}
        max=${max}
        step=${step}
        placeholder=${usual == null ? l10n.t('as set') : String(usual)}
        .value=${this.shown(label, value == null ? '' : String(value))}
        aria-invalid=${this.wrong.includes(label) ? 'true' : 'false'}
        @change=${({ target }: Event) => {
          const number = this.read(target as HTMLInputElement, label);
          if (number === undefined) return;
          const { [name]: _, ...rest } = this.parameters.sampling;
          this.tell({ sampling: number === null ? rest : { ...rest, [name]: number } });
        }}
      />
    </label>`;
  }

  /** A field that is not left empty; no alternatives: no probabilities are asked for. */
  private count(
    name: 'tries' | 'alternatives',
    label: string,
    value: number | null,
    min: number,
    max: number,
  ): TemplateResult {
    return html`<label
      >${label}
      <input
        type="number"
        min=${min}
        max=${max}
        step="1"
        placeholder=${name === 'alternatives' ? l10n.t('no probabilities') : nothing}
        .value=${this.shown(label, value === null ? '' : String(value))}
        aria-invalid=${this.wrong.includes(label) ? 'true' : 'false'}
        @change=${({ target }: Event) => {
          const number = this.read(target as HTMLInputElement, label);
          if (number === undefined) return;
          this.tell(name === 'tries' ? { tries: number ?? 1 } : { alternatives: number });
        }}
      />
    </label>`;
  }

  /** What can't be used stays in its field. */
  private shown(label: string, value: string): unknown {
    return this.wrong.includes(label) ? noChange : live(value);
  }

  /** Null: it is empty; undefined: it can't be used, which is told. */
  private read(field: HTMLInputElement, label: string): number | null | undefined {
    const isWrong = !field.validity.valid;
    this.wrong = [...this.wrong.filter((other) => other !== label), ...(isWrong ? [label] : [])];
    if (isWrong) return undefined;
    return field.value === '' ? null : field.valueAsNumber;
  }

  private onStop = ({ target }: Event): void => {
    const { stop: _, ...rest } = this.parameters.sampling;
    const stop = stopOf((target as HTMLInputElement).value);
    this.tell({ sampling: stop.length === 0 ? rest : { ...rest, stop } });
  };

  private tell(change: Partial<Parameters>): void {
    this.dispatchEvent(new ParametersEvent(change));
  }
}

function numberFields(): readonly NumberField[] {
  return [
    { name: 'temperature', label: l10n.t('Temperature'), min: 0, max: 10, step: 'any' },
    { name: 'topP', label: 'top_p', min: 0, max: 1, step: 'any' },
    { name: 'maxTokens', label: l10n.t('Most tokens of the answer'), min: 1, max: 1_000_000, step: 1 },
    { name: 'seed', label: l10n.t('Seed'), min: -1, max: Number.MAX_SAFE_INTEGER, step: 1 },
  ];
}

function stopText(stop: readonly string[]): string {
  return stop.length === 0 ? '' : JSON.stringify(stop);
}

/** A JSON list of texts, or a text as it stands there. */
function stopOf(text: string): readonly string[] {
  if (text === '') return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  } catch {
    // It is one text, then.
  }
  return [text];
}
