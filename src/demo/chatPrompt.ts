import type { DemoTokenizer } from './demoTokenizer';

export interface ChatPrompt {
  readonly messages: readonly ChatPromptMessage[];
  readonly tools: readonly object[] | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly addGenerationPrompt: boolean;
  /** The last message is the beginning of what the model says. */
  readonly continuesLast: boolean;
}

export interface ChatPromptMessage extends Readonly<Record<string, unknown>> {
  readonly role: string;
  readonly content: string;
}

/** The template puts a thought before the last answer, also where there was none. */
const EMPTY_THOUGHT = /<think>\n\n<\/think>\n\n(?!$)/g;

/**
 * Renders with the tokenizer's own chat template, Qwen3's ChatML. The demo's models don't think: empty thoughts before answers are left out.
 *
 * @throws ChatTemplateError
 */
export function renderChat(tokenizer: DemoTokenizer, prompt: ChatPrompt): string {
  const { tools, variables, continuesLast } = prompt;
  const messages = continuesLast ? prompt.messages.slice(0, -1) : prompt.messages;
  const text = tokenizer.renderer.render(messages, {
    template: tokenizer.template,
    ...(tools && tools.length > 0 ? { tools } : {}),
    variables,
    addGenerationPrompt: continuesLast || prompt.addGenerationPrompt,
  });
  return text.replace(EMPTY_THOUGHT, '') + (continuesLast ? (prompt.messages.at(-1)?.content ?? '') : '');
}
