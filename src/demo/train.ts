import { renderChat } from './chatPrompt';
import type { Lesson } from './corpus';
import type { DemoTokenizer } from './demoTokenizer';
import { NgramModel } from './model/ngram';

/** The two models of the demo. */
export interface DemoModels {
  /** Learned what is said in the conversations as plain text: it writes on, and knows nothing of chats. */
  readonly base: NgramModel;
  /** Learned the conversations as they are rendered, after the plain texts. */
  readonly tuned: NgramModel;
}

/** Tokens of the longest contexts. Those of the tuned model reach over the markup between a question and its answer. */
const BASE_ORDER = 4;
const TUNED_ORDER = 12;
const BACK_OFF = 2;

export function trainModels(tokenizer: DemoTokenizer, lessons: readonly Lesson[]): DemoModels {
  const base = new NgramModel({ order: BASE_ORDER, vocabulary: tokenizer.size, backOff: BACK_OFF });
  const tuned = new NgramModel({ order: TUNED_ORDER, vocabulary: tokenizer.size, backOff: BACK_OFF });
  for (const lesson of lessons) {
    const plain = lesson.messages.map(({ content }) => content).join('\n');
    const ids = [...tokenizer.encode(plain), tokenizer.endOfText];
    base.train(ids);
    tuned.train(ids);
    const text = rendered(tokenizer, lesson);
    if (text !== undefined) tuned.train(tokenizer.encode(text));
  }
  return { base, tuned };
}

/** Undefined for messages that the template refuses. */
function rendered(tokenizer: DemoTokenizer, lesson: Lesson): string | undefined {
  try {
    return renderChat(tokenizer, { ...lesson, variables: {}, addGenerationPrompt: false, continuesLast: false });
  } catch {
    return undefined;
  }
}
