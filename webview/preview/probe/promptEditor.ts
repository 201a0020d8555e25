import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { RequestMessage } from '../../../src/protocol/probe';
import { asInTextArea, withLineEnds } from '../../ui/lineEnds';
import { sectionStyles } from './sectionStyles';
import { textareaStyles } from './textareaStyles';

/** A message of the prompt was edited; null: it is as the record has it. */
export class PromptEvent extends Event {
  constructor(
    readonly index: number,
    readonly text: string | null,
  ) {
    super('tuneset-prompt');
  }
}

/** The messages of a prompt, to be changed for the next calls only: the record stays as it is. */
@customElement('tuneset-prompt-editor')
export class TunesetPromptEditor extends LitElement {
  static override styles = [
    sectionStyles,
    textareaStyles,
    css`
      ol {
        display: grid;
        gap: 8px;
        margin: 6px 0 0;
        padding: 0;
        list-style: none;
      }
      label {
        display: grid;
        gap: 2px;
      }
      textarea {
        max-height: 40vh;
        min-height: 3.5em;
        padding: 4px 6px;
      }
      pre {
        max-height: 12em;
        margin: 2px 0 0;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-family: var(--vscode-editor-font-family);
      }
    `,
  ];

  /** As the record has them. */
  @property({ attribute: false }) accessor messages: readonly RequestMessage[] = [];
  /** Texts in place of theirs, by their indices. */
  @property({ attribute: false }) accessor texts: ReadonlyMap<number, string> = new Map();

  override render(): TemplateResult {
    return html`<ol>
      ${this.messages.map((message, index) => html`<li>${this.message(message, index)}</li>`)}
    </ol>`;
  }

  private message(message: RequestMessage, index: number): TemplateResult {
    const { role, content } = message;
    if (typeof content !== 'string')
      return html`<bdi>${role}</bdi>
        <pre tabindex="0" role="region" aria-label=${role}>${shownJson(message)}</pre>`;
    const edited = this.texts.get(index);
    return html`<label
        ><span
          ><bdi>${role}</bdi
          >${edited === undefined ? nothing : html` <span class="own">${l10n.t('edited')}</span>`}</span
        >
        <textarea
          spellcheck="false"
          dir="auto"
          .value=${live(asInTextArea(edited ?? content))}
          @input=${({ target }: Event) => this.tell(index, content, (target as HTMLTextAreaElement).value)}
        ></textarea></label
      >${
        edited === undefined
          ? nothing
          : html`<button class="link" @click=${() => this.dispatchEvent(new PromptEvent(index, null))}>
              ${l10n.t('As the record has it')}
            </button>`
      }`;
  }

  private tell(index: number, content: string, typed: string): void {
    const text = withLineEnds(content, typed);
    this.dispatchEvent(new PromptEvent(index, text === content ? null : text));
  }
}

/** With another content in some messages; null: in none. */
export function editedMessages(
  messages: readonly RequestMessage[],
  texts: ReadonlyMap<number, string>,
): readonly RequestMessage[] | null {
  if (texts.size === 0) return null;
  return messages.map((message, index) => {
    const content = texts.get(index);
    return content === undefined ? message : { ...message, content };
  });
}

const MOST_SHOWN = 5000;

function shownJson({ role: _, ...rest }: RequestMessage): string {
  const text = JSON.stringify(rest, null, 2);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
