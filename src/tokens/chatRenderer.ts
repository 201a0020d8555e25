/** What a chat template is rendered with, besides the messages. */
export interface RenderOptions {
  /** The template itself: Jinja text. */
  readonly template: string;
  /** Tool definitions, as the template gets them in `tools`; `none` if there are none. */
  readonly tools?: readonly object[];
  /** Whether to end with what starts the assistant's next answer. */
  readonly addGenerationPrompt: boolean;
  /** Further variables: `enable_thinking`, `documents`, … */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Renders conversations with a model's chat template, with that model's special tokens at hand. */
export interface ChatRenderer {
  /**
   * The text that `apply_chat_template(messages, tokenize=False)` gives.
   *
   * @param messages objects as JSON holds them (`role`, `content`, `tool_calls`, …)
   * @throws ChatTemplateError if the template is no Jinja, or fails on these messages
   */
  render(messages: readonly object[], options: RenderOptions): string;
}

/**
 * Why a template gave no text.
 *
 * - `syntax`: it can't be read, or uses syntax of Jinja that the engine here doesn't know.
 * - `raised`: it called `raise_exception`; the message is its own, word for word.
 * - `failed`: it stumbled over the messages (`'x' is undefined`), in Jinja's words.
 * - `unsupported`: it asks for something that the template engine here doesn't have, though Jinja may.
 * - `limit`: it does more than a chat template needs: loops without end, endless texts.
 */
export type ChatTemplateFault = 'syntax' | 'raised' | 'failed' | 'unsupported' | 'limit';

/** A chat template can't be read, or gave up. */
export class ChatTemplateError extends Error {
  override readonly name = 'ChatTemplateError';

  constructor(
    readonly fault: ChatTemplateFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
