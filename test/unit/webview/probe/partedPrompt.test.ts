import assert from 'node:assert/strict';
import type { PromptDrift } from '../../../../src/protocol/probe';
import { partedAt } from '../../../../webview/preview/probe/partedPrompt';

const drift = (changes: Partial<PromptDrift>): PromptDrift => ({
  ...{ isSame: false, by: 'ids', at: 1, ours: null, theirs: null, cause: null },
  ...changes,
});

describe('A prompt parted where it differs from another one', () => {
  const prompt = { text: '<s>你好!', ids: [1, 2, 3, 4], pieces: ['<s>', '', '你好', '!'] };

  it('is parted at a token, with the whole character that it belongs to', () => {
    assert.deepEqual(partedAt(prompt, drift({ at: 1 })), { before: '<s>', at: '你好', behind: '!', leftOut: 0 });
    assert.deepEqual(partedAt(prompt, drift({ at: 3 })), { before: '<s>你好', at: '!', behind: '', leftOut: 0 });
  });

  it('has nothing there if it ends there', () => {
    assert.deepEqual(partedAt(prompt, drift({ at: 4 })), { before: '<s>你好!', at: '', behind: '', leftOut: 0 });
  });

  it('is parted at a character where only texts are told', () => {
    const told = { text: 'a😀b', ids: null, pieces: null };
    assert.deepEqual(partedAt(told, drift({ by: 'text', at: 1 })), { before: 'a', at: '😀', behind: 'b', leftOut: 0 });
    assert.equal(partedAt({ text: null, ids: [1], pieces: null }, drift({})), null);
  });

  it('is whole where there is no difference', () => {
    assert.equal(partedAt(prompt, drift({ isSame: true, at: null }))?.before, prompt.text);
    assert.equal(partedAt({ ...prompt, text: null }, null)?.before, prompt.text);
  });

  it('loses of a long one what is the same', () => {
    const told = { text: `${'x'.repeat(50_000)}!${'y'.repeat(50_000)}`, ids: null, pieces: null };
    const parts = partedAt(told, drift({ by: 'text', at: 50_000 }))!;
    assert.equal(parts.at, '!');
    assert.equal(parts.leftOut + parts.before.length, 50_000);
    assert.ok(parts.before.length <= 10_000 && parts.behind.length <= 20_000);
  });
});
