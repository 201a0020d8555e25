import assert from 'node:assert/strict';
import { protocol } from './fakeHost.mjs';
import { panelState, sample, turn } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';

/** @typedef {import('../../src/protocol/review').ReviewState} ReviewState */

const DIGESTS = ['a', 'b', 'c'].map((letter) => letter.repeat(64));

/**
 * A record in review.
 *
 * @param {number} record
 * @param {Partial<ReviewState>} [review]
 */
function reviewed(record, review = {}) {
  const { place } = sample();
  return panelState(
    sample({
      place: { ...place, record, digest: DIGESTS[record] ?? '' },
      turns: [
        turn({ role: 'user', name: 'user', pointer: '/messages/0' }, `Question ${record + 1}?`),
        turn({}, `Answer ${record + 1}.`),
      ],
      review: {
        ...{ verdict: null, note: '', reviewer: null, at: null },
        progress: { records: 10, accepted: 2, rejected: 1, needsWork: 0 },
        ...review,
      },
    }),
    { isReviewing: true },
  );
}

const ACCEPTED = /** @type {const} */ ({ verdict: 'accepted', reviewer: 'Ann', at: '2025-06-01T08:00:00.000Z' });

describe('A review in the preview', () => {
  after(closeBrowser);

  /** @type {import('./view.mjs').View} */
  let view;
  beforeEach(async () => (view = await openView({ theme: 'dark' })));
  afterEach(async () => {
    assert.deepEqual(view.wrongs(), []);
    await view.close();
  });

  const note = () => view.page.getByRole('textbox', { name: 'Note' });

  for (const [key, verdict] of [
    ['a', 'accepted'],
    ['r', 'rejected'],
    ['w', 'needs-work'],
  ]) {
    it(`gives the verdict ${verdict} with ${key} and goes on`, async () => {
      await view.show(reviewed(0));
      await view.page.keyboard.press(key ?? '');
      const asked = await view.host.next(protocol.ReviewSample.method);
      assert.deepEqual(asked, { digest: DIGESTS[0], verdict, advance: true });
    });
  }

  it('shows the verdict that there is, by whom, and how far one has come', async () => {
    await view.show(reviewed(1, ACCEPTED));
    const button = view.page.locator('vscode-button[data-verdict=accepted]');
    assert.equal(await button.getAttribute('aria-pressed'), 'true');
    await view.page.getByText(/Accepted by Ann, Jun 1, 2025/).waitFor();
    await view.page.getByText('3 of 10 records reviewed').waitFor();
    assert.equal(await view.page.getByRole('progressbar').getAttribute('aria-valuenow'), '3');
  });

  it('says nothing of a record twice while the next one is awaited, nor for a key that is held down', async () => {
    await view.show(reviewed(0));
    await view.page.keyboard.down('a');
    await view.page.keyboard.down('a');
    await view.page.keyboard.press('r');
    await view.host.next(protocol.ReviewSample.method);
    await view.show(reviewed(1));
    await view.page.keyboard.down('a');
    await view.page.keyboard.up('a');
    await view.page.keyboard.press('w');
    const asked = await view.host.next(protocol.ReviewSample.method, 2);
    assert.deepEqual(asked, { digest: DIGESTS[1], verdict: 'needs-work', advance: true });
  });

  it('takes a verdict back with U, and goes back to the record that was judged last', async () => {
    await view.show(reviewed(0));
    await view.page.keyboard.press('a');
    await view.host.next(protocol.ReviewSample.method);
    await view.show(reviewed(1));
    await view.page.keyboard.press('u');
    assert.deepEqual(await view.host.next(protocol.GoTo.method), { kind: 'record', record: 0 });
    await view.show(reviewed(0, ACCEPTED));
    await view.page.keyboard.press('u');
    const asked = await view.host.next(protocol.ReviewSample.method, 2);
    assert.deepEqual(asked, { digest: DIGESTS[0], verdict: null, advance: false });
  });

  it('writes a note with N, and letters in it are no verdicts', async () => {
    await view.show(reviewed(0));
    await view.page.keyboard.press('n');
    await view.page.keyboard.type('rawnu [x]/');
    await view.page.keyboard.press('Shift+Enter');
    await view.page.keyboard.type('A');
    await view.page.keyboard.press('Enter');
    const asked = await view.host.next(protocol.ReviewSample.method);
    assert.deepEqual(asked, { digest: DIGESTS[0], note: 'rawnu [x]/\nA', advance: false });
    await view.page.keyboard.press('w');
    await view.host.next(protocol.ReviewSample.method, 2);
    assert.deepEqual(view.host.received(protocol.GoTo.method), []);
  });

  it('does not take Enter from an input method', async () => {
    await view.show(reviewed(0));
    await note().focus();
    const session = await view.context.newCDPSession(view.page);
    await session.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    await note().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await session.send('Input.insertText', { text: '你' });
    assert.equal(await note().inputValue(), '你');
    assert.deepEqual(view.host.received(protocol.ReviewSample.method), []);
    await note().press('Enter');
    assert.equal((await view.host.next(protocol.ReviewSample.method)).note, '你');
  });

  it('leaves a note as it was with Escape', async () => {
    await view.show(reviewed(0, { note: 'as it was', reviewer: 'Ann', at: '2025-06-01T08:00:00.000Z' }));
    await note().fill('something else');
    await view.page.keyboard.press('Escape');
    await view.settle();
    assert.equal(await note().inputValue(), 'as it was');
    assert.deepEqual(view.host.received(protocol.ReviewSample.method), []);
  });

  it('keeps a note that was begun while other records are shown and the view is away', async () => {
    await view.show(reviewed(0));
    await note().pressSequentially('begun');
    await view.show(reviewed(1));
    assert.equal(await note().inputValue(), '');
    const state = view.savedState;
    await view.close();
    view = await openView({ state });
    await view.show(reviewed(0));
    assert.equal(await note().inputValue(), 'begun');
    await view.page.keyboard.press('r');
    const asked = await view.host.next(protocol.ReviewSample.method);
    assert.deepEqual(asked, { digest: DIGESTS[0], verdict: 'rejected', note: 'begun', advance: true });
  });

  it('tells why something could not be written, and keeps the record', async () => {
    view.host.answer(protocol.ReviewSample.method, () => ({ refused: 'The disk is full.' }));
    await view.show(reviewed(0));
    await view.page.keyboard.press('a');
    await view.page.getByRole('alert').getByText('The disk is full.').waitFor();
    view.host.answer(protocol.ReviewSample.method, () => ({ refused: null }));
    await view.page.keyboard.press('a');
    await view.host.next(protocol.ReviewSample.method, 2);
  });

  it('tells which record it is of which a note could not be written, where another one is shown by now', async () => {
    let answer = () => {};
    view.host.answer(
      protocol.ReviewSample.method,
      () => new Promise((resolve) => (answer = () => resolve({ refused: 'No.' }))),
    );
    await view.show(reviewed(0));
    await note().pressSequentially('begun');
    await view.page.keyboard.press('Enter');
    await view.host.next(protocol.ReviewSample.method);
    await view.show(reviewed(1));
    answer();
    await view.page.getByRole('alert').getByText('Record 1: No.').waitFor();
    await view.show(reviewed(0));
    assert.equal(await note().inputValue(), 'begun');
  });

  it('loses nothing of a note that is written on while it is being saved', async () => {
    let answer = () => {};
    view.host.answer(
      protocol.ReviewSample.method,
      () => new Promise((resolve) => (answer = () => resolve({ refused: null }))),
    );
    await view.show(reviewed(0));
    await note().pressSequentially('one');
    await view.page.keyboard.press('Enter');
    await view.host.next(protocol.ReviewSample.method);
    await note().pressSequentially(' two');
    answer();
    await view.page.getByText('Note saved').waitFor({ state: 'attached' });
    await view.show(reviewed(0, { note: 'one' }));
    assert.equal(await note().inputValue(), 'one two');
  });

  it('says when everything has a verdict, and what comes then', async () => {
    await view.show(reviewed(0, { ...ACCEPTED, progress: { records: 10, accepted: 7, rejected: 2, needsWork: 1 } }));
    await view.page.getByText('Every record has a verdict.').waitFor();
    await view.page.getByRole('button', { name: 'Export…' }).click();
    assert.deepEqual(await view.host.next(protocol.PanelAction.method), { kind: 'exportReviewed' });
    await view.page.getByRole('button', { name: 'Show the report' }).click();
    assert.deepEqual(await view.host.next(protocol.PanelAction.method, 2), { kind: 'reviewReport' });
    await view.page.getByRole('button', { name: 'End the review' }).click();
    assert.deepEqual(await view.host.next(protocol.PanelAction.method, 3), { kind: 'stopReview' });
  });

  it('goes to the next record without a verdict', async () => {
    await view.show(reviewed(0, ACCEPTED));
    await view.page.getByRole('button', { name: 'Next record without a verdict' }).click();
    assert.deepEqual(await view.host.next(protocol.GoTo.method), { kind: 'nextOf', filter: 'pending' });
  });

  it('shows no progress of records that are still being read', async () => {
    await view.show(
      reviewed(0, { progress: { records: 0, accepted: 0, rejected: 0, needsWork: 0, isCounting: true } }),
    );
    await view.page.getByText('Counting the records…').waitFor();
    assert.equal(await view.page.getByText('Every record has a verdict.').count(), 0);
  });

  it('says what to do where no review can lie beside the file', async () => {
    await view.show(panelState(sample({ review: null }), { isReviewing: true }));
    await view.page.getByText(/Save the file on disk to review it/).waitFor();
    await view.page.keyboard.press('a');
    await view.settle();
    assert.deepEqual(view.host.received(protocol.ReviewSample.method), []);
  });

  it('asks for nothing while no record is shown', async () => {
    await view.show(panelState(sample(), { isReviewing: true, sample: { kind: 'loading' } }));
    await view.page.keyboard.press('a');
    await view.page.keyboard.press('u');
    await view.settle();
    assert.deepEqual(view.host.received(protocol.ReviewSample.method), []);
  });
});
