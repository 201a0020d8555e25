import assert from 'node:assert/strict';
import { wordsBefore } from '../../../../webview/preview/probe/wordsBefore';

describe('The words before a difference', () => {
  it('are whole, with “…” where some are left out', () => {
    const text = 'Everyone knows that water expands when it freezes.';
    assert.equal(wordsBefore(text, text.indexOf(' it')), '…that water expands when');
    assert.equal(wordsBefore('Water boils.', 6), 'Water');
  });

  it('leave out a word in whose middle the difference is, unless it is the first', () => {
    assert.equal(wordsBefore('more than others', 'more than o'.length), 'more than');
    assert.equal(wordsBefore('others', 1), 'o');
  });

  it('are words of Chinese, too, on one line', () => {
    assert.equal(wordsBefore('天空是红色的。\n因为', '天空是红色的。\n'.length), '天空是红色的。');
    assert.equal(wordsBefore('天空是蓝色的', 3), '天空是');
  });

  it('are few, even of a text without any blank', () => {
    assert.ok(wordsBefore('a'.repeat(5000), 4000).length < 30);
    assert.ok(wordsBefore('😀'.repeat(500), 400).isWellFormed());
  });
});
