import assert from 'node:assert/strict';
import { LostMarkers, type Sighting } from '../../../src/labels/lostMarkers';
import { earlierKeys, identityOf, markedKey, textsOf, type Identity } from '../../../src/labels/markedRecords';
import { labelSettings } from '../../../src/labels/labelSettings';
import { formatById } from '../../../src/dataset/format';

const BARE: Identity = { id: undefined, prompt: 'p', answer: undefined, variantOf: undefined, kinds: ['typo'] };

function sighting(place: string, identity: Partial<Identity>): Sighting<string> {
  return { place, identity: { ...BARE, prompt: place, ...identity } };
}

/** Where the lost records are now, by where they were. */
function found(
  lost: readonly Sighting<string>[],
  now: readonly Sighting<string>[],
): Record<string, string | undefined> {
  const markers = new LostMarkers(lost);
  for (const each of now) markers.offer(each);
  return Object.fromEntries(markers.losses.map((loss) => [loss.was.place, loss.now?.place]));
}

describe('lost markers', () => {
  it('are found again by prompt, whatever became of the marker or the id', () => {
    const lost = [sighting('a', { id: '1' })];
    assert.deepEqual(found(lost, [sighting('b', { prompt: 'a', kinds: [], id: '9' })]), { a: 'b' });
  });

  it('are found by id where the prompt was rewritten, and rather by both', () => {
    const lost = [sighting('a', { id: '1' }), sighting('b', { id: '1' })];
    const now = [sighting('x', { id: '1', kinds: [] }), sighting('y', { id: '1', prompt: 'b', kinds: [] })];
    assert.deepEqual(found(lost, now), { a: 'x', b: 'y' });
  });

  it('are found by their clean twin or their answer, among marked records only', () => {
    const byTwin = [sighting('a', { variantOf: '7' })];
    assert.deepEqual(found(byTwin, [sighting('x', { variantOf: '7' })]), { a: 'x' });
    const byAnswer = [sighting('a', { answer: 'yes' })];
    assert.deepEqual(found(byAnswer, [sighting('x', { answer: 'yes' })]), { a: 'x' });
    assert.deepEqual(found(byAnswer, [sighting('x', { answer: 'yes', kinds: [] })]), { a: undefined });
  });

  it('are gone where nothing is left of them', () => {
    assert.deepEqual(found([sighting('a', { id: '1' })], [sighting('x', { id: '2' })]), { a: undefined });
  });

  it('take each record of the new version once', () => {
    const lost = [sighting('a', { prompt: 'p', id: '1' }), sighting('b', { prompt: 'p' })];
    assert.deepEqual(found(lost, [sighting('x', { prompt: 'p', kinds: [] })]), { a: 'x', b: undefined });
  });
});

describe('what a marked record is recognised by', () => {
  const settings = labelSettings(undefined, undefined);
  const identity = (record: Record<string, unknown>, format = 'alpaca'): Identity =>
    identityOf(record, settings, textsOf(record, settings, formatById(format)), (text) => text);

  it('is what the user says, in every format', () => {
    const alpaca = identity({ instruction: 'q', output: 'a', robustness: 'typo', id: 3 });
    const messages = [
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
    ];
    const chat = identity({ messages, robustness: ['typo'], id: '3' }, 'messages');
    assert.deepEqual(alpaca, chat);
  });

  it('is all but the labels where no format reads the record', () => {
    const one = identity({ x: 1, y: 2, robustness: 'typo', task_type: 'a' });
    const other = identity({ y: 2, x: 1, robustness: true });
    assert.equal(one.prompt, other.prompt);
    assert.notEqual(markedKey(one), markedKey(other));
  });

  it('stays the same when a marker gets a further kind, not when it loses one', () => {
    const [few, more] = [
      { ...BARE, kinds: ['typo'] },
      { ...BARE, kinds: ['noise', 'typo'] },
    ];
    assert.ok(earlierKeys(more).includes(markedKey(few)));
    assert.ok(!earlierKeys(few).includes(markedKey(more)));
    assert.equal(earlierKeys(more)[0], markedKey(more));
  });
});
