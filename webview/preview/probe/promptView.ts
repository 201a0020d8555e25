import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import type { ComparedPrompts, PromptDrift, ProbeEndpoint, RequestMessage } from '../../../src/protocol/probe';
import { formatted } from '../conversation/numbers';
import type { Host } from '../host';
import { quoted } from '../model/tokenTexts';
import './endpointChoice';
import type { EndpointEvent } from './endpointChoice';
import { partedAt, type PartedPrompt } from './partedPrompt';
import { sectionStyles } from './sectionStyles';

/** The prompt as the server renders it, beside our own rendering: templates that differ between training and serving spoil every answer. */
@customElement('tuneset-probe-prompt')
export class TunesetProbePrompt extends LitElement {
  static override styles = [
    sectionStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        margin-top: 8px;
      }
      @container (min-width: 620px) {
        .columns {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .verdict {
        margin-top: 8px;
        padding: 4px 8px;
        border-inline-start: 3px solid var(--vscode-charts-green);
        background: var(--vscode-textBlockQuote-background);
      }
      .verdict.differs {
        border-inline-start-color: var(--vscode-editorWarning-foreground);
      }
      pre {
        max-height: 60vh;
        margin: 4px 0;
        padding: 6px 8px;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-family: var(--vscode-editor-font-family);
        font-size: var(--vscode-editor-font-size);
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 3px;
      }
      pre:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      mark {
        color: inherit;
        background: var(--vscode-diffEditor-insertedTextBackground);
        outline: 2px solid var(--vscode-editorWarning-foreground);
        text-decoration: underline;
      }
      .theirs mark {
        background: var(--vscode-diffEditor-removedTextBackground);
      }
      .facts {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  @property({ attribute: false }) accessor host!: Host;
  @property({ attribute: false }) accessor endpoints: readonly ProbeEndpoint[] = [];
  @property({ attribute: false }) accessor chosen: string | undefined;
  @property({ attribute: false }) accessor turn = 0;
  /** An edited prompt. */
  @property({ attribute: false }) accessor messages: readonly RequestMessage[] | null = null;
  /** Tells when another prompt is shown, so that what was compared is not taken for it. */
  @property({ attribute: false }) accessor of = '';
  @state() private accessor running: CancellationTokenSource | undefined;
  @state() private accessor compared:
    { readonly of: string; readonly endpoint: string; readonly prompts: ComparedPrompts } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.running?.cancel();
  }

  override render(): TemplateResult {
    const { endpoints, running, compared } = this;
    const endpoint = endpoints.find(({ id }) => id === this.chosen) ?? endpoints[0];
    if (!endpoint) return html`${nothing}`;
    const rendering = endpoint.capabilities?.abilities.renderedPrompt;
    const isShown = compared?.of === this.key && compared.endpoint === endpoint.id;
    return html`<p class="lead">
        ${l10n.t('The prompt as the server makes it, beside the one that the project’s tokenizer and template make. Where they differ, the model is asked otherwise than it was trained.')}
      </p>
      <div class="row">
        <tuneset-endpoint-choice
          .endpoints=${endpoints}
          .chosen=${endpoint.id}
          @tuneset-endpoint=${(event: EndpointEvent) => (this.chosen = event.endpoint)}
        ></tuneset-endpoint-choice>
        <vscode-button ?disabled=${running !== undefined} @click=${() => void this.compare(endpoint)}
          >${l10n.t('Compare the prompts')}</vscode-button
        >
        ${
          running
            ? html`<span role="status">${l10n.t('Comparing…')}</span>
                <vscode-button appearance="secondary" @click=${() => running.cancel()}
                  >${l10n.t('Cancel')}</vscode-button
                >`
            : nothing
        }
      </div>
      ${
        rendering?.has === 'no'
          ? html`<p class="note">${l10n.t('This server does not tell its prompt: {0}', rendering.why)}</p>`
          : nothing
      }
      ${isShown ? this.prompts(compared.prompts) : nothing}`;
  }

  private get key(): string {
    return `${this.turn} ${this.of} ${JSON.stringify(this.messages)}`;
  }

  private prompts({ ours, theirs, drift }: ComparedPrompts): TemplateResult {
    return html`${drift ? verdict(drift) : nothing}
      <div class="columns">
        <section class="ours" aria-label=${l10n.t('Ours')}>
          <h3>${l10n.t('Ours')}</h3>
          ${
            'reason' in ours
              ? html`<p class="note">${ours.reason}</p>`
              : html`<p class="facts">
                    ${[ours.tokenizer, ours.template, ours.target].filter((fact) => fact !== null && fact !== '').join(' · ')}
                  </p>
                  ${ours.note === null ? nothing : html`<p class="note">${ours.note}</p>`}
                  ${text(partedAt(ours, drift), drift, ours.ids)}`
          }
        </section>
        <section class="theirs" aria-label=${l10n.t('The server’s')}>
          <h3>${l10n.t('The server’s')}</h3>
          ${
            'reason' in theirs
              ? html`<p class="note">${theirs.reason}</p>`
              : text(partedAt(theirs, drift), drift, theirs.ids)
          }
        </section>
      </div>`;
  }

  override updated(): void {
    for (const mark of this.renderRoot.querySelectorAll('pre:not([data-seen]) mark')) {
      const box = mark.closest('pre')!;
      box.dataset['seen'] = '';
      const { top } = mark.getBoundingClientRect();
      box.scrollTop += top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }

  private async compare({ id }: ProbeEndpoint): Promise<void> {
    const { key, turn, messages } = this;
    const running = new CancellationTokenSource();
    this.running = running;
    this.compared = undefined;
    const prompts = await this.host.probe.prompts({ turn, endpoint: id, messages }, running.token);
    this.running = undefined;
    if (prompts) this.compared = { of: key, endpoint: id, prompts };
  }
}

function verdict(drift: PromptDrift): TemplateResult {
  const { isSame, by, at, ours, theirs, cause } = drift;
  const counts =
    ours === null || theirs === null
      ? nothing
      : html` ${l10n.t('Tokens: {0} of ours, {1} of the server’s.', formatted(ours), formatted(theirs))}`;
  if (isSame) {
    const what =
      by === 'ids' ? l10n.t('The prompts are the same, token by token.') : l10n.t('The prompts have the same text.');
    return html`<p class="verdict" role="status">${what}${counts}</p>`;
  }
  return html`<div class="verdict differs" role="status">
    <p>
      <strong>
        ${
          at === null
            ? l10n.t('The prompts differ.')
            : by === 'ids'
              ? l10n.t('The prompts differ from token {0} on.', formatted(at + 1))
              : l10n.t('The prompts differ from character {0} on.', formatted(at + 1))
        }</strong
      >${counts}
    </p>
    ${cause === null ? nothing : html`<p>${l10n.t('Likely cause: {0}', cause)}</p>`}
  </div>`;
}

function text(parts: PartedPrompt | null, drift: PromptDrift | null, ids: readonly number[] | null): TemplateResult {
  if (!parts)
    return html`<p class="note">${l10n.t('The server tells only the tokens’ ids.')}</p>
      ${idList(ids)}`;
  const { before, at, behind, leftOut } = parts;
  const id = drift?.by === 'ids' && drift.at !== null ? ids?.[drift.at] : undefined;
  const facts = [
    ...(at === '' ? [] : [quoted(at)]),
    ...(id === undefined ? [] : [l10n.t('id {0}', id)]),
    ...(at === '' && drift && !drift.isSame ? [l10n.t('it ends here')] : []),
  ];
  const label = l10n.t('Prompt');
  // Nothing may stand between the texts: the white space is shown as it is.
  return html`<pre tabindex="0" role="region" aria-label=${label} dir="auto">
${leftOut > 0 ? '…' : ''}${before}${at === '' ? nothing : html`<mark>${at}</mark>`}${behind}</pre>
    ${drift?.isSame === false && facts.length > 0 ? html`<p>${l10n.t('First difference: {0}', facts.join(', '))}</p>` : nothing}
    ${leftOut > 0 ? html`<p class="facts">${l10n.t('{0} characters that are the same are left out.', formatted(leftOut))}</p>` : nothing}`;
}

/** So many ids are listed. */
const MOST_IDS = 2000;

function idList(ids: readonly number[] | null): TemplateResult | typeof nothing {
  if (!ids) return nothing;
  const more = ids.length > MOST_IDS ? ' …' : '';
  return html`<pre tabindex="0" role="region" aria-label=${l10n.t('Ids')}>
${ids.slice(0, MOST_IDS).join(' ')}${more}</pre>`;
}
