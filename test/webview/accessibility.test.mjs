import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { protocol } from './fakeHost.mjs';
import { gallery, modelView } from './gallery.mjs';
import { probeGallery, showSections } from './probeGallery.mjs';
import { closeBrowser, openView, THEMES } from './view.mjs';

/** @typedef {{ id: string, impact: string | null, help: string, nodes: { target: unknown[], failureSummary?: string }[] }} Violation */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * @param {import('./view.mjs').View} view
 * @returns {Promise<string[]>} what axe finds serious or critical
 */
async function violations(view) {
  /** @type {{ violations: Violation[] }} */
  const found = await view.page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`);
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) =>
          `${id}: ${target.flat().join(' ')}: ${failureSummary.split('\n').slice(1).join(' ')}`,
      ),
    );
}

describe('The preview, to axe', () => {
  after(closeBrowser);

  for (const theme of THEMES) {
    it(`has no serious violation in the theme ${theme}`, async () => {
      const view = await openView({ theme });
      view.host.answer(protocol.ShowModel.method, () => modelView);
      await view.page.evaluate(axe);
      /** @type {string[]} */
      const wrongs = [];
      for (const [name, state] of Object.entries(gallery)) {
        await view.show(state);
        wrongs.push(...(await violations(view)).map((wrong) => `${name}: ${wrong}`));
      }
      await view.show(gallery['conversation'] ?? assert.fail());
      await view.host.command({ command: 'showTab', tab: 'model' });
      await view.settle();
      wrongs.push(...(await violations(view)).map((wrong) => `as the model sees it: ${wrong}`));
      assert.equal(wrongs.join('\n'), '');
      await view.close();
    });

    it(`has none in its probe in the theme ${theme}`, async () => {
      const view = await openView({ theme, width: 900 });
      await view.page.evaluate(axe);
      await view.show(gallery['conversation'] ?? assert.fail());
      await view.host.command({ command: 'showTab', tab: 'probe' });
      /** @type {string[]} */
      const wrongs = [];
      for (const [name, state] of Object.entries(probeGallery)) {
        await view.host.showProbe(state);
        await showSections(view, async (section) => {
          wrongs.push(...(await violations(view)).map((wrong) => `${name}, ${section}: ${wrong}`));
        });
      }
      assert.equal(wrongs.join('\n'), '');
      await view.close();
    });
  }
});
