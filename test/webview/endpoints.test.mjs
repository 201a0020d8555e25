import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { importSource } from './project.mjs';
import { closeBrowser, openView, THEMES } from './view.mjs';
import { xssVectors } from './xssVectors.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const protocol = /** @type {typeof import('../../src/protocol/endpoints')} */ (
  await importSource('src/protocol/endpoints.ts')
);
const vectors = Object.values(xssVectors).flat();
const { EndpointAction, EndpointsReady, SaveEndpoint, ShowEndpoints, TestEndpoint, abilities, newEndpoint } = protocol;

/** @typedef {import('../../src/protocol/endpoints').Endpoint} Endpoint */
/** @typedef {import('../../src/protocol/endpoints').KnownEndpoint} KnownEndpoint */
/** @typedef {import('../../src/protocol/endpoints').EndpointsState} EndpointsState */
/** @typedef {import('../../src/protocol/endpoints').Capabilities} Capabilities */

/** @param {Partial<Capabilities>} [changes] @param {string} [why] @returns {Capabilities} */
function capabilities(changes = {}, why = 'It was seen to do so.') {
  const has = /** @type {const} */ (['yes', 'no', 'unknown']);
  const found = abilities.map((ability, at) => [ability, { has: has[at % 3], why }]);
  return {
    server: 'vllm',
    version: '0.11.0',
    askedAt: '2026-11-21T10:00:00.000Z',
    models: [
      { id: 'qwen3-8b-sft', parent: null, context: 32768 },
      { id: 'sft-step-800', parent: 'qwen3-8b-sft', context: null },
    ],
    abilities: Object.fromEntries(found),
    refusedFields: ['stream_options'],
    ...{ prefill: 'flags', scoring: 'echo', rendering: 'tokenizeMessages', maxAlternatives: 20 },
    adapters: [{ id: 0, path: '/adapters/a.gguf', scale: 1 }],
    ...changes,
  };
}

/** @param {Partial<Endpoint>} changes @param {Partial<Omit<KnownEndpoint, 'endpoint'>>} [facts] @returns {KnownEndpoint} */
function known(changes, facts = {}) {
  const endpoint = { ...newEndpoint('one'), name: 'SFT v3', baseUrl: 'http://127.0.0.1:8000/v1', ...changes };
  return { endpoint, hasKey: false, capabilities: null, isAsking: false, fault: null, isGiven: false, ...facts };
}

/** @param {readonly KnownEndpoint[]} endpoints @param {Partial<EndpointsState>} [changes] @returns {EndpointsState} */
function state(endpoints, changes = {}) {
  return { endpoints, remote: null, locked: null, keyOrigins: [], focus: null, ...changes };
}

const SFT = known({ model: 'sft-step-800' }, { capabilities: capabilities() });
const BASE = known({ id: 'two', name: 'Base', role: 'base' }, { fault: 'Nobody listens at 127.0.0.1:8000.' });
const DEMO = known({ id: 'demo', name: 'Demo, base model' }, { isGiven: true });

/** @param {EndpointsState} shown @param {import('./view.mjs').ViewOptions} [options] */
async function open(shown, options = {}) {
  const view = await openView({ view: 'endpoints', width: 900, ...options });
  view.host.answer(SaveEndpoint.method, () => ({ refused: null }));
  view.host.answer(TestEndpoint.method, () => ({ capabilities: capabilities() }));
  await view.showAs(EndpointsReady, ShowEndpoints, shown);
  return view;
}

/** @param {import('./view.mjs').View} view */
async function assertHarmless(view) {
  assert.deepEqual(view.wrongs(), []);
  assert.deepEqual(await view.inspect(), []);
}

