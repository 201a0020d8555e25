import type { Case, Cases } from './case';
import { place } from './place';

const alpaca = (output: string): string => JSON.stringify({ instruction: '2 + 2?', output });
const THOUGHT = '<think>\n2 and 2\n</think>\n\n4';
const EMPTY = '<think>\n\n</think>\n\n4';

function alpacaCase(output: string, part: string, rest: Partial<Case> = {}): Case {
  const faulty = alpaca(output);
  return { faulty, at: [place(faulty, part)], sound: alpaca(THOUGHT), ...rest };
}

function dialogue(first: string, second: string): string {
  return JSON.stringify({
    conversations: [
      { from: 'human', value: '2 + 2?' },
      { from: 'gpt', value: first },
      { from: 'human', value: '2 + 2 + 2?' },
      { from: 'gpt', value: second },
    ],
  });
}

function answer(message: object): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: '2 + 2?' },
      { role: 'assistant', ...message },
    ],
  });
}

const history = dialogue(THOUGHT, THOUGHT);
const inPrompt = JSON.stringify({ instruction: '<think>\nwhat now?\n</think>\n\n2 + 2?', output: '4' });
const double = answer({ content: THOUGHT, reasoning_content: '2 and 2' });

export const thinking: Cases = {
  'think-unbalanced': alpacaCase('2 and 2\n</think>\n\n4', '</think>', { mended: alpaca(THOUGHT) }),
  'think-not-at-start': alpacaCase(`Well. ${THOUGHT}`, '<think>'),
  'think-whitespace': alpacaCase('<think>2 and 2</think>\n4', '<think>', {
    mended: alpaca(THOUGHT),
    options: { target: 'llamafactory' },
  }),
  'think-empty': {
    faulty: `${alpaca('4')}\n${alpaca(EMPTY)}\n`,
    at: [place(`${alpaca('4')}\n${alpaca(EMPTY)}\n`, '<think>')],
    sound: `${alpaca(EMPTY)}\n${alpaca(EMPTY)}\n`,
  },
  'think-mixed': {
    faulty: `${alpaca('4')}\n${alpaca(THOUGHT)}\n`,
    at: [place(`${alpaca('4')}\n${alpaca(THOUGHT)}\n`, '"<think>')],
    sound: `${alpaca(EMPTY)}\n${alpaca(THOUGHT)}\n`,
  },
  'think-in-history': {
    format: 'sharegpt',
    faulty: history,
    at: [place(history, '<think>')],
    sound: dialogue('4', '<think>\n2 and 2 and 2\n</think>\n\n6'),
    mended: dialogue('4', THOUGHT),
  },
  'think-in-wrong-role': {
    faulty: inPrompt,
    at: [place(inPrompt, '<think>')],
    sound: JSON.stringify({
      instruction: 'Write <think>your reasoning here</think> and the answer. 2 + 2?',
      output: THOUGHT,
    }),
  },
  'think-leak-in-answer': alpacaCase('好的，用户问的是 2 加 2。答案是 4。', '好的'),
  'think-other-tag': alpacaCase('<thinking>2 and 2</thinking>4', '<thinking>', {
    mended: alpaca('<think>2 and 2</think>4'),
  }),
  'think-field-vs-tag': {
    format: 'messages',
    faulty: double,
    at: [place(double, '<think>')],
    sound: answer({ content: '4', reasoning_content: '2 and 2' }),
  },
};
