import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { chunksOf } from './chunks';
import { partsOf, type TextPart } from './invisible';

/** So many characters that can't be seen are drawn; of a text that has more only the beginning is marked. */
const MOST_MARKS = 5000;

/** A text as it stands there, however long. */
@customElement('tuneset-raw-text')
export class TunesetRawText extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    .chunk {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      tab-size: 4;
      unicode-bidi: plaintext;
    }
    .many .chunk {
      content-visibility: auto;
      contain-intrinsic-size: auto 40em;
    }
    .continues::before {
      content: '↪ ';
      color: var(--vscode-descriptionForeground);
    }
    .mark {
      unicode-bidi: isolate;
    }
    .mark::before {
      content: attr(data-glyph);
      font-size: 0.85em;
      padding: 0 1px;
      border: 1px solid var(--vscode-editorWarning-foreground);
      border-radius: 3px;
      color: var(--vscode-foreground);
    }
    .mark.light::before {
      border: none;
      color: var(--vscode-descriptionForeground);
    }
    .note {
      color: var(--vscode-descriptionForeground);
      font-style: italic;
    }
  `;

  @property({ attribute: false }) accessor text = '';
  @property({ attribute: false }) accessor showsInvisible = false;

  override render(): TemplateResult {
    const chunks = chunksOf(this.text);
    let marks = 0;
    const drawn = chunks.map(({ text, continues }) => {
      const isMarked = this.showsInvisible && marks < MOST_MARKS;
      const parts = isMarked ? partsOf(text) : [text];
      marks += parts.length >> 1;
      return html`<div class="chunk ${continues ? 'continues' : ''}">${parts.map(drawnPart)}</div>`;
    });
    return html`<div class=${chunks.length > 4 ? 'many' : ''}>${drawn}</div>
      ${marks < MOST_MARKS ? nothing : html`<div class="note">${l10n.t('Too many to be marked: behind the first {0} invisible characters none is marked.', MOST_MARKS)}</div>`}`;
  }
}

function drawnPart(part: TextPart): TemplateResult | string {
  if (typeof part === 'string') return part;
  const isLight = part.character === ' ' || part.character === '\t' || part.character === '\u3000';
  return html`<span class="mark ${isLight ? 'light' : ''}" data-glyph=${part.glyph} title=${part.title}
    >${part.character}</span
  >`;
}
