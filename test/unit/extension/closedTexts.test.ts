import assert from 'node:assert/strict';
import { ClosedTexts } from '../../../src/extension/preview/closedTexts';

describe('texts of previews that were closed', () => {
  it('go to the next preview, once', () => {
    const texts = new ClosedTexts();
    const [first, second] = [{}, {}];
    texts.note(first, { drafts: ['a'] });
    texts.note(first, { drafts: ['a', 'b'] });
    texts.note(second, { drafts: ['c'], notes: ['n'] });
    assert.deepEqual(texts.take(), {});
    assert.equal(texts.close(first), true);
    assert.equal(texts.close(second), true);
    assert.deepEqual(texts.take(), { drafts: ['a', 'b', 'c'], notes: ['n'] });
    assert.deepEqual(texts.take(), {});
  });

  it('are none where everything was saved', () => {
    const texts = new ClosedTexts();
    const page = {};
    texts.note(page, { drafts: ['a'] });
    texts.note(page, {});
    assert.equal(texts.close(page), false);
    assert.equal(texts.close({}), false);
    assert.deepEqual(texts.take(), {});
  });
});
