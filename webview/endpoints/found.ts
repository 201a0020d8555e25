import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { abilities, type Ability, type Capabilities } from '../../src/protocol/endpoints';
import { controlStyles } from '../ui/controlStyles';
import { icon } from '../ui/icon';
import { abilityText, HAS_ICONS, hasText, serverText } from './words';

/** How many models are listed; servers such as OpenAI's have hundreds. */
const SHOWN_MODELS = 40;

/** What was found by asking an endpoint. */
@customElement('tuneset-endpoint-found')
export class TunesetEndpointFound extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      h3 {
        margin: 12px 0 4px;
        font-size: 1em;
      }
      p {
        margin: 2px 0;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th,
      td {
        padding: 3px 8px 3px 0;
        font-weight: normal;
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      th {
        width: 30%;
      }
      .has {
        width: 1%;
        white-space: nowrap;
      }
      .has > span {
        display: inline-flex;
        gap: 4px;
        align-items: center;
      }
      .yes .icon {
        color: var(--vscode-testing-iconPassed, inherit);
      }
      .no {
        color: var(--vscode-descriptionForeground);
      }
      .why,
      .when {
        color: var(--vscode-descriptionForeground);
      }
      ul {
        margin: 0;
        padding: 0 0 0 18px;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor capabilities: Capabilities | undefined;
  /** As VS Code names its language. */
  private readonly locale = document.documentElement.lang;

  override render(): TemplateResult | typeof nothing {
    const { capabilities } = this;
    if (!capabilities) return nothing;
    const { server, version, askedAt, refusedFields } = capabilities;
    return html`<p>${version === null ? serverText(server) : `${serverText(server)} ${version}`}</p>
      <p class="when">${l10n.t('Asked on {0}', new Date(askedAt).toLocaleString(this.locale))}</p>
      <h3 id="abilities">${l10n.t('What it can do')}</h3>
      <table aria-labelledby="abilities">
        <tbody>
          ${abilities.map((ability) => this.ability(ability, capabilities))}
        </tbody>
      </table>
      ${
        refusedFields.length > 0
          ? html`<p>${l10n.t('It does not take these fields, so they are left out: {0}', refusedFields.join(', '))}</p>`
          : nothing
      }
      ${this.models(capabilities)} ${this.adapters(capabilities)}`;
  }

  private ability(ability: Ability, { abilities: found }: Capabilities): TemplateResult {
    const { has, why } = found[ability];
    return html`<tr>
      <th scope="row">${abilityText(ability)}</th>
      <td class="has"><span class=${has}>${icon(HAS_ICONS[has])} ${hasText(has)}</span></td>
      <td class="why">${why}</td>
    </tr>`;
  }

  private models({ models }: Capabilities): TemplateResult {
    if (models.length === 0) return html`<p>${l10n.t('It lists no models.')}</p>`;
    return html`<h3>${l10n.t('Its models')}</h3>
      <ul>
        ${models.slice(0, SHOWN_MODELS).map(
          ({ id, parent, context }) =>
            html`<li>
              ${id}
              <span class="why"
                >${parent === null ? nothing : l10n.t('adapter of {0}', parent)}
                ${context === null ? nothing : l10n.t('{0} tokens', context.toLocaleString(this.locale))}</span
              >
            </li>`,
        )}
      </ul>
      ${
        models.length > SHOWN_MODELS
          ? html`<p class="why">${l10n.t('And {0} more', models.length - SHOWN_MODELS)}</p>`
          : nothing
      }`;
  }

  private adapters({ adapters }: Capabilities): TemplateResult | typeof nothing {
    if (adapters.length === 0) return nothing;
    return html`<h3>${l10n.t('Its LoRA adapters')}</h3>
      <ul>
        ${adapters.map(({ id, path, scale }) => html`<li>${id}: ${path} <span class="why">${scale}</span></li>`)}
      </ul>`;
  }
}
