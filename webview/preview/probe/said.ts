import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../ui/icon';
import type { DiffPart } from '../../ui/wordDiff';
import { formatted } from '../conversation/numbers';
import { partThought } from '../conversation/thoughts';
import '../conversation/turnText';
import type { ViewOptions } from '../host';

/** What an assistant says: of a reference, or of a model. None of it is to be trusted. */
export interface Said {
  readonly content: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
}

/** A text with its thought in tags taken out. */
export function contentOf({ content }: Pick<Said, 'content'>): string {
  const { thought, rest } = partThought(content);
  return thought === null ? content : rest.replace(/^\s+/, '');
}

/** Draws it like a turn of the conversation. `text`: in place of the content. */
export function drawSaid(
  said: Said,
  options: ViewOptions,
  {
    diff = null,
    side = 'left',
    text,
  }: {
    diff?: readonly DiffPart[] | null | undefined;
    side?: 'left' | 'right';
    text?: TemplateResult | undefined;
  } = {},
): TemplateResult {
  const { thought, isClosed } = partThought(said.content);
  const content = contentOf(said);
  const hasRest = said.calls.length > 0 || said.reasoning !== '' || thought !== null;
  return html`${said.reasoning === '' ? nothing : drawThought(said.reasoning, true, options)}
  ${thought === null || text ? nothing : drawThought(thought, isClosed, options)}
  ${
    text ??
    (content === '' && hasRest
      ? nothing
      : html`<tuneset-turn-text
          .text=${content}
          .options=${options}
          .diff=${content === '' ? null : diff}
          .side=${side}
        ></tuneset-turn-text>`)
  }
  ${said.calls.map((call) => drawCall(call, options))}`;
}

function drawThought(text: string, isClosed: boolean, options: ViewOptions): TemplateResult {
  return html`<details class="thought">
    <summary>
      ${icon('thinking')}<span>${l10n.t('Reasoning')}</span>
      <span class="own">
        ${text.trim() === '' ? l10n.t('empty') : l10n.t('{0} characters', formatted(text.length))}
        ${isClosed ? nothing : l10n.t('never closed')}
      </span>
    </summary>
    <tuneset-turn-text .text=${text} .options=${options}></tuneset-turn-text>
  </details>`;
}

function drawCall({ name, arguments: text }: Said['calls'][number], options: ViewOptions): TemplateResult {
  return html`<section class="call" aria-label=${l10n.t('Tool call')}>
    <div class="call-name">
      ${icon('tools')}<code><bdi>${name === '' ? l10n.t('a call without a name') : name}</bdi></code>
    </div>
    <tuneset-turn-text .text=${text} .kind=${'result'} .options=${options}></tuneset-turn-text>
  </section>`;
}
