import assert from 'node:assert/strict';
import { fillTexts } from '../../../../src/probe/scoring/fillTexts';
import type { ScoredToken } from '../../../../src/probe/scoring/score';

const filled = (content: string, ...texts: string[]): string[] => {
  const tokens = texts.map((text): ScoredToken => ({
    text,
    bytes: null,
    id: null,
    logprob: -1,
    alternatives: [],
    rank: null,
  }));
  return fillTexts(tokens, { content, reasoning: '', calls: [] }).map(({ text }) => text);
};

describe('texts of tokens that a server can’t write', () => {
  it('are what the reference says between the others', () => {
    assert.deepEqual(filled('Hi ꙮ!', 'Hi', '', '', '', '!', '<|im_end|>'), ['Hi', '', '', ' ꙮ', '!', '<|im_end|>']);
    assert.deepEqual(filled('ꙮ', '', '', '<|im_end|>'), ['', 'ꙮ', '<|im_end|>']);
    assert.deepEqual(filled('Hi ꙮ', 'Hi', '', ''), ['Hi', '', ' ꙮ']);
  });

  it('stay unknown where the tokens say something else', () => {
    assert.deepEqual(filled('Hi ꙮ!', 'Ho', '', '!'), ['Ho', '', '!']);
    assert.deepEqual(filled('Hi ꙮ!', 'Hi', '', '?', '<|im_end|>'), ['Hi', '', '?', '<|im_end|>']);
  });
});
