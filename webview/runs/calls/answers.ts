import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ListedCall } from '../../../src/protocol/probeRuns';
import '../../ui/longText';
import { wordDiff, type DiffPart } from '../../ui/wordDiff';

type Calls = ListedCall['answer']['calls'] | ListedCall['reference']['calls'];

/** Longer texts, in UTF-16 units, stand there without marks. */
const LONGEST = 20_000;

/** A reference and the answer beside it, with the words in which they differ marked. */
@customElement('tuneset-call-answers')
export class TunesetCallAnswers extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr));
      gap: 10px;
    }
    section {
      min-width: 0;
    }
    h4 {
      margin: 0 0 2px;
      font-size: 1em;
    }
    .text {
      max-height: 28em;
      overflow: auto;
      padding: 4px 8px;
      border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
    .said,
    .thought {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      unicode-bidi: plaintext;
    }
    .text:focus-visible {
      outline: 1px solid var(--vscode-focusBorder);
    }
    .none {
      color: var(--vscode-descriptionForeground);
    }
    del,
    ins {
      text-decoration: none;
      border-radius: 2px;
    }
    del {
      background: var(--vscode-diffEditor-removedTextBackground);
      outline: 1px dashed var(--vscode-diffEditor-removedTextBorder, transparent);
    }
    ins {
      background: var(--vscode-diffEditor-insertedTextBackground);
      outline: 1px dashed var(--vscode-diffEditor-insertedTextBorder, transparent);
    }
    .thought {
      margin: 0 0 6px;
      padding-inline-start: 8px;
      border-inline-start: 2px solid var(--vscode-descriptionForeground);
      color: var(--vscode-descriptionForeground);
    }
    pre {
      margin: 6px 0 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      font-family: var(--vscode-editor-font-family);
    }
  `;

  @property({ attribute: false }) accessor call!: ListedCall;
  private marks: { readonly left: readonly DiffPart[]; readonly right: readonly DiffPart[] } | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('call')) return;
    const { reference, answer } = this.call;
    const isShort = reference.content.length <= LONGEST && answer.content.length <= LONGEST;
    const isComparable = isShort && reference.content !== '' && answer.content !== '';
    this.marks = isComparable ? wordDiff(reference.content, answer.content) : null;
  }

  override render(): TemplateResult {
    const { reference, answer, state } = this.call;
    const finish = answer.finish && answer.finish !== 'stop' ? ` (${answer.finish})` : '';
    const none = state === 'failed' ? l10n.t('No answer came.') : l10n.t('The answer is empty.');
    return html`${this.side(l10n.t('Reference'), reference, this.marks?.left, 'del', l10n.t('It is empty.'))}
    ${this.side(l10n.t('Answer') + finish, answer, this.marks?.right, 'ins', none)}`;
  }

  private side(
    title: string,
    { content, reasoning, calls }: { readonly content: string; readonly reasoning: string; readonly calls: Calls },
    parts: readonly DiffPart[] | undefined,
    mark: 'del' | 'ins',
    none: string,
  ): TemplateResult {
    const isEmpty = content === '' && reasoning === '' && calls.length === 0;
    return html`<section>
      <h4>${title}</h4>
      <div class="text" tabindex="0" role="region" aria-label=${title}>
        ${reasoning === '' ? nothing : html`<div class="thought">${reasoning}</div>`}${
          parts
            ? html`<div class="said">${parts.map((part) => drawn(part, mark))}</div>`
            : html`<tuneset-raw-text .text=${content}></tuneset-raw-text>`
        }${calls.map(({ name, arguments: given }) => html`<pre>${name}(${given})</pre>`)}${
          isEmpty ? html`<span class="none">${none}</span>` : nothing
        }
      </div>
    </section>`;
  }
}

function drawn({ text, isChanged }: DiffPart, mark: 'del' | 'ins'): TemplateResult | string {
  if (!isChanged) return text;
  return mark === 'del' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`;
}
