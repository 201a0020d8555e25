import assert from 'node:assert/strict';
import path from 'node:path';
import { projectRoot } from '../host/paths.mjs';
import { protocol } from './fakeHost.mjs';
import { hostileEnds, hostileModel, hostilePair, hostileProbe, hostileRecord, hostileState } from './hostile.mjs';
import { showSections } from './probeGallery.mjs';
import { serverSamples } from './serverSamples.mjs';
import { panelState } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';
import { xssVectors } from './xssVectors.mjs';

/** Of texts shown at once. */
const AT_ONCE = 32;

/** What stands outside of the box of the data, and must stay in reach. */
const CONTROLS = 'tuneset-navigation, tuneset-toolbar, tuneset-search, tuneset-review-bar';

/**
 * @param {readonly string[]} texts
 * @returns {string[][]}
 */
function batches(texts) {
  const count = Math.ceil(texts.length / AT_ONCE);
  return Array.from({ length: count }, (_, i) => texts.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}

describe('Texts of a dataset that would like to be more than text', () => {
  /** @type {import('./view.mjs').View} */
  let view;

  beforeEach(async () => {
    view = await openView({ locale: 'zh-cn' });
    await view.host.next(protocol.PanelReady.method);
  });

  afterEach(() => view.close());

  after(closeBrowser);

  /**
   * Nothing ran, nothing was asked for, nothing is there that should not be, and the controls are in reach.
   *
   * @param {string} where
   * @param {boolean} [hasPopup] a card of ours may lie over the controls
   */
  async function assertHarmless(where, hasPopup = false) {
    await view.settle();
    assert.deepEqual([...new Set(view.wrongs())], [], where);
    assert.deepEqual(await view.inspect(), [], where);
    if (!hasPopup) assert.deepEqual(await view.covered(CONTROLS), [], where);
  }

  /** @param {readonly string[]} texts */
  async function showEverywhere(texts) {
    view.host.answer(protocol.ShowModel.method, () => hostileModel(texts));
    await view.show(hostileState(texts));
    await assertHarmless('conversation');
    await view.host.command({ command: 'toggleRaw' });
    await view.host.command({ command: 'toggleInvisible' });
    await assertHarmless('as it stands there, with what one can’t see');
    await view.host.command({ command: 'toggleRaw' });
    await view.host.command({ command: 'toggleInvisible' });
    await view.host.command({ command: 'showTab', tab: 'model' });
    await assertHarmless('as the model sees it');
    await view.host.command({ command: 'showTab', tab: 'conversation' });
    await view.show(hostilePair(texts));
    await assertHarmless('pair');
    for (const state of hostileEnds(String(texts[0]))) {
      await view.show(state);
      await assertHarmless('nothing to be shown');
    }
  }

  it('stay text where the server tells of them: findings, labels, tools, fields, tokens', async () => {
    const kinds = Object.values(xssVectors);
    const text = kinds.map((texts) => `${hostileRecord(texts)}\n`).join('');
    const server = await serverSamples(path.join(projectRoot, 'examples', 'hostile.jsonl'), { text });
    try {
      for (const record of kinds.keys()) await showRecord(server, record);
    } finally {
      await server.close();
    }
  });

  /**
   * @param {import('./serverSamples.mjs').ServerSamples} server
   * @param {number} record
   */
  async function showRecord(server, record) {
    const shown = await server.sample(record);
    const model = await server.model(record);
    view.host.answer(protocol.ShowModel.method, () => model);
    await view.show(panelState(shown));
    await assertHarmless(`record ${record}`);
    await view.host.command({ command: 'showTab', tab: 'model' });
    await assertHarmless(`record ${record} as the model sees it`);
    await view.host.command({ command: 'showTab', tab: 'conversation' });
  }

  for (const [kind, texts] of Object.entries(xssVectors)) {
    it(`stay text: ${kind}`, async () => {
      for (const batch of batches(texts)) await showEverywhere(batch);
    });
  }

  for (const [kind, texts] of Object.entries(xssVectors)) {
    it(`stay text in a probe, from data or from a server: ${kind}`, async () => {
      for (const batch of batches(texts)) {
        await view.show(hostileState(['x']));
        await view.host.command({ command: 'showTab', tab: 'probe' });
        await view.host.showProbe(hostileProbe(batch));
        const look = (/** @type {string} */ section) => assertHarmless(`probe, ${section}`, section === 'a token');
        await showSections(view, look, batch[0]);
      }
    });
  }

  it('stay text in a page that has them again as unsaved ones', async () => {
    await view.close();
    const texts = Object.values(xssVectors).flat();
    const base = { uri: 'file:///data/train.jsonl', base: 'x', pointer: '/messages/0/content' };
    const drafts = texts.map((text, record) => ({ ...base, record, text }));
    view = await openView({ unsaved: { drafts } });
    await view.host.next(protocol.PanelReady.method);
    await view.show(hostileState(['x']));
    await assertHarmless('page');
    assert.deepEqual(view.host.received(protocol.NoteUnsaved.method).at(-1), { drafts });
  });
});
