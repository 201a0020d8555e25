import type { Message } from './dialogue';
import { EMPTY, type RawText } from './rawText';
import type { Telling } from './telling';

/**
 * Where thoughts go: `tags` into the answer, as LLaMA-Factory's templates want them (`<think>\n…\n</think>\n\n`, src/llamafactory/data/template.py,
 * `thought_words`), `field` out of it.
 */
export type ThoughtPlace = 'tags' | 'field';

/** A thought in tags at the start of an answer. Only this form can be taken apart and put together again without a change. */
const TAGGED = /^<think>\\n(.*?)\\n<\/think>\\n\\n/s;

/** The answer with its thought in tags. */
export function taggedText({ reasoning, text }: Message, telling: Telling): RawText {
  if (reasoning === undefined) return text;
  telling.tell('thoughtToTags');
  return tagged(reasoning, text);
}

export function tagged(reasoning: RawText, text: RawText): RawText {
  return `<think>\\n${reasoning}\\n</think>\\n\\n${text}` as RawText;
}

/** The thought apart from the answer, if there is one that can be parted from it. */
export function partedThought(
  { role, reasoning, text }: Message,
  telling: Telling,
): { reasoning?: RawText; text: RawText } {
  if (reasoning !== undefined) return { reasoning, text };
  const match = role === 'assistant' ? TAGGED.exec(text) : null;
  if (!match) return { text };
  telling.tell('thoughtToField');
  return { reasoning: match[1] as RawText, text: text.slice(match[0].length) as RawText };
}

/** True if the text is nothing but a thought in tags. */
export function isThought(text: RawText): boolean {
  return text.replace(/^(?:\s|\\[nrt])*<think>.*?<\/think>(?:\s|\\[nrt])*/s, '') === EMPTY;
}