describe('The view of endpoints', function () {
  this.timeout(60_000);
  after(closeBrowser);

  it('leads to adding one where there is none', async () => {
    const view = await open(state([]));
    await view.page.getByRole('button', { name: 'Add an endpoint' }).last().click();
    await view.page.getByRole('heading', { name: 'New endpoint' }).waitFor();
    await view.page.getByLabel('Name', { exact: true }).fill('Step 800');
    await view.page.getByLabel('Address').fill('http://127.0.0.1:8080');
    await view.page.getByLabel('Temperature').fill('0.2');
    await view.page.getByLabel('Stop at').fill('<|im_end|>\n\\n\\n');
    await view.page.getByRole('button', { name: 'Save', exact: true }).click();
    const { endpoint } = await view.host.next(SaveEndpoint.method);
    assert.equal(endpoint.name, 'Step 800');
    assert.deepEqual(endpoint.sampling.stop, ['<|im_end|>', '\n\n']);
    assert.equal(endpoint.sampling.temperature, 0.2);
    assert.equal(endpoint.sampling.topP, null);
    // What it can do is asked at once.
    assert.equal((await view.host.next(TestEndpoint.method)).endpoint.id, endpoint.id);
    await assertHarmless(view);
    await view.close();
  });

  it('shows what an endpoint can do, with the reasons', async () => {
    const view = await open(state([SFT, BASE, DEMO]));
    await view.page.getByText('vLLM 0.11.0').waitFor();
    assert.equal(await view.page.getByRole('row').count(), abilities.length);
    await view.page.getByText('adapter of qwen3-8b-sft').waitFor();
    await view.page.getByText('stream_options').waitFor();
    await view.screenshot('endpoints.png');
    await assertHarmless(view);
    await view.close();
  });

  it('tells faults at their fields, and takes the keyboard there', async () => {
    const view = await open(state([SFT]));
    await view.page.getByText('More', { exact: true }).click();
    await view.page.getByLabel('Further fields of the body').fill('{"top_k": 20');
    await view.page.getByRole('button', { name: 'Save', exact: true }).click();
    await view.page.getByText('This is no JSON').first().waitFor();
    assert.equal(view.host.received(SaveEndpoint.method).length, 0);
    const focused = await view.page.evaluate('window.tunesetFocus().path');
    assert.match(String(focused), /textarea/);
    view.host.answer(SaveEndpoint.method, () => ({ refused: { baseUrl: 'No password may stand in an address.' } }));
    await view.page.getByLabel('Further fields of the body').fill('{"top_k": 20}');
    await view.page.getByRole('button', { name: 'Save', exact: true }).click();
    const address = view.page.getByLabel('Address');
    await view.page.getByText('No password may stand').first().waitFor();
    assert.equal(await address.getAttribute('aria-invalid'), 'true');
    await assertHarmless(view);
    await view.close();
  });

  it('keeps other faults, and what is unfolded, while one field is mended', async () => {
    const view = await open(state([SFT]));
    const { page } = view;
    const [body, temperature] = [page.getByLabel('Further fields of the body'), page.getByLabel('Temperature')];
    await page.getByText('More', { exact: true }).click();
    await body.fill('{bad');
    await temperature.fill('hot');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This is no JSON').first().waitFor();
    assert.equal(await temperature.getAttribute('aria-invalid'), 'true');
    await temperature.fill('0');
    await view.settle();
    assert.equal(await temperature.getAttribute('aria-invalid'), null);
    assert.equal(await body.isVisible(), true);
    assert.equal(await body.getAttribute('aria-invalid'), 'true');
    await view.close();
  });

  it('says which endpoint answers, whichever is shown by then', async () => {
    const view = await open(state([SFT, BASE]));
    await view.page.getByRole('button', { name: 'Test', exact: true }).click();
    await view.page.getByText('SFT v3 answers.', { exact: true }).waitFor({ state: 'attached' });
    view.host.answer(TestEndpoint.method, () => ({ fault: 'Nobody listens.' }));
    await view.page.getByRole('button', { name: 'Test', exact: true }).click();
    await view.page.getByText('SFT v3 could not be asked: Nobody listens.').waitFor({ state: 'attached' });
    await view.close();
  });

  it('keeps what is typed while it is hidden, and until it is discarded', async () => {
    const view = await open(state([SFT, BASE]));
    await view.page.getByLabel('Model', { exact: true }).fill('other');
    await view.page.getByRole('button', { name: /^Base/ }).click();
    await view.page.getByRole('heading', { name: 'Base' }).waitFor();
    const { savedState } = view;
    await view.close();
    const again = await open(state([SFT, BASE]), { state: savedState });
    await again.page.getByRole('button', { name: /SFT v3/ }).click();
    assert.equal(await again.page.getByLabel('Model', { exact: true }).inputValue(), 'other');
    await again.page.getByRole('button', { name: 'Discard Changes' }).click();
    await again.settle();
    assert.equal(await again.page.getByLabel('Model', { exact: true }).inputValue(), 'sft-step-800');
    await again.close();
  });

  it('asks VS Code for keys, and never has one', async () => {
    const view = await open(state([SFT], { keyOrigins: ['http://127.0.0.1:8000'] }));
    await view.page.getByText('A key is kept for this server.').waitFor();
    await view.page.getByRole('button', { name: 'Change Key…' }).click();
    assert.deepEqual(await view.host.next(EndpointAction.method), {
      kind: 'askKey',
      baseUrl: 'http://127.0.0.1:8000/v1',
    });
    await view.page.getByLabel('Address').fill('http://127.0.0.1:9000/v1');
    await view.page.getByText('No key is kept for this server.').waitFor();
    assert.equal(await view.page.locator('input[type=password]').count(), 0);
    await view.close();
  });

  it('tests a draft without saving it, and can stop that', async () => {
    const view = await open(state([BASE]));
    /** @type {(value: unknown) => void} */
    let answer = () => undefined;
    view.host.answer(TestEndpoint.method, () => new Promise((resolve) => (answer = resolve)));
    await view.page.getByLabel('Model', { exact: true }).fill('draft');
    await view.page.getByRole('button', { name: 'Test', exact: true }).click();
    assert.equal((await view.host.next(TestEndpoint.method)).endpoint.model, 'draft');
    await view.page.getByRole('button', { name: 'Cancel the Test' }).click();
    assert.deepEqual(await view.host.next(EndpointAction.method), { kind: 'cancelTest', id: 'two' });
    answer({ fault: 'Cancelled.' });
    await view.page.getByText('It could not be asked: Cancelled.').first().waitFor();
    assert.equal(view.host.received(SaveEndpoint.method).length, 0);
    await view.close();
  });

  it('lets nobody change the demo, nor anything in a workspace that is not trusted', async () => {
    const view = await open(state([DEMO]));
    assert.equal(await view.page.getByLabel('Address').getAttribute('readonly'), '');
    assert.equal(await view.page.getByRole('button', { name: 'Remove…' }).count(), 0);
    await view.host.connection.sendNotification(ShowEndpoints.method, state([SFT], { locked: 'Not trusted.' }));
    await view.settle();
    assert.equal(await view.page.getByLabel('Address').getAttribute('readonly'), '');
    await view.page.getByText('Not trusted.').waitFor();
    await view.close();
  });

  it('takes no text of a server for more than text', async () => {
    const hostile = vectors.join(' ');
    const models = vectors.slice(0, 30).map((id) => ({ id, parent: id, context: null }));
    const found = capabilities(
      { version: hostile, models, refusedFields: vectors.slice(0, 20), adapters: [{ id: 0, path: hostile, scale: 1 }] },
      hostile,
    );
    const view = await open(
      state([
        known({ name: hostile, model: hostile }, { capabilities: found }),
        known({ id: 'b' }, { fault: hostile }),
      ]),
    );
    await assertHarmless(view);
    await view.page.getByRole('button').last().focus();
    await view.close();
  });

  for (const theme of THEMES) {
    for (const locale of /** @type {const} */ (['en', 'zh-cn'])) {
      it(`can be read by everybody: ${theme}, ${locale}`, async () => {
        const view = await open(state([SFT, BASE, DEMO], { remote: 'gpu-01' }), { theme, locale, height: 1400 });
        await view.page.locator('summary').click();
        await view.page.evaluate(axe);
        const { violations } = await view.page.evaluate('axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] })');
        const told = violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`);
        assert.deepEqual(told, []);
        await view.screenshot(`endpoints-${theme}-${locale}.png`);
        await view.close();
      });
    }
  }

  it('has room on a narrow panel', async () => {
    const view = await open(state([SFT, BASE, DEMO]), { width: 360, height: 900 });
    const wide = await view.page.evaluate('document.documentElement.scrollWidth');
    assert.ok(Number(wide) <= 360);
    await view.screenshot('endpoints-narrow.png');
    await view.close();
  });
});
