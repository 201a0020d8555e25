import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { ModelView, ModelViewSettings } from '../../../src/protocol/preview';
import { isCutoff } from './modelMemory';

/** Asks for other settings to be tried. */
export class TryEvent extends Event {
  constructor(readonly settings: ModelViewSettings) {
    super('tuneset-try');
  }
}

type Choices = Pick<ModelView, 'templates' | 'defaults' | 'hasThinking'>;

/** A control of the toolkit that has a value. */
interface Valued extends HTMLElement {
  value: string;
}

/** What can be tried in place of what the project says: template, thinking, cutoff. */
@customElement('tuneset-model-controls')
export class TunesetModelControls extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 8px 12px;
    }
    .field {
      display: flex;
      flex-direction: column;
      gap: 2px;
    }
    .template {
      width: 180px;
    }
    .thinking {
      width: 170px;
    }
    .cutoff {
      width: 110px;
    }
    .fault {
      flex-basis: 100%;
      color: var(--vscode-errorForeground);
    }
  `;

  @property({ attribute: false }) accessor choices!: Choices;
  @property({ attribute: false }) accessor settings: ModelViewSettings = {};
  @state() private accessor isWrong = false;
  @queryAll('vscode-dropdown') private accessor dropdowns!: NodeListOf<Valued>;
  @query('vscode-text-field') private accessor cutoff!: Valued;

  override render(): TemplateResult {
    const { choices, settings } = this;
    const { defaults, hasThinking } = choices;
    const isTried = Object.keys(settings).length > 0;
    return html`${this.dropdown('template', l10n.t('Template'), this.templates(), templateText)}
      ${hasThinking ? this.dropdown('thinking', l10n.t('Thinking'), ['on', 'off', 'keep'], thinkingText) : nothing}
      <div class="field">
        <span aria-hidden="true">${l10n.t('Cutoff (tokens)')}</span>
        <vscode-text-field
          class="cutoff"
          aria-label=${l10n.t('Cutoff (tokens)')}
          placeholder=${l10n.t('none')}
          title=${l10n.t('Tokens that a record may have; 0: nothing is cut. The project’s: {0}', cutoffText(defaults.cutoff))}
          @change=${this.onCutoff}
          @keydown=${this.onCutoffKey}
        ></vscode-text-field>
      </div>
      <vscode-button
        appearance="secondary"
        ?disabled=${!isTried}
        title=${l10n.t('Back to what the project says')}
        @click=${() => this.try({})}
        >${l10n.t('Reset')}</vscode-button
      >
      ${
        this.isWrong
          ? html`<span class="fault" role="alert"
              >${l10n.t('The cutoff must be a whole number; 0: nothing is cut.')}</span
            >`
          : nothing
      }`;
  }

  /** The controls take a value only when their options are there. */
  override updated(): void {
    const { settings, choices } = this;
    const used = { ...choices.defaults, ...settings };
    for (const dropdown of this.dropdowns)
      dropdown.value = used[dropdown.dataset['setting'] as 'template' | 'thinking'];
    if (!this.isWrong) this.cutoff.value = used.cutoff === 0 ? '' : String(used.cutoff);
  }

  /** One that is tried and is not there any more is shown all the same. */
  private templates(): readonly string[] {
    const { template } = this.settings;
    const { templates } = this.choices;
    return template === undefined || templates.includes(template) ? templates : [template, ...templates];
  }

  private dropdown(
    setting: 'template' | 'thinking',
    label: string,
    values: readonly string[],
    textOf: (value: string) => string,
  ): TemplateResult {
    const usual = this.choices.defaults[setting];
    const text = (value: string): string => (value === usual ? l10n.t('{0} (as set)', textOf(value)) : textOf(value));
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <vscode-dropdown class=${setting} data-setting=${setting} aria-label=${label} @change=${this.onChoice}>
        ${values.map((value) => html`<vscode-option value=${value}>${text(value)}</vscode-option>`)}
      </vscode-dropdown>
    </div>`;
  }

  private onChoice = ({ currentTarget }: Event): void => {
    const { value, dataset } = currentTarget as Valued;
    const setting = dataset['setting'] as 'template' | 'thinking';
    const used = { ...this.choices.defaults, ...this.settings }[setting];
    // The toolkit also tells of values that were set by us.
    if (value !== '' && value !== used) this.change({ [setting]: value });
  };

  private onCutoff = (): void => {
    const text = this.cutoff.value.trim();
    const cutoff = text === '' ? this.choices.defaults.cutoff : Number(text);
    this.isWrong = !isCutoff(cutoff);
    const used = { ...this.choices.defaults, ...this.settings }.cutoff;
    if (this.isWrong) return;
    if (cutoff === used) this.requestUpdate();
    else this.change({ cutoff });
  };

  private onCutoffKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Enter') this.onCutoff();
  };

  /** What is as the project says is not tried. */
  private change(change: ModelViewSettings): void {
    const { defaults } = this.choices;
    const { template, thinking, cutoff } = { ...this.settings, ...change };
    this.try({
      ...(template !== undefined && template !== defaults.template && { template }),
      ...(thinking !== undefined && thinking !== defaults.thinking && { thinking }),
      ...(cutoff !== undefined && cutoff !== defaults.cutoff && { cutoff }),
    });
  }

  private try(settings: ModelViewSettings): void {
    this.isWrong = false;
    this.dispatchEvent(new TryEvent(settings));
  }
}

function templateText(template: string): string {
  if (template === 'none') return l10n.t('none (plain text)');
  return template === '' ? l10n.t('its own') : template;
}

function thinkingText(thinking: string): string {
  if (thinking === 'on') return l10n.t('on');
  return thinking === 'off' ? l10n.t('off') : l10n.t('as in the data');
}

function cutoffText(cutoff: number): string {
  return cutoff === 0 ? l10n.t('none') : cutoff.toLocaleString();
}
