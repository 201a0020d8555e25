import assert from 'node:assert/strict';
import { protocol } from './fakeHost.mjs';
import { gallery, modelView } from './gallery.mjs';
import { probeGallery } from './probeGallery.mjs';
import { closeBrowser, openView } from './view.mjs';

/** More stops than any view has. */
const ENOUGH = 400;

/** @typedef {{ path: string, isVisible: boolean, isInView: boolean }} Focus */

/**
 * Presses a key until the focus leaves the page.
 *
 * @param {import('./view.mjs').View} view
 * @param {string} key
 * @returns {Promise<Focus[]>} where it was
 */
async function walk({ page }, key) {
  /** @type {Focus[]} */
  const stops = [];
  while (stops.length < ENOUGH) {
    await page.keyboard.press(key);
    /** @type {Focus} */
    const focus = await page.evaluate('window.tunesetFocus()');
    if (focus.path === 'body') break;
    stops.push(focus);
  }
  return stops;
}

/**
 * Turns are stops only where one has come to them.
 *
 * @param {readonly Focus[]} stops
 * @param {readonly Focus[]} visited
 */
function unvisited(stops, visited) {
  const paths = new Set(visited.map(({ path }) => path));
  return stops.map(({ path }) => path).filter((path) => !paths.has(path) && !path.endsWith(' article'));
}

describe('The preview, with the keyboard alone', () => {
  after(closeBrowser);

  for (const name of ['conversation', 'tools', 'pair', 'reviewing', 'odd', 'broken']) {
    it(`leads through everything and out again, in both directions, and is always seen: ${name}`, async () => {
      const view = await openView({ theme: name === 'pair' ? 'hc' : 'dark' });
      await view.show(gallery[name] ?? assert.fail());
      const forwards = await walk(view, 'Tab');
      assert.ok(forwards.length > 3 && forwards.length < ENOUGH, `${forwards.length} stops`);
      assert.equal(new Set(forwards.map(({ path }) => path)).size, forwards.length, 'no stop twice');
      assert.deepEqual(
        forwards.filter(({ isVisible, isInView }) => !isVisible || !isInView),
        [],
      );
      const backwards = await walk(view, 'Shift+Tab');
      assert.deepEqual(unvisited(forwards, backwards), [], 'backwards');
      assert.deepEqual(unvisited(backwards, forwards), [], 'forwards');
      assert.deepEqual(view.wrongs(), []);
      await view.close();
    });
  }

  it('leads through the tokens as well', async () => {
    const view = await openView({ theme: 'hc-light' });
    view.host.answer(protocol.ShowModel.method, () => modelView);
    await view.show(gallery['conversation'] ?? assert.fail());
    await view.host.command({ command: 'showTab', tab: 'model' });
    await view.settle();
    const stops = await walk(view, 'Tab');
    assert.ok(stops.length > 3 && stops.length < ENOUGH, `${stops.length} stops`);
    assert.deepEqual(
      stops.filter(({ isVisible, isInView }) => !isVisible || !isInView),
      [],
    );
    await view.close();
  });

  for (const name of ['fresh', 'told', 'several']) {
    it(`leads through a probe and out again: ${name}`, async () => {
      const view = await openView({ width: name === 'several' ? 420 : 900 });
      await view.show(gallery['conversation'] ?? assert.fail());
      await view.host.command({ command: 'showTab', tab: 'probe' });
      await view.host.showProbe(probeGallery[name] ?? assert.fail());
      await view.settle();
      const stops = await walk(view, 'Tab');
      assert.ok(stops.length > 10 && stops.length < ENOUGH, `${stops.length} stops`);
      assert.equal(new Set(stops.map(({ path }) => path)).size, stops.length, 'no stop twice');
      assert.deepEqual(
        stops.filter(({ isVisible, isInView }) => !isVisible || !isInView),
        [],
      );
      assert.deepEqual(view.wrongs(), []);
      await view.close();
    });
  }

  it('moves nothing for people who asked for less motion', async () => {
    const view = await openView({ reducedMotion: true });
    for (const [name, state] of Object.entries(gallery)) {
      await view.show(state);
      assert.equal(await view.page.evaluate('window.tunesetAnimations()'), 0, name);
    }
    await view.close();
  });
});
