import { ChatTemplateError } from '../chatRenderer';
import type { Conversation } from './conversation';
import { type PreparedTemplate, type Rendering, renderWith } from './rendering';

/** What a template writes before a message, learnt from a conversation made up for it. */
export class TemplateHeaders {
  readonly #template: PreparedTemplate;
  #user: string | undefined;
  #answer: string | undefined;
  /** What the template writes before the first message of a conversation without tools, once known. */
  #preamble: string | undefined;

  constructor(template: PreparedTemplate) {
    this.#template = template;
  }

  /** What starts an answer (`<|im_start|>assistant\n`), '' if it can't be told. */
  get answer(): string {
    const first = [{ role: 'user', content: 'a' }];
    return (this.#answer ??= this.#difference(this.#render(first), this.#render(first, true)));
  }

  /** What starts a user message in the middle of a conversation (`<|im_start|>user\n`), '' if it can't be told. */
  get user(): string {
    if (this.#user !== undefined) return this.#user;
    const content = '\ue000';
    const first = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
    ];
    const added = this.#difference(this.#render(first), this.#render([...first, { role: 'user', content }]));
    return (this.#user = added.slice(0, Math.max(added.indexOf(content), 0)));
  }

  /**
   * The length, in UTF-16 units, of what the template writes by itself before a conversation that starts with a user message: Qwen2.5's
   * system prompt, the definitions of tools. 0 if there is nothing, or if it can't be told.
   */
  preambleLength(rendering: Rendering, conversation: Conversation): number {
    if (conversation.turns[0]?.message.role !== 'user' || this.user === '') return 0;
    const isUsual = !conversation.tools && !conversation.variables;
    if (isUsual && this.#preamble !== undefined && rendering.text.startsWith(this.#preamble + this.user))
      return this.#preamble.length;
    const before = rendering.text.slice(0, rendering.ownSpan(0)?.start ?? 0);
    if (!before.endsWith(this.user)) return 0;
    const preamble = before.slice(0, before.length - this.user.length);
    if (isUsual) this.#preamble = preamble;
    return preamble.length;
  }

  #difference(shorter: string | undefined, longer: string | undefined): string {
    return shorter !== undefined && longer?.startsWith(shorter) ? longer.slice(shorter.length) : '';
  }

  #render(messages: readonly object[], addGenerationPrompt = false): string | undefined {
    try {
      return renderWith(this.#template, { turns: [] }, messages, addGenerationPrompt);
    } catch (error) {
      if (error instanceof ChatTemplateError) return undefined;
      throw error;
    }
  }
}
