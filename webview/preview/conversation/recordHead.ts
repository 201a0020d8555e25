import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PreviewSample, PreviewTokens } from '../../../src/protocol/preview';
import { icon } from '../../ui/icon';
import { mediaList } from './medium';
import { findingList } from './findings';
import { formatted, tokenCount, tokenNumber } from './numbers';
import type { TurnContext } from './turnContext';

/** What a record has besides its turns: format, labels, tokens, verdict, tools, further fields, and findings that belong to no turn. */
export function recordHead(context: TurnContext): TemplateResult {
  const { sample } = context;
  const atTurns = new Set(sample.turns.flatMap(({ findings }) => findings));
  const others = [...sample.findings.keys()].filter((index) => !atTurns.has(index));
  return html`<section class="head" aria-label=${l10n.t('About the record')}>
    <div class="row">
      <span class="badge">${sample.format}</span>
      ${verdict(sample)} ${labels(context)} ${sample.tokens ? tokens(sample.tokens) : nothing}
    </div>
    ${status(sample.tokens)} ${tools(context)} ${looseMedia(context)} ${fields(context)}
    ${findingList(sample, others, context.isReadonly, context.findings)}
  </section>`;
}

function verdict({ verdict }: PreviewSample): TemplateResult | typeof nothing {
  if (!verdict) return nothing;
  const { value } = verdict;
  if (value === true) return html`<span class="badge strong">${icon('thumbsup')}${l10n.t('Desirable')}</span>`;
  if (value === false) return html`<span class="badge strong">${icon('thumbsdown')}${l10n.t('Undesirable')}</span>`;
  return html`<span class="badge warns">${icon('warning')}<bdi>${JSON.stringify(value) ?? ''}</bdi></span>`;
}

function labels({ sample, isReadonly, host }: TurnContext): TemplateResult {
  const { types, kinds, isMarked, variantOf } = sample.labels;
  const tag = (): void => void host.act({ kind: 'tag' });
  const mark = (): void => void host.act({ kind: 'mark' });
  const chip = (text: string, name: 'tag' | 'shield', title: string, does: () => void): TemplateResult =>
    isReadonly
      ? html`<span class="chip">${icon(name)}<bdi>${text}</bdi></span>`
      : html`<button class="chip" title=${title} @click=${does}>${icon(name)}<bdi>${text}</bdi></button>`;
  return html`${types.map((type) => chip(type, 'tag', l10n.t('Change the task type'), tag))}
  ${
    isMarked
      ? chip([l10n.t('Robustness data'), ...kinds].join(' · '), 'shield', l10n.t('Change the robustness marker'), mark)
      : nothing
  }
  ${variantOf === null ? nothing : html`<span class="badge">${l10n.t('made from')} <bdi>${variantOf}</bdi></span>`}`;
}

function tokens(measured: PreviewTokens): TemplateResult {
  const { tokenizer, template, target, cutoff, exact, tokens, trained, kept, rejected } = measured;
  const source = [tokenizer, template, target].filter((part) => part !== null).join(' · ');
  const parts = [tokenCount(tokens, exact), l10n.t('{0} trained', tokenNumber(trained, exact))];
  if (rejected) parts.push(l10n.t('rejected: {0}', tokenCount(rejected.tokens, exact)));
  return html`<span class="badge" title=${source}>${parts.join(' · ')}</span> ${
      cutoff !== null && kept < tokens
        ? html`<span class="badge warns"
            >${icon('screenCut')}${l10n.t('cut to {0}, cutoff {1}', tokenNumber(kept, exact), formatted(cutoff))}</span
          >`
        : nothing
    }`;
}

function status(measured: PreviewTokens | null): TemplateResult | typeof nothing {
  if (!measured || measured.status === 'kept') return nothing;
  const what =
    measured.status === 'dropped'
      ? l10n.t('The trainer drops this record.')
      : l10n.t('The trainer fails at this record.');
  return html`<p class="status">
    ${icon('warning')}<span>${what} <bdi>${measured.reason ?? ''}</bdi></span>
  </p>`;
}

function tools({ sample, options }: TurnContext): TemplateResult | typeof nothing {
  if (!sample.tools) return nothing;
  const { tools, text } = sample.tools;
  const names = tools.map(({ name }) => name).join(', ');
  return html`<details>
    <summary>
      ${icon('tools')}<span>${l10n.t('Tools')}</span><span class="own"><bdi>${names}</bdi></span>
    </summary>
    ${text === null ? nothing : html`<tuneset-turn-text .text=${text} .kind=${'json'} .options=${options}></tuneset-turn-text>`}
    ${tools.map(
      ({ name, description, parameters }) =>
        html`<section class="declared" aria-label=${name}>
          <code><bdi>${name}</bdi></code>
          <div class="own" dir="auto">${description}</div>
          ${
            parameters === ''
              ? nothing
              : html`<tuneset-turn-text .text=${parameters} .kind=${'json'} .options=${options}></tuneset-turn-text>`
          }
        </section>`,
    )}
  </details>`;
}

/** Media that no turn's placeholder names. */
function looseMedia(context: TurnContext): TemplateResult | typeof nothing {
  const { turns, media } = context.sample;
  const named = new Set(turns.flatMap((turn) => turn.media));
  return mediaList(
    media.filter((_, index) => !named.has(index)),
    context,
  );
}

function fields({ sample, host, options }: TurnContext): TemplateResult | typeof nothing {
  const { fields } = sample;
  if (fields.length === 0) return nothing;
  const names = fields.map(({ name }) => name).join(', ');
  return html`<details>
    <summary>
      ${icon('info')}<span>${l10n.t('Further fields')}</span><span class="own"><bdi>${names}</bdi></span>
    </summary>
    <dl>
      ${fields.map(
        ({ name, pointer, value }) =>
          html`<dt>
              <button
                class="link"
                title=${l10n.t('Show in the file')}
                @click=${() => void host.act({ kind: 'reveal', pointer })}
              >
                <bdi>${name}</bdi>
              </button>
            </dt>
            <dd>
              ${
                value === ''
                  ? html`<span class="note">${l10n.t('Empty text')}</span>`
                  : html`<tuneset-raw-text .text=${value} .showsInvisible=${options.showsInvisible}></tuneset-raw-text>`
              }
            </dd>`,
      )}
    </dl>
  </details>`;
}

export const headStyles = css`
  .head {
    display: grid;
    gap: 6px;
    margin-bottom: 12px;
  }
  .head .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
  }
  .head .strong {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 8px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 10px;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
  }
  button.chip {
    cursor: pointer;
  }
  .status {
    display: flex;
    gap: 6px;
    margin: 0;
    padding: 3px 8px;
    border-inline-start: 3px solid var(--vscode-editorWarning-foreground);
  }
  .declared {
    margin: 6px 0 10px 18px;
  }
  .declared code {
    font-family: var(--vscode-editor-font-family);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(4em, max-content) 1fr;
    gap: 2px 12px;
    margin: 6px 0 6px 18px;
  }
  dd {
    margin: 0;
    min-width: 0;
  }
  .media {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
