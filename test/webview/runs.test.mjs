import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { importSource } from './project.mjs';
import { calls, hostileRuns, runsGallery, runsState, shown } from './runsStates.mjs';
import { closeBrowser, openView, THEMES } from './view.mjs';
import { xssVectors } from './xssVectors.mjs';

/** @typedef {import('./view.mjs').View} View */

const protocol = /** @type {typeof import('../../src/protocol/probeRuns')} */ (
  await importSource('src/protocol/probeRuns.ts')
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {import('./view.mjs').ViewOptions} [options] */
async function openRuns(options = {}) {
  const view = await openView({ view: 'runs', width: 1000, ...options });
  view.host.answer(protocol.CountCases.method, () => ({ cases: 500, calls: 1000, leftOut: 3, tokens: 250_000 }));
  view.host.answer(protocol.ListCalls.method, () => ({ total: calls.length, calls }));
  for (const { method } of [protocol.StartRun, protocol.RunAction]) view.host.answer(method, () => ({ refused: null }));
  return view;
}

/** @param {View} view @param {object} state */
const show = (view, state) => view.showAs(protocol.RunsReady, protocol.ShowRuns, state);

/** @param {View} view */
const wish = async (view) => {
  await view.page.getByRole('button', { name: 'Start', exact: true }).click();
  return view.host.next(protocol.StartRun.method);
};

describe('The view of runs', () => {
  after(closeBrowser);

  describe('sets up a run', () => {
    it('starts with the first endpoint, every record and the usual measures, and counts the calls', async () => {
      const view = await openRuns();
      await show(view, runsState());
      await view.host.next(protocol.CountCases.method);
      await view.page.getByText('500 places in records, 1,000 calls. About 250,000 tokens').waitFor();
      assert.deepEqual(await wish(view), {
        name: '',
        choice: { kind: 'query', query: { filter: 'all', search: '' } },
        turns: 'last',
        endpoints: ['tuned'],
        sampling: {},
        tries: 1,
        measures: [{ kind: 'normalised' }, { kind: 'rougeL' }, { kind: 'chrf' }],
        limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null, tokens: null },
      });
      assert.deepEqual(view.wrongs(), []);
      await view.close();
    });

    it('shows the filter that holds, whatever was chosen before', async () => {
      const view = await openRuns();
      await show(view, runsState());
      const filter = view.page.getByLabel('Filter', { exact: true });
      await filter.selectOption('all');
      await filter.selectOption('robust');
      await view.page.getByRole('button', { name: 'As in the preview' }).click();
      await view.settle();
      assert.equal(await filter.inputValue(), 'untagged');
      assert.deepEqual((await wish(view)).choice.query, { filter: 'untagged', search: 'json' });
      await view.close();
    });

    it('takes what is filled in, with several endpoints, sampling, limits and measures that have fields', async () => {
      const view = await openRuns({ height: 1600 });
      await show(view, runsState());
      const { page } = view;
      const radio = (/** @type {string} */ name) => page.getByRole('radio', { name });
      await page.getByLabel('Name of the run').fill('epoch 3');
      await radio('Some of each task type').check();
      await page.getByLabel('Of each type').fill('20');
      await page.getByRole('button', { name: 'As in the preview' }).click();
      await page.getByRole('checkbox', { name: 'Qwen3 — demo-base' }).check();
      await page.getByLabel('Temperature').fill('0.7');
      await page.getByLabel('Tokens per minute').fill('90000');
      for (const name of ['chrF', 'ROUGE-L', 'normalized match']) await page.getByRole('checkbox', { name }).uncheck();
      await page.getByRole('checkbox', { name: 'NLL of the reference' }).check();
      await page.getByRole('button', { name: 'Add: Contains' }).click();
      await page.getByLabel('Contains', { exact: true }).last().fill('```json');
      await page.getByRole('button', { name: 'Add: Length' }).click();
      await page.getByLabel('at most').fill('200');
      await page.getByRole('button', { name: 'Add: Judge' }).click();
      await page.getByLabel('What the judge is asked').fill('Is {{answer}} good?');
      const asked = await wish(view);
      assert.equal(asked.name, 'epoch 3');
      assert.deepEqual(asked.choice, {
        ...{ kind: 'perType', count: 20, seed: 1 },
        query: { filter: 'untagged', search: 'json' },
      });
      assert.deepEqual(asked.endpoints, ['tuned', 'base']);
      assert.deepEqual(asked.sampling, { temperature: 0.7 });
      assert.equal(asked.limits.tokensPerMinute, 90_000);
      assert.deepEqual(asked.measures, [
        { kind: 'nll' },
        { kind: 'contains', text: '```json' },
        { kind: 'length', unit: 'characters', least: null, most: 200 },
        { kind: 'judge', endpoint: 'tuned', prompt: 'Is {{answer}} good?', scale: 10 },
      ]);
      await view.close();
    });

    it('asks for the records that are selected in the editor', async () => {
      const view = await openRuns();
      await show(view, runsState({ selected: [3, 4, 8] }));
      assert.deepEqual((await wish(view)).choice, { kind: 'records', records: [3, 4, 8] });
      await view.close();
    });

    it('reads numbers and ranges, and says what is wrong with them', async () => {
      const view = await openRuns();
      await show(view, runsState());
      const { page } = view;
      await page.getByRole('radio', { name: 'By number' }).check();
      const field = page.getByLabel('Numbers', { exact: true });
      await field.fill('3-x');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await view.settle();
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.deepEqual(view.host.received(protocol.StartRun.method), []);
      await field.fill('3-5，9');
      assert.deepEqual((await wish(view)).choice, { kind: 'records', records: [2, 3, 4, 8] });
      await view.close();
    });

    it('shows why a run can’t be started', async () => {
      const view = await openRuns();
      view.host.answer(protocol.StartRun.method, () => ({ refused: 'There is no room on the disk.' }));
      await show(view, runsState());
      await wish(view);
      await view.page.getByText('There is no room on the disk.').waitFor();
      await view.close();
    });

    it('leads to the endpoints where there is none', async () => {
      const view = await openRuns();
      await show(view, runsState({ endpoints: [], runs: [] }));
      await view.page.getByRole('button', { name: 'Add an endpoint…' }).click();
      assert.deepEqual(await view.host.next(protocol.RunAction.method), { kind: 'endpoints' });
      await view.close();
    });

    it('keeps what is filled in while the view is hidden', async () => {
      const first = await openRuns();
      await show(first, runsState());
      await first.page.getByLabel('Name of the run').fill('a long night');
      await first.settle();
      const state = first.savedState;
      await first.close();
      const second = await openRuns({ state });
      await show(second, runsState());
      assert.equal(await second.page.getByLabel('Name of the run').inputValue(), 'a long night');
      await second.close();
    });
  });

  describe('shows a run', () => {
    it('offers an interrupted one to be resumed', async () => {
      const view = await openRuns();
      await show(view, runsGallery['interrupted'] ?? assert.fail());
      await view.page.getByText('was interrupted at 300 of 1,000 calls').waitFor();
      await view.page.getByRole('button', { name: 'Resume' }).click();
      await view.host.next(protocol.RunAction.method, 2);
      assert.deepEqual(view.host.received(protocol.RunAction.method), [
        { kind: 'show', run: 'run-3' },
        { kind: 'resume', run: 'run-3' },
      ]);
      await view.close();
    });

    it('has the buttons that its state allows', async () => {
      const view = await openRuns();
      /** @param {string} name */
      const buttons = async (name) => {
        await show(view, runsGallery[name] ?? assert.fail());
        const found = await view.page.locator('tuneset-run-progress vscode-button').allInnerTexts();
        return found.map((text) => text.trim());
      };
      assert.deepEqual(await buttons('running'), ['Pause', 'Cancel']);
      assert.deepEqual(await buttons('paused'), ['Resume', 'Cancel', 'Try the failed ones again']);
      assert.deepEqual(await buttons('completed'), ['Try the failed ones again']);
      await view.page.getByText('failed 5 times in a row').waitFor({ state: 'detached' });
      await show(view, runsGallery['paused'] ?? assert.fail());
      await view.page.getByText('failed 5 times in a row').waitFor();
      await view.page.getByRole('button', { name: 'Resume' }).click();
      assert.deepEqual(await view.host.next(protocol.RunAction.method), { kind: 'resume', run: 'run-2' });
      await view.close();
    });

    it('leads from a number to its calls, from a call to its record', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      const row = view.page.getByRole('row', { name: /逻辑推理 - 常识推理 Qwen3 after SFT/ });
      await row.getByRole('button', { name: '0.720' }).last().click();
      await view.host.next(protocol.ListCalls.method, 2);
      assert.deepEqual(view.host.received(protocol.ListCalls.method).at(-1), {
        ...{ run: 'run-2', endpoint: 'tuned', measure: 'rougeL', only: 'all', from: 0, count: 20 },
        group: { dimension: 'taskType', name: '逻辑推理 - 常识推理' },
      });
      await view.page.getByText('Record 12', { exact: true }).click();
      await view.page.getByRole('button', { name: 'Open the record' }).click();
      assert.deepEqual(await view.host.next(protocol.RunAction.method), { kind: 'openRecord', call: 'call-1' });
      assert.deepEqual(view.wrongs(), []);
      await view.close();
    });

    it('marks the words in which an answer differs from its reference', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      await view.page.getByText('Record 12', { exact: true }).click();
      await view.page.locator('del').first().waitFor();
      const texts = async (/** @type {string} */ mark) => (await view.page.locator(mark).allInnerTexts()).join(' ');
      assert.match(await texts('del'), /蓝/);
      assert.match(await texts('ins'), /Long/);
      await view.close();
    });

    it('shows which calls are listed after all are shown again', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      await view.page.getByLabel('Which calls').selectOption('failed');
      await view.page.getByRole('button', { name: 'Show all calls' }).click();
      await view.settle();
      assert.equal(await view.page.getByLabel('Which calls').inputValue(), 'all');
      assert.equal(view.host.received(protocol.ListCalls.method).at(-1).only, 'all');
      await view.close();
    });

    it('sorts records by the NLL of their references', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      await view.page.getByLabel('Order').selectOption('nll');
      await view.host.next(protocol.ListCalls.method, 2);
      assert.equal(view.host.received(protocol.ListCalls.method).at(-1).measure, 'nll');
      await view.close();
    });

    it('sorts the table by a column, and tells changes against another run in words', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      const { page } = view;
      const first = () => page.locator('tbody tr').first().innerText();
      await page.getByRole('columnheader', { name: 'ROUGE-L' }).getByRole('button').click();
      assert.match(await first(), /no task type\)\s+Qwen3\s/);
      await page.getByRole('columnheader', { name: 'ROUGE-L' }).getByRole('button').click();
      assert.match(await first(), /常识推理\s+Qwen3 after SFT/);
      await page.getByLabel('Compared with').selectOption('run-1');
      assert.deepEqual(await view.host.next(protocol.RunAction.method), { kind: 'compareWith', run: 'run-1' });
      await show(view, runsGallery['compared'] ?? assert.fail());
      const text = (await page.locator('tuneset-group-table .better').first().textContent()) ?? '';
      assert.match(text, /\+0\.120 \(40\).*better than before/s);
      await page.getByText('Only places that both runs have are compared').waitFor();
      await view.close();
    });

    it('calls no difference better or worse that may be chance', async () => {
      const view = await openRuns({ width: 420 });
      const { report } = shown({ comparedWith: 'run-1' });
      const told = (/** @type {number} */ by, /** @type {number | null} */ error) => ({
        ...{ count: 10, mean: 0.5, error: 0.2 },
        shared: { cases: 4, now: 0.5 + by, before: 0.5, error },
      });
      const group = (/** @type {string} */ name, /** @type {ReturnType<typeof told>} */ normalised) => ({
        ...{
          dimension: /** @type {const} */ ('taskType'),
          name,
          endpoint: 'tuned',
          calls: 10,
          failed: 0,
          truncated: 0,
        },
        measures: { normalised },
      });
      const groups = [group('a', told(-0.001, 0.36)), group('b', told(0.1, null)), group('c', told(0.1, 0.02))];
      await show(view, runsState({ shown: { ...shown({ comparedWith: 'run-1' }), report: { ...report, groups } } }));
      assert.equal(await view.page.locator('tuneset-group-table .unsure').count(), 2);
      assert.equal(await view.page.locator('tuneset-group-table .better').count(), 1);
      const table = view.page.getByRole('region', { name: 'Results in numbers' });
      assert.equal(await table.evaluate((element) => element.scrollWidth > element.clientWidth), true);
      await view.close();
    });

    it('keeps the class and the note that people give a call', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown() }));
      const { page } = view;
      await page.getByText('Record 12', { exact: true }).click();
      await page.getByLabel('Class of bad case').selectOption('hallucination');
      const judged = { kind: 'judge', call: 'call-1', class: 'hallucination', note: '' };
      assert.deepEqual(await view.host.next(protocol.RunAction.method), judged);
      await page.getByLabel('Note').fill('no such law');
      await page.getByLabel('Note').blur();
      assert.deepEqual(await view.host.next(protocol.RunAction.method, 2), { ...judged, note: 'no such law' });
      await page.getByLabel('Class of bad case').selectOption({ label: 'another…' });
      await page.getByLabel('Name of the class').fill('wrong unit');
      await page.getByLabel('Name of the class').press('Enter');
      await page.getByLabel('Name of the class').waitFor({ state: 'detached' });
      const own = await view.host.next(protocol.RunAction.method, 3);
      assert.deepEqual(own, { ...judged, class: 'wrong unit', note: 'no such law' });
      await view.close();
    });

    it('leaves the list as it is while a run goes on, and shows new calls when asked', async () => {
      const view = await openRuns();
      await show(view, runsState({ shown: shown({}, { state: 'running', done: 10 }) }));
      await view.page.getByText('Record 12', { exact: true }).waitFor();
      await show(view, runsState({ shown: shown({}, { state: 'running', done: 14 }) }));
      assert.equal(view.host.received(protocol.ListCalls.method).length, 1);
      await view.page.getByRole('button', { name: '4 more calls are done since' }).click();
      await view.host.next(protocol.ListCalls.method, 2);
      await view.page.getByRole('button', { name: 'more calls are done' }).waitFor({ state: 'detached' });
      await view.close();
    });
  });

  describe('is safe and readable', () => {
    for (const [kind, texts] of Object.entries(xssVectors)) {
      it(`takes ${kind} of data and servers for texts`, async () => {
        const view = await openRuns();
        const { state, listed } = hostileRuns(texts);
        view.host.answer(protocol.ListCalls.method, () => ({ total: listed.length, calls: listed }));
        await show(view, state);
        await view.page.locator('tuneset-run-call summary').first().waitFor();
        await view.page.evaluate(openAll);
        await view.settle();
        await show(view, { ...state, shown: null });
        assert.deepEqual(await view.inspect(), []);
        assert.deepEqual(view.wrongs(), []);
        await view.close();
      });
    }

    for (const theme of THEMES) {
      it(`has no serious violation of accessibility in the theme ${theme}`, async () => {
        const view = await openRuns({ theme });
        await view.page.evaluate(axe);
        /** @type {string[]} */
        const wrongs = [];
        for (const [name, state] of Object.entries(runsGallery)) {
          await show(view, state);
          if (state.shown) await view.page.locator('tuneset-run-call summary').first().waitFor();
          await view.page.evaluate(openAll);
          await view.settle();
          wrongs.push(...(await violations(view)).map((wrong) => `${name}: ${wrong}`));
        }
        assert.equal(wrongs.join('\n'), '');
        await view.close();
      });
    }

    for (const width of [320, 480, 1400]) {
      it(`fits into ${width} pixels`, async () => {
        const view = await openRuns({ width, locale: 'zh-cn' });
        for (const [name, state] of Object.entries(runsGallery)) {
          await show(view, state);
          const [inner, outer] = /** @type {[number, number]} */ (
            await view.page.evaluate(`(() => {
              const main = document.querySelector('tuneset-runs').shadowRoot.querySelector('main');
              return [main.scrollWidth, main.clientWidth];
            })()`)
          );
          assert.ok(inner <= outer, `${name}: ${inner} in ${outer}`);
        }
        assert.deepEqual(view.wrongs(), []);
        await view.close();
      });
    }
  });
});

/** Opens every call that is listed. */
const openAll = `(() => {
  const report = document.querySelector('tuneset-runs').shadowRoot.querySelector('tuneset-run-report');
  const list = report?.shadowRoot.querySelector('tuneset-run-calls');
  for (const call of list?.shadowRoot.querySelectorAll('tuneset-run-call') ?? [])
    for (const details of call.shadowRoot.querySelectorAll('details')) details.open = true;
})()`;

/**
 * @param {View} view
 * @returns {Promise<string[]>} what axe finds serious or critical
 */
async function violations(view) {
  /** @type {{ violations: { id: string, impact: string | null, nodes: { target: unknown[], failureSummary?: string }[] }[] }} */
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
