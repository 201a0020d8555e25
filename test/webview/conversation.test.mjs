import assert from 'node:assert/strict';
import { protocol } from './fakeHost.mjs';
import { gallery } from './gallery.mjs';
import { panelState, sample, turn } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';

const { EditSample, FixSample, GoTo, NoteUnsaved, PanelAction } = protocol;

/** @param {number} i @param {'user' | 'assistant'} role @param {string} text */
const at = (i, role, text) => turn({ pointer: `/messages/${i}`, role, name: role }, text);

/**
 * A record with turns of these texts, asked and answered in turns.
 *
 * @param {readonly string[]} texts
 * @param {Partial<import('../../src/protocol/records').PlacedRecord>} [place]
 */
function talk(texts, place = {}) {
  const made = sample({ turns: texts.map((text, i) => at(i, i % 2 === 0 ? 'user' : 'assistant', text)) });
  return panelState({ ...made, place: { ...made.place, digest: texts.join('|'), ...place } });
}

describe('The conversation', () => {
  /** @type {import('./view.mjs').View} */
  let view;

  after(closeBrowser);

  afterEach(async () => {
    assert.deepEqual(view.wrongs(), []);
    await view.close();
  });

  /** @param {import('../../src/protocol/panel').PanelState} state @param {import('./view.mjs').ViewOptions} [options] */
  async function open(state, options = {}) {
    view = await openView(options);
    await view.show(state);
  }

  /** @param {string[]} keys */
  async function press(...keys) {
    for (const key of keys) await view.page.keyboard.press(key);
    await view.settle();
  }

  const turns = () => view.page.locator('tuneset-turn article');
  /** @param {string} text of the turn that has the focus */
  const assertFocused = (text) =>
    view.page.locator('tuneset-turn article:focus').getByText(text).first().waitFor({ timeout: 2000 });
  const editor = () => view.page.locator('tuneset-turn-editor textarea');
  const edits = () => view.host.received(EditSample.method).map((params) => /** @type {any} */ (params).operation);

  it('is gone through with the keyboard', async () => {
    await open(talk(['one', 'two', 'three']));
    await press('j');
    await assertFocused('one');
    await press('j', 'ArrowDown', 'ArrowDown');
    await assertFocused('three');
    await press('k');
    await assertFocused('two');
    await press('Home');
    await assertFocused('one');
  });

  it('is edited in its place, and only what was changed is saved', async () => {
    await open(talk(['one', 'a\r\nb']));
    await press('j', 'j', 'e');
    await press('ControlOrMeta+End');
    await view.page.keyboard.type('!\nc');
    await press('Control+Enter');
    assert.deepEqual(edits(), [{ kind: 'setText', pointer: '/messages/1/content', text: 'a\r\nb!\r\nc' }]);
    assert.equal(await editor().count(), 0);
    await assertFocused('a');
    await press('Enter', 'Control+Enter');
    assert.equal(edits().length, 1);
  });

  it('asks before a changed text is discarded', async () => {
    await open(talk(['one', 'two']));
    await press('j', 'e', 'Escape');
    assert.equal(await editor().count(), 0);
    await press('e', 'x', 'Escape');
    await view.page.getByRole('button', { name: 'Keep editing' }).click();
    assert.equal(await editor().inputValue(), 'xone');
    await press('Escape');
    await view.page.getByRole('button', { name: 'Discard' }).click();
    assert.equal(await editor().count(), 0);
    assert.deepEqual(edits(), []);
  });

  it('shows why a text could not be saved, and keeps it', async () => {
    await open(talk(['one']));
    view.host.answer(EditSample.method, () => ({ refused: 'The record has changed.' }));
    await press('j', 'e', 'x', 'Control+Enter');
    assert.equal(await editor().inputValue(), 'xone');
    await view.page.getByRole('alert').getByText('The record has changed.').waitFor();
  });

  it('keeps an unsaved text while another record is shown, and when the window is loaded again', async () => {
    const [first, second] = [talk(['one', 'two']), talk(['three'], { record: 7 })];
    await open(first);
    await press('j', 'e');
    await view.page.keyboard.type('mine ');
    await view.show(second);
    await view.page.getByText('Record 3 has an unsaved text.').waitFor();
    await view.page.getByRole('button', { name: 'Go there' }).click();
    assert.deepEqual(view.host.received(GoTo.method), [{ kind: 'record', record: 2 }]);
    await view.show(first);
    assert.equal(await editor().inputValue(), 'mine one');
    const state = view.savedState;
    await view.close();
    await open(first, { state });
    assert.equal(await editor().inputValue(), 'mine one');
  });

  it('tells when the text was changed in the file while it is edited', async () => {
    await open(talk(['one', 'two']));
    await press('j', 'e', 'x');
    await view.show(talk(['ONE', 'two']));
    assert.equal(await editor().inputValue(), 'xone');
    await view.page.getByRole('button', { name: 'Take the file’s text' }).click();
    assert.equal(await editor().inputValue(), 'ONE');
  });

  it('forgets of no text that it was changed in the file while it was edited', async () => {
    await open(talk(['one', 'two']));
    await press('j', 'e', 'x');
    await view.show(talk(['ONE', 'two']));
    await press('y');
    await view.page.waitForTimeout(400); // A draft is kept a moment after the last key.
    const state = view.savedState;
    await view.close();
    await open(talk(['ONE', 'two']), { state });
    await view.page.getByText('what it was made from is not there any more').waitFor();
    await view.page.getByRole('button', { name: 'Copy it' }).click();
    assert.deepEqual(view.host.received(PanelAction.method), [{ kind: 'copy', text: 'xyone' }]);
  });

  it('goes on being edited where a record that comes in above moves it', async () => {
    await open(talk(['one', 'two'], { version: 1, record: 2 }));
    await press('j', 'e', 'x');
    await view.page.waitForTimeout(400);
    await view.show(talk(['one', 'two'], { version: 2, record: 3, records: 11 }));
    await press('y');
    assert.equal(await editor().inputValue(), 'xyone');
    await view.page.waitForTimeout(400);
    const [draft] = /** @type {any} */ (view.savedState).drafts;
    assert.deepEqual([draft.record, draft.text], [3, 'xyone']);
    await view.page.getByText('has an unsaved text').waitFor({ state: 'detached' });
    // A record that says the same, of the same text of the file, is another one.
    await view.show(talk(['one', 'two'], { version: 2, record: 4, records: 11 }));
    assert.equal(await editor().count(), 0);
    await view.page.getByText('Record 4 has an unsaved text.').waitFor();
  });

  it('takes no keys while a text is being saved, and is saved once', async () => {
    await open(talk(['one']));
    let done = () => {};
    view.host.answer(EditSample.method, () => new Promise((resolve) => (done = () => resolve({ refused: null }))));
    await press('j', 'e', 'x', 'Control+Enter', 'y', 'Control+Enter');
    assert.equal(await editor().inputValue(), 'xone');
    assert.equal(edits().length, 1);
    done();
    await editor().waitFor({ state: 'detached' });
  });

  it('splits a turn where the cursor is', async () => {
    await open(talk(['one', 'a\r\nbc']));
    await press('j', 'j', 'e', 'ArrowDown', 'ArrowRight');
    await view.page.getByRole('button', { name: 'Split at the cursor' }).click();
    assert.deepEqual(edits(), [{ kind: 'splitTurn', turn: 1, pointer: '/messages/1/content', at: 4 }]);
  });

  it('changes turns by menu, and says why something can not be done', async () => {
    const state = talk(['one', 'two']);
    const [, second] = state.sample.kind === 'sample' ? state.sample.sample.turns : [];
    assert.ok(second);
    Object.assign(second.can, { moveDown: 'It is the last one.' });
    await open(state);
    await press('j', 'j', 'Shift+F10');
    const refused = view.page.getByRole('menuitem', { name: /Move down/ });
    assert.equal(await refused.getAttribute('aria-disabled'), 'true');
    assert.match((await refused.textContent()) ?? '', /It is the last one\./);
    await refused.click({ force: true });
    assert.deepEqual(edits(), []);
    await press('Home', 'ArrowDown', 'ArrowRight');
    assert.equal(
      await view.page
        .getByRole('menuitemradio', { checked: true })
        .textContent()
        .then((text) => text?.trim()),
      'assistant',
    );
    await press('t', 'Enter');
    assert.deepEqual(edits(), [{ kind: 'setRole', turn: 1, role: 'tool' }]);
    await press('Shift+F10', 'Escape');
    assert.equal(await view.page.getByRole('menu').count(), 0);
    await press('Alt+ArrowDown');
    assert.equal(edits().length, 1);
    await press('Alt+ArrowUp', 'Delete');
  });

  it('proposes the role that comes next for a new turn, and opens it', async () => {
    await open(talk(['one']));
    view.host.answer(EditSample.method, async () => {
      await view.host.show(talk(['one', '']));
      return { refused: null };
    });
    await press('j', 'Shift+F10', 'ArrowDown', 'ArrowDown', 'Enter', 'Enter');
    assert.deepEqual(edits(), [{ kind: 'addTurn', after: 0, role: 'assistant' }]);
    await editor().waitFor();
    assert.equal(await editor().getAttribute('aria-label'), 'Text of turn 2, Assistant');
  });

  it('keeps the focus on a turn that moves', async () => {
    await open(talk(['one', 'two', 'three']));
    view.host.answer(EditSample.method, async () => {
      const moved = talk(['two', 'one', 'three']);
      await view.host.show(moved);
      return { refused: null };
    });
    await press('j', 'Alt+ArrowDown');
    await assertFocused('one');
    assert.deepEqual(edits(), [{ kind: 'moveTurn', turn: 0, by: 1 }]);
    const { place } = sample({});
    await view.page.getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(view.host.received(PanelAction.method), [{ kind: 'undo', version: place.version }]);
  });

  it('tells of a change until the record changes again: then Undo would undo something else', async () => {
    await open(talk(['one', 'two']));
    view.host.answer(EditSample.method, async () => {
      await view.host.show(talk(['two', 'one']));
      return { refused: null };
    });
    await press('j', 'Alt+ArrowDown');
    const undo = view.page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await view.show(talk(['two', 'one']));
    await undo.waitFor();
    await view.show(talk(['one', 'two']));
    await undo.waitFor({ state: 'detached' });
  });

  it('says at each turn which answer of a pair it is of, where two records are compared', async () => {
    const both = sample({
      isPair: true,
      turns: [
        turn({ pointer: '/chosen', role: 'assistant', name: 'gpt', side: 'chosen' }, 'a'),
        turn({ pointer: '/rejected', role: 'assistant', name: 'gpt', side: 'rejected' }, 'b'),
      ],
    });
    const other = { record: 4, name: 'train.jsonl', sample: both };
    await open({ ...panelState(both), other });
    await view.page.getByText('Rejected answer').first().waitFor();
    assert.equal(await view.page.getByText('Chosen answer').count(), 2);
  });

  it('has the unsaved texts again of a view that was closed', async () => {
    const state = talk(['one', 'two']);
    const draft = { uri: state.uri, record: 2, pointer: '/messages/0/content', base: 'one', text: 'one, typed' };
    await open(state, { unsaved: { drafts: [draft] } });
    await editor().waitFor();
    assert.equal(await editor().inputValue(), 'one, typed');
    assert.deepEqual(view.host.received(NoteUnsaved.method).at(-1), { drafts: [draft] });
  });

  it('can not be changed where the file can not be', async () => {
    await open({ ...talk(['one']), isReadonly: true });
    await press('j', 'e', 'Delete', 'Alt+ArrowUp');
    assert.equal(await editor().count(), 0);
    await press('Shift+F10');
    assert.deepEqual(
      await view.page
        .getByRole('menuitem')
        .allTextContents()
        .then((all) => all.map((text) => text.trim())),
      ['Show in the file', 'Copy the text'],
    );
  });

  it('has findings at their turns, with what can be done about them', async () => {
    await open(gallery['tools'] ?? assert.fail());
    const last = turns().last();
    await last.getByRole('button', { name: 'Change to' }).click();
    const [asked] = view.host.received(FixSample.method);
    assert.equal(asked?.digest, 'd'.repeat(64));
    assert.equal(asked?.chosen.rule, 'role-unknown');
    assert.match(asked?.chosen.fix ?? '', /^Change to/);
    await last.getByRole('button', { name: 'role-unknown' }).click();
    assert.deepEqual(view.host.received(PanelAction.method), [{ kind: 'showRule', rule: 'role-unknown' }]);
    assert.equal(
      await view.page.getByRole('region', { name: 'About the record' }).getByText('column-unknown').count(),
      1,
    );
  });

  it('marks what differs between the answers of a pair', async () => {
    await open(gallery['pair'] ?? assert.fail());
    const marks = view.page.locator('mark');
    assert.ok((await marks.count()) > 2);
    await view.page.getByRole('button', { name: 'Mark what differs' }).click();
    assert.equal(await marks.count(), 0);
  });

  it('compares with a pinned record, which is only looked at', async () => {
    await open(gallery['comparing'] ?? assert.fail());
    assert.deepEqual(await view.page.locator('mark').allTextContents(), ['?', ' there', '!', 'my ']);
    assert.equal(await view.page.locator('.column.right').getByRole('button', { name: 'Edit the text' }).count(), 0);
  });

  it('draws characters that one can not see when it is asked to, and hints at them before', async () => {
    await open(talk(['a\u200bb\tc  ']));
    await view.page.getByText('Invisible characters: U+200B zero width space').waitFor();
    await view.host.command({ command: 'toggleInvisible' });
    await view.settle();
    assert.deepEqual(
      await view.page.locator('.mark').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-glyph'))),
      ['ZWSP', '→', '·', '·'],
    );
  });

  it('folds a very long text, and has all of it when it is unfolded', async () => {
    const line = 'A line of a very long text, which goes on and on. 很长的一行。\n';
    const text = line.repeat(Math.ceil(1e6 / line.length));
    await open(talk(['one', text]));
    const shown = view.page.locator('tuneset-turn').nth(1).locator('tuneset-turn-text');
    assert.ok(((await shown.textContent()) ?? '').length < 10_000);
    await shown.getByRole('button', { name: /Show all/ }).click();
    const chunks = await shown.locator('.chunk').allTextContents();
    assert.equal(chunks.join(''), text);
    await shown.getByRole('button', { name: 'Draw as Markdown' }).waitFor();
  });

  it('folds thoughts, in tags or in a field of their own', async () => {
    await open(talk(['one', '<think>\nhm\n</think>\n\nYes.']));
    const thought = turns().nth(1).getByRole('group');
    assert.match((await thought.textContent()) ?? '', /Reasoning/);
    await view.host.command({ command: 'toggleRaw' });
    await view.settle();
    await turns().nth(1).getByText('<think>').waitFor();
  });
});
