import { ChatTemplateError, type ChatRenderer } from '../chatRenderer';
import type { Conversation } from './conversation';
import { MARKER_VARIABLES, takeSpans, unusedCharacters } from './generationMarkers';
import { sharedEndLength, sharedLength, type Span } from './span';

/** A template as it is rendered: with the generation markers replaced, if it has any. */
export interface PreparedTemplate {
  readonly renderer: ChatRenderer;
  /** Jinja text. */
  readonly text: string;
  readonly hasMarkers: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A conversation rendered, and the further renderings that tell which part of it comes from which message. */
export class Rendering {
  /** The whole conversation, without the start of another answer. */
  readonly text: string;
  readonly #template: PreparedTemplate;
  readonly #conversation: Conversation;
  readonly #prefixes = new Map<number, string | undefined>();

  /** @throws ChatTemplateError as the renderer does */
  constructor(template: PreparedTemplate, conversation: Conversation) {
    this.#template = template;
    this.#conversation = conversation;
    this.text = this.#render(this.#messages(), false);
  }

  /** The first `count` messages, undefined if the template fails on them. */
  prefix(count: number): string | undefined {
    if (count === this.#conversation.turns.length) return this.text;
    if (!this.#prefixes.has(count)) this.#prefixes.set(count, this.#try(this.#messages().slice(0, count), false));
    return this.#prefixes.get(count);
  }

  /** The first `count` messages and the start of an answer, undefined if the template fails on them. */
  prompt(count: number): string | undefined {
    return this.#try(this.#messages().slice(0, count), true);
  }

  /**
   * Where a message's own text lies: what another content of that message changes.
   *
   * @param count how many messages to render
   * @returns its place in {@link prefix}`(count)`, undefined if the template fails
   */
  ownSpan(index: number, count = this.#conversation.turns.length): Span | undefined {
    const text = this.prefix(count);
    if (text === undefined) return undefined;
    const messages: object[] = this.#messages().slice(0, count);
    const [content] = unusedCharacters(text, 1);
    messages[index] = { role: this.#conversation.turns[index]!.message.role, content };
    const other = this.#try(messages, false);
    if (other === undefined) return undefined;
    const start = sharedLength(text, 0, other);
    return { start, end: text.length - sharedEndLength(text.slice(start), other.slice(start)) };
  }

  /** What the template's generation markers enclose. Undefined if it has none, or if they can't be told apart from the text. */
  markedSpans(): Span[] | undefined {
    if (!this.#template.hasMarkers) return undefined;
    const [start, end] = unusedCharacters(this.text, 2) as [string, string];
    const marked = this.#try(this.#messages(), false, { [MARKER_VARIABLES.start]: start, [MARKER_VARIABLES.end]: end });
    const taken = marked === undefined ? undefined : takeSpans(marked, start, end);
    return taken?.text === this.text ? taken.spans : undefined;
  }

  #messages(): readonly object[] {
    return this.#conversation.turns.map((turn) => turn.message);
  }

  #try(messages: readonly object[], addGenerationPrompt: boolean, more?: Record<string, unknown>): string | undefined {
    try {
      return this.#render(messages, addGenerationPrompt, more);
    } catch (error) {
      if (error instanceof ChatTemplateError) return undefined;
      throw error;
    }
  }

  #render(messages: readonly object[], addGenerationPrompt: boolean, more?: Record<string, unknown>): string {
    return renderWith(this.#template, this.#conversation, messages, addGenerationPrompt, more);
  }
}

/** Renders messages with the conversation's tools and variables; the markers write nothing, unless `more` says otherwise. */
export function renderWith(
  template: PreparedTemplate,
  { tools, variables }: Conversation,
  messages: readonly object[],
  addGenerationPrompt: boolean,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const silent = template.hasMarkers ? { [MARKER_VARIABLES.start]: '', [MARKER_VARIABLES.end]: '' } : {};
  return template.renderer.render(messages, {
    template: template.text,
    ...(tools && { tools }),
    addGenerationPrompt,
    variables: { ...silent, ...template.variables, ...variables, ...more },
  });
}
