import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface TextField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Why the value won't do. */
  readonly fault?: string | undefined;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly width?: 'small' | 'wide';
  readonly isNumber?: boolean;
}

/** A text or a number with its label, and what is wrong with it. */
export function textField(field: TextField): TemplateResult {
  const { id, label, value, change, fault, placeholder = '', hint, width = 'small', isNumber = false } = field;
  return html`<div class="field ${width}">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      inputmode=${isNumber ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck="false"
      .value=${value}
      placeholder=${placeholder}
      title=${hint ?? nothing}
      aria-invalid=${fault === undefined ? 'false' : 'true'}
      aria-describedby=${fault === undefined ? nothing : `${id}-fault`}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />
    ${fault === undefined ? nothing : html`<span class="fault" id="${id}-fault">${fault}</span>`}
  </div>`;
}

/** One of few values. */
export function selectField<T extends string>(
  id: string,
  label: string,
  values: readonly { readonly value: T; readonly text: string }[],
  value: T,
  change: (value: T) => void,
): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(event: Event) => change((event.target as HTMLSelectElement).value as T)}>
      ${values.map((each) => html`<option value=${each.value} .selected=${live(each.value === value)}>${each.text}</option>`)}
    </select>
  </div>`;
}

/** A check box, or one of several radio buttons of a group, with a text below it. */
export function choice(params: {
  readonly type: 'checkbox' | 'radio';
  readonly group: string;
  readonly label: TemplateResult | string;
  readonly hint?: TemplateResult | string | typeof nothing;
  readonly isChosen: boolean;
  readonly change: (isChosen: boolean) => void;
}): TemplateResult {
  const { type, group, label, hint = nothing, isChosen, change } = params;
  return html`<label class="choice"
    ><input
      type=${type}
      name=${group}
      .checked=${isChosen}
      @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
    /><span>${label}${hint === nothing ? nothing : html`<span class="hint"> — ${hint}</span>`}</span></label
  >`;
}
