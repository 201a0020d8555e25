import { ChatTemplateError } from '../chatRenderer';
import type { ChatTurn, Conversation } from './conversation';
import { type PreparedTemplate, Rendering } from './rendering';
import type { TemplateHeaders } from './templateHeaders';
import { turnSpansByRendering, type TurnSpan } from './turnSpans';

/** What a template writes around the content of a message. */
interface TurnPattern {
  readonly header: string;
  readonly footer: string;
  /** How much of the header belongs to the prompt of an answer, UTF-16 units. */
  readonly prompted: number;
}

/**
 * Finds turns without rendering more than the whole. What a template writes around messages is learnt once, from conversations made up
 * for it; a conversation that consists of exactly these headers and footers around its contents is divided by them. Any other isn't.
 */
export class TurnPatterns {
  readonly #template: PreparedTemplate;
  readonly #headers: TemplateHeaders;
  #patterns: ReadonlyMap<string, readonly TurnPattern[]> | undefined;

  constructor(template: PreparedTemplate, headers: TemplateHeaders) {
    this.#template = template;
    this.#headers = headers;
  }

  /** The turns' places, from the end to the start; undefined if anything doesn't fit. */
  match(text: string, { turns }: Conversation): TurnSpan[] | undefined {
    const spans: TurnSpan[] = [];
    let end = text.length;
    for (const [i, turn] of [...turns.entries()].reverse()) {
      const span =
        i === 0 && turn.message.role === 'system'
          ? { start: 0, end, answer: 0, isSure: true }
          : this.#matchTurn(text, turn, end, i === turns.length - 1);
      if (!span) return undefined;
      spans.push(span);
      end = span.start;
    }
    return spans.reverse();
  }

  #matchTurn(text: string, turn: ChatTurn, end: number, isLast: boolean): TurnSpan | undefined {
    const { role, content, tool_calls: calls, reasoning_content: reasoning } = turn.message;
    if (typeof content !== 'string' || calls !== undefined || reasoning !== undefined) return undefined;
    for (const { header, footer, prompted } of this.#patternsOf(role, isLast)) {
      const own = { start: end - footer.length - content.length, end: end - footer.length };
      const start = own.start - header.length;
      const fits = start >= 0 && text.startsWith(footer, own.end) && text.startsWith(content, own.start);
      if (fits && text.startsWith(header, start)) return { start, end, answer: start + prompted, isSure: true, own };
    }
    return undefined;
  }

  #patternsOf(role: string, isLast: boolean): readonly TurnPattern[] {
    this.#patterns ??= this.#learn();
    return this.#patterns.get(patternKey(role, isLast)) ?? [];
  }

  #learn(): ReadonlyMap<string, readonly TurnPattern[]> {
    const learnt = new Map<string, TurnPattern[]>();
    for (const answer of ANSWERS) {
      for (const count of [3, 4]) this.#learnFrom(alternating(count, answer), learnt);
    }
    return learnt;
  }

  #learnFrom(conversation: Conversation, learnt: Map<string, TurnPattern[]>): void {
    const rendering = this.#tryRender(conversation);
    if (!rendering) return;
    const spans = turnSpansByRendering(rendering, conversation, this.#headers);
    // The first message stands behind what the template writes by itself.
    for (const [i, { start, end, answer, isSure }] of [...spans.entries()].slice(1)) {
      const { role, texts } = conversation.turns[i]!;
      const at = rendering.text.indexOf(texts[0]!, start);
      const contentEnd = at + texts[0]!.length;
      if (!isSure || at < answer || contentEnd > end) continue;
      const [header, footer] = [rendering.text.slice(start, at), rendering.text.slice(contentEnd, end)];
      const key = patternKey(role, i === spans.length - 1);
      const known = learnt.get(key) ?? [];
      if (!known.some((pattern) => pattern.header === header && pattern.footer === footer))
        learnt.set(key, [...known, { header, footer, prompted: answer - start }]);
    }
  }

  #tryRender(conversation: Conversation): Rendering | undefined {
    try {
      return new Rendering(this.#template, conversation);
    } catch (error) {
      if (error instanceof ChatTemplateError) return undefined;
      throw error;
    }
  }
}

/** Answers with and without a thought: templates may write them differently. */
const ANSWERS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `<think>\n${text}\n</think>\n\n${text}`,
];

/** User and assistant in turn. The contents are characters of the private use area, so that they are found again. */
function alternating(count: number, answer: (text: string) => string): Conversation {
  const turns = Array.from({ length: count }, (_, i) => {
    const text = String.fromCharCode(0xe100 + i).repeat(2);
    const [role, content] = i % 2 === 0 ? ['user', text] : ['assistant', answer(text)];
    return { role, message: { role, content }, pointers: [], texts: [content], source: {} };
  });
  return { turns };
}

function patternKey(role: string, isLast: boolean): string {
  return `${role}${isLast ? ', last' : ''}`;
}
