import assert from 'node:assert/strict';
import { LiveDiff } from '../../../../webview/preview/probe/liveDiff';

const marked = (parts: readonly { text: string; isChanged: boolean }[] | undefined): string[] =>
  (parts ?? []).filter(({ isChanged }) => isChanged).map(({ text }) => text);
const joined = (parts: readonly { text: string }[] | undefined): string =>
  (parts ?? []).map(({ text }) => text).join('');

describe('An answer compared while it grows', () => {
  it('shows all that has come, and compares it anew only now and then', () => {
    const diff = new LiveDiff();
    const reference = 'The sky is blue because air scatters light.';
    assert.deepEqual(marked(diff.of('The sea', reference, true, 0)?.left), ['sea']);
    const soon = diff.of('The sea is red', reference, true, 100);
    assert.equal(joined(soon?.left), 'The sea is red');
    assert.deepEqual(marked(soon?.left), ['sea'], 'not yet');
    assert.equal(soon?.right, undefined, 'what is missing may still come');
    assert.deepEqual(marked(diff.of('The sea is red', reference, true, 500)?.left), ['sea', 'red']);
  });

  it('compares the whole as soon as it is complete', () => {
    const diff = new LiveDiff();
    diff.of('The sky is', 'The sky is blue.', true, 0);
    const done = diff.of('The sky is red.', 'The sky is blue.', false, 1);
    assert.deepEqual(marked(done?.left), ['red']);
    assert.deepEqual(marked(done?.right), ['blue']);
  });

  it('starts again when the text becomes another one', () => {
    const diff = new LiveDiff();
    diff.of('One two', 'One two three', true, 0);
    assert.equal(joined(diff.of('Three', 'One two three', true, 1)?.left), 'Three');
  });

  it('marks nothing where nothing could be read of it', () => {
    assert.equal(new LiveDiff().of('Ja und nein', 'It is quite another thing', false, 0), null);
    assert.equal(new LiveDiff().of('text', '', false, 0), null);
    assert.equal(new LiveDiff().of('a '.repeat(20_000), 'a', false, 0), null);
  });
});
