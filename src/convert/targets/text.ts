import { joined, quoted } from '../rawText';
import { pairsOf, plainText } from './pairs';
import type { Target } from './target';

/** A text to go on with: a prompt and what completes it. A conversation has no such text without a chat template. */
export const text: Target = {
  id: 'text',
  family: 'none',
  purposes: ['text'],
  write({ messages }, { telling }) {
    const { system, history, prompt, answer } = pairsOf(messages, telling);
    if (system !== undefined || history.length > 0) telling.stop('notAlternating');
    telling.tell('promptTemplate');
    return [['text', quoted(joined([...(prompt ? [plainText(prompt, telling)] : []), answer]))]];
  },
};
