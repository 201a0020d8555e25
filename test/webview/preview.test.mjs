import assert from 'node:assert/strict';
import { protocol } from './fakeHost.mjs';
import { panelState, sample } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';

describe('The preview', () => {
  after(closeBrowser);

  it('asks for what it is to show, and shows it', async () => {
    const view = await openView();
    await view.show(panelState(sample()));
    await view.page.getByText('Hello! How can I help?').first().waitFor();
    assert.deepEqual(view.wrongs(), []);
    await view.close();
  });

  it('says why something could not be done until another record is shown, or it is done', async () => {
    const view = await openView();
    const { place } = sample();
    await view.show(panelState(sample()));
    const duplicate = async () => {
      await view.page.getByRole('button', { name: 'More actions' }).click();
      await view.page.getByRole('menuitem', { name: 'Duplicate the record' }).click();
    };
    const refusal = view.page.getByText('The file changed.');
    view.host.answer(protocol.EditSample.method, () => ({ refused: 'The file changed.' }));
    await duplicate();
    await refusal.waitFor();
    // The change itself comes to be known.
    await view.show(panelState(sample({ place: { ...place, version: 2, digest: 'e'.repeat(64) } })));
    await refusal.waitFor();
    view.host.answer(protocol.EditSample.method, () => ({ refused: null }));
    await duplicate();
    await refusal.waitFor({ state: 'detached' });
    assert.deepEqual(view.wrongs(), []);
    await view.close();
  });

  it('goes nowhere where no number is typed', async () => {
    const view = await openView();
    await view.show(panelState(sample()));
    const number = view.page.getByRole('textbox', { name: 'Number of the record' });
    await number.fill('');
    await number.press('Enter');
    await number.fill('99');
    await number.press('Enter');
    await view.host.next(protocol.GoTo.method);
    assert.deepEqual(view.host.received(protocol.GoTo.method), [{ kind: 'record', record: 9 }]);
    await view.close();
  });
});
