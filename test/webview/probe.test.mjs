import assert from 'node:assert/strict';
import { probeProtocol, protocol } from './fakeHost.mjs';
import {
  answer,
  base,
  call,
  capabilities,
  endpoint,
  probeCase,
  probeState,
  REFERENCE,
  score,
  tokens,
  waiting,
} from './probeStates.mjs';
import { panelState, sample } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';

/**
 * @typedef {import('../../src/protocol/probe').ProbeState} ProbeState
 * @typedef {import('../../src/protocol/probe').StartProbeParams} StartProbeParams
 * @typedef {import('./view.mjs').View} View
 * @typedef {{ nodeType: number, textContent: string | null, childNodes: Iterable<ShownNode>, shadowRoot?: ShownNode | null }} ShownNode
 */

const { OpenProbe, StartProbe, ProbeAction, UseAnswer, ScoreReference, ScoreProgress, ComparePrompts, FindInDataset } =
  probeProtocol;

describe('The probe of a record', () => {
  /** @type {View} */
  let view;
  afterEach(async () => {
    assert.deepEqual(view.wrongs(), []);
    await view.close();
  });
  after(closeBrowser);

  /**
   * @param {ProbeState} state
   * @param {import('./view.mjs').ViewOptions} [options]
   */
  async function open(state, options) {
    view = await openView(options);
    await view.show(panelState(sample()));
    await view.host.command({ command: 'showTab', tab: 'probe' });
    await view.host.next(OpenProbe.method);
    await show(state);
  }

  /** @param {ProbeState} state */
  async function show(state) {
    await view.host.showProbe(state);
    await view.settle();
  }

  const part = (/** @type {string} */ selector) => view.page.locator(`tuneset-probe ${selector}`);
  const button = (/** @type {string | RegExp} */ name) =>
    part('').getByRole('button', { name, exact: typeof name === 'string' });
  /**
   * All that an element shows, in its shadow and those within.
   *
   * @param {import('playwright-core').Locator} locator
   * @returns {Promise<string>}
   */
  const shown = (locator) =>
    locator.first().evaluate((element) => {
      /** @param {ShownNode} node @returns {string} */
      const textOf = (node) =>
        node.nodeType === 3 ? String(node.textContent) : [...(node.shadowRoot ?? node).childNodes].map(textOf).join('');
      return textOf(element).replace(/\s+/g, ' ');
    });
  const actions = () => view.host.received(ProbeAction.method);
  /** @returns {Promise<StartProbeParams>} */
  const started = (count = 1) => view.host.next(StartProbe.method, count);
  const focused = () =>
    view.page.evaluate(`(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
    })()`);

  describe('before anything was asked', () => {
    it('leads to the endpoints where there is none', async () => {
      await open(probeState({ endpoints: [] }));
      await button('Add an endpoint…').click();
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'endpoints', focus: 'new' }]);
    });

    it('says why nothing can be asked', async () => {
      await open(probeState({ locked: 'The workspace is not trusted.' }));
      assert.equal(await shown(part('.empty')), 'The workspace is not trusted.');
      await show(probeState({ case: { record: 2, problem: 'It has no answer.' } }));
      assert.match(await shown(part('.empty')), /It has no answer\./);
    });

    it('shows the reference, and asks the first endpoint for it', async () => {
      await open(probeState());
      assert.match(await shown(part('.reference')), new RegExp(REFERENCE));
      await button('Ask').click();
      assert.deepEqual(await started(), {
        ...{ digest: 'd'.repeat(64), turn: 1, endpoints: ['tuned'], tries: 1, sampling: {}, messages: null },
        ...{ prefill: '', alternatives: 5 },
      });
    });

    it('asks several endpoints several times, with other parameters', async () => {
      await open(probeState());
      await part('').getByRole('checkbox', { name: /Base/ }).check();
      await part('.parameters > summary').click();
      await part('').getByLabel('Tries').fill('3');
      await part('').getByLabel('Temperature').fill('0.25');
      await part('').getByLabel('Stop at').fill('["\\n", "END"]');
      await part('').getByLabel('Alternatives of each token').fill('');
      await button('Ask 6 times').click();
      const { endpoints, tries, sampling, alternatives } = await started();
      assert.deepEqual(endpoints, ['tuned', 'base']);
      assert.equal(tries, 3);
      assert.deepEqual(sampling, { temperature: 0.25, stop: ['\n', 'END'] });
      assert.equal(alternatives, null);
    });

    it('refuses a parameter that is no number, and keeps the last one', async () => {
      await open(probeState());
      await part('.parameters > summary').click();
      await part('').getByLabel('Tries').fill('200');
      await button('Ask').focus();
      assert.match(await shown(part('tuneset-sampling-fields [role=alert]')), /Tries/);
      await button('Ask').click();
      assert.equal((await started()).tries, 1);
    });

    it('sends an edited prompt for this try only, and lets it be taken back', async () => {
      await open(probeState());
      await part('details.prompt > summary').click();
      const question = part('').getByLabel('user');
      await question.fill('Why is the sky red?');
      await part('').getByLabel('Beginning of the answer').fill('In the evening');
      await view.page.keyboard.press('Control+Enter');
      const { messages, prefill } = await started();
      assert.deepEqual(
        messages?.map(({ content }) => content),
        ['You are a patient teacher.', 'Why is the sky red?'],
      );
      assert.equal(prefill, 'In the evening');
      await button('As the record has it').click();
      assert.equal(await question.inputValue(), 'Why is the sky blue?');
      await button('Ask').click();
      assert.equal((await started(2)).messages, null);
      assert.deepEqual(view.host.received(protocol.EditSample.method), []);
    });

    it('remembers what was typed when the view was hidden', async () => {
      await open(probeState());
      await part('').getByLabel('Beginning of the answer').fill('```json');
      await view.settle();
      const state = view.savedState;
      await view.close();
      await open(probeState(), { state });
      assert.equal(await part('').getByLabel('Beginning of the answer').inputValue(), '```json');
    });

    it('tells which endpoints can’t continue a beginning', async () => {
      const stubborn = endpoint({ capabilities: capabilities({ prefill: 'It answered with 400.' }) });
      await open(probeState({ endpoints: [stubborn, base] }));
      await part('').getByLabel('Beginning of the answer').fill('x');
      assert.match(await shown(part('tuneset-probe-form .note')), /Tuned .*It answered with 400\./);
    });

    it('asks for another turn, and what an endpoint can do', async () => {
      await open(probeState({ turns: [0, 1], endpoints: [endpoint({ capabilities: null })] }));
      await part('').getByLabel('Answer to be asked for').selectOption('0');
      assert.deepEqual(await view.host.next(OpenProbe.method, 2), { turn: 0 });
      await button(/What can it do/).click();
      await button('Manage endpoints…').click();
      await button('Ask for many records…').click();
      await view.host.next(ProbeAction.method, 3);
      assert.deepEqual(actions(), [
        { kind: 'askCapabilities', endpoint: 'tuned' },
        { kind: 'endpoints', focus: null },
        { kind: 'runMany' },
      ]);
    });

    it('waits for the state of another record', async () => {
      await open(probeState());
      const other = sample({ place: { ...sample().place, record: 5, digest: 'e'.repeat(64) } });
      await view.show(panelState(other));
      await view.host.next(OpenProbe.method, 2);
      assert.match(await shown(part('').first()), /Loading/);
      await show(probeState({ digest: 'e'.repeat(64) }));
      assert.equal(await part('.reference').count(), 1);
    });

    it('stands alone in a view of its own', async () => {
      view = await openView();
      await view.show(panelState(sample(), { only: 'probe' }));
      await show(probeState());
      assert.equal(await view.page.getByRole('tab').count(), 0);
      assert.equal(await part('.reference').count(), 1);
    });
  });

  describe('an answer', () => {
    it('is waited for with seconds, and can be cancelled', async () => {
      await open(probeState({ calls: [waiting({ elapsed: 4000 })] }));
      assert.match(await shown(part('.waiting')), /Waiting for the first token… 4 s/);
      await button('Cancel: Tuned').click();
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'cancel', call: 'c1' }]);
    });

    it('grows as it comes, compared with the reference', async () => {
      await open(probeState({ calls: [waiting()] }));
      await view.host.tellProgress({ call: 'c1', delta: { content: 'Air bends ' }, elapsed: 100 });
      await view.host.tellProgress({ call: 'c1', delta: { content: 'short', reasoning: 'Hm.' }, elapsed: 200 });
      await view.settle();
      assert.match(await shown(part('.box.answer')), /Air bends short/);
      assert.match(await shown(part('.box.answer')), /Answering…/);
      await part('.answer details.thought > summary').click();
      assert.match(await shown(part('.answer details.thought')), /Hm\./);
      await show(probeState({ calls: [call()] }));
      assert.deepEqual(await part('.box.answer mark').allInnerTexts(), ['others', 'looks']);
      assert.deepEqual(await part('.reference mark').allInnerTexts(), ['long ones', 'is']);
      await view.host.tellProgress({ call: 'c1', delta: { content: ' too late' }, elapsed: 300 });
      await view.settle();
      assert.doesNotMatch(await shown(part('.box.answer')), /too late/);
      assert.match(await shown(part('> [role=status]')), /Tuned: the answer is complete\./);
    });

    it('marks words of Chinese as people would', async () => {
      const reference = {
        content: '天空是蓝色的，因为空气散射短波。',
        reasoning: '',
        calls: [],
        message: { role: 'assistant' },
      };
      const said = answer({ content: '天空是红色的，因为空气散射短波。' });
      await open(probeState({ case: probeCase({ reference }), calls: [call({ answer: said })] }));
      assert.deepEqual(await part('.box.answer mark').allInnerTexts(), ['红色']);
      assert.deepEqual(await part('.reference mark').allInnerTexts(), ['蓝色']);
    });

    it('shows every character, whatever Markdown makes of it', async () => {
      const vague = answer({ content: ' 个。' });
      await open(probeState({ calls: [call({ answer: vague, prefill: '```json' })] }));
      for (const look of ['Differences', 'Text', 'Probabilities']) {
        await button(look).click();
        await view.settle();
        assert.match(await shown(part('.box.answer tuneset-turn-text')), /```json 个。/, look);
      }
      await show(probeState({ calls: [call({ answer: answer({ content: '```json' }) })] }));
      assert.match(await shown(part('.box.answer tuneset-turn-text')), /```json/, 'without a beginning');
    });

    it('is compared with the reference as it is now', async () => {
      const said = answer();
      await open(probeState({ calls: [call({ answer: said })] }));
      assert.match(
        await shown(part('.insight').first()),
        /Departs from the reference after “…short waves more than”\./,
      );
      const { message } = probeCase().reference;
      const reference = { content: said.content, reasoning: '', calls: [], message };
      await show(probeState({ case: probeCase({ reference }), calls: [call({ answer: said })] }));
      assert.match(await shown(part('.insight').first()), /Word for word the reference\./);
    });

    it('is scrolled to when it was asked for, and the focus stays', async () => {
      const content = Array.from({ length: 80 }, (_, line) => `Line ${line}.`).join('\n\n');
      const reference = { content, reasoning: '', calls: [], message: { role: 'assistant', content } };
      const probed = { case: probeCase({ reference }) };
      await open(probeState(probed), { width: 480 });
      await button('Ask').click();
      await started();
      const path = async () => String(await view.page.evaluate('window.tunesetFocus().path'));
      const focus = await path();
      assert.match(focus, /probe-form/);
      await show(probeState({ ...probed, calls: [waiting()] }));
      const top = async () => (await part('tuneset-probe-answer').boundingBox())?.y ?? Infinity;
      const height = view.page.viewportSize()?.height ?? 0;
      for (let i = 0; i < 50 && (await top()) > height - 50; i++) await view.page.waitForTimeout(100);
      assert.ok((await top()) >= 0 && (await top()) < height - 50, `${await top()} of ${height}`);
      assert.equal(await path(), focus);
    });

    it('says in which file votes and classes are kept', async () => {
      await open(probeState({ calls: [call()] }));
      assert.match(await shown(part('tuneset-probe-answers')), /are kept beside the dataset, in train\.probe\.jsonl\./);
    });

    it('puts no words into the mouth of a server that said nothing', async () => {
      const fault = {
        ...{ kind: /** @type {const} */ ('connection'), message: 'The connection broke.', detail: 'ECONNRESET' },
        status: null,
      };
      await open(probeState({ calls: [call({ answer: answer({ state: 'failed', content: '', fault }) })] }));
      const text = await shown(part('.trouble'));
      assert.match(text, /Details.*ECONNRESET/);
      assert.doesNotMatch(text, /What the server said/);
    });

    it('tells what was measured and sent', async () => {
      const sent = { ...answer().sent, leftOut: ['logprobs'], stream: false };
      await open(probeState({ calls: [call({ answer: answer({ sent }), messages: [], prefill: 'Air' })] }));
      const facts = await shown(part('.facts'));
      for (const fact of [
        'stop',
        'first token after 120 ms',
        '980 ms in all',
        '17 tokens',
        '24',
        'temperature 0.7',
        'seed 7',
        'not streamed',
        'logprobs',
      ]) {
        assert.ok(facts.includes(fact), fact);
      }
      assert.match(await shown(part('.when')), /edited prompt.*beginning/);
      assert.match(await shown(part('.answer')), /It was given the beginning: "Air"/);
    });

    /** @type {readonly [string, Partial<import('../../src/protocol/probe').Answer>, RegExp][]} */
    const troubles = [
      ['cut at the limit', { finish: 'length' }, /token limit/],
      ['truncated', { state: 'truncated', finish: null }, /cut off.*What came is kept/],
      ['cancelled', { state: 'cancelled', finish: null }, /Cancelled/],
      [
        'failed',
        {
          state: 'failed',
          content: '',
          finish: null,
          fault: { kind: 'unauthorized', message: 'The key is missing.', detail: '{"error": "no"}', status: 401 },
        },
        /The key is missing\. Enter its key in the endpoint\..*What the server said/s,
      ],
    ];
    for (const [name, changes, told] of troubles) {
      it(`says so if it is ${name}`, async () => {
        await open(probeState({ calls: [call({ answer: answer(changes) })] }));
        assert.match(await shown(part('.trouble')), told);
      });
    }

    it('leads to the endpoint that let nobody in', async () => {
      const fault = { kind: /** @type {const} */ ('unauthorized'), message: 'No.', detail: null, status: 401 };
      await open(probeState({ calls: [call({ answer: answer({ state: 'failed', content: '', fault }) })] }));
      await button('Open the endpoint').click();
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'endpoints', focus: 'tuned' }]);
    });

    it('shows calls of tools as the conversation does', async () => {
      const said = answer({
        content: '',
        calls: [{ id: 'x', name: 'weather', arguments: '{"city":"北京"}' }],
        finish: 'tool_calls',
      });
      await open(probeState({ calls: [call({ answer: said })] }));
      const region = part('').getByRole('region', { name: 'Tool call' });
      assert.match(await shown(region), /weather[^]*"city": "北京"/);
    });

    it('is judged, with a note', async () => {
      await open(probeState({ calls: [call()], classes: ['翻译腔'] }));
      await part('').getByLabel('Class of bad case: Tuned').selectOption('翻译腔');
      await part('').getByLabel('Note: Tuned').fill('Invents the sea.');
      await part('').getByLabel('Note: Tuned').press('Enter');
      await view.host.next(ProbeAction.method, 2);
      assert.deepEqual(actions().at(-1), { kind: 'judge', call: 'c1', class: '翻译腔', note: 'Invents the sea.' });
    });

    it('keeps what is typed as a note while other answers come in', async () => {
      const judgement = { class: 'hallucination', note: 'old' };
      await open(probeState({ calls: [call({ judgement })] }));
      await part('').getByLabel('Note: Tuned').press('End');
      await part('').getByLabel('Note: Tuned').pressSequentially(' and ne');
      await show(
        probeState({ calls: [call({ judgement: { ...judgement } }), waiting({ id: 'c2' })], classes: ['new'] }),
      );
      await part('').getByLabel('Note: Tuned').pressSequentially('w');
      await part('').getByLabel('Note: Tuned').press('Enter');
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'judge', call: 'c1', class: 'hallucination', note: 'old and new' }]);
    });

    it('gets a class of the team’s own', async () => {
      await open(probeState({ calls: [call()] }));
      await part('').getByLabel('Class of bad case: Tuned').selectOption({ label: 'another…' });
      await part('').getByLabel('Name of the class: Tuned').fill('翻译腔');
      await part('').getByLabel('Name of the class: Tuned').press('Enter');
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'judge', call: 'c1', class: '翻译腔', note: '' }]);
      await view.settle();
      assert.equal(await part('').getByLabel('Class of bad case: Tuned').inputValue(), '翻译腔');
    });

    it('keeps a note that is typed when the view goes', async () => {
      await open(probeState({ calls: [call()] }));
      await part('').getByLabel('Note: Tuned').fill('half a no');
      await view.host.command({ command: 'showTab', tab: 'conversation' });
      await view.host.next(ProbeAction.method);
      assert.equal(actions().at(-1).note, 'half a no');
    });

    it('becomes data, and says why it can’t', async () => {
      await open(probeState({ calls: [call()] }));
      view.host.answer(UseAnswer.method, () => ({ refused: 'The record has changed.' }));
      await button('More about Tuned').click();
      await view.page.getByRole('menuitem', { name: 'Use it as the rejected answer' }).click();
      assert.deepEqual(await view.host.next(UseAnswer.method), { digest: 'd'.repeat(64), call: 'c1', as: 'rejected' });
      await view.settle();
      assert.equal(await shown(part('[role=alert]')), 'The record has changed.');
    });

    it('is searched in the dataset for what is selected of it', async () => {
      await open(probeState({ calls: [call()] }));
      await part('.box.answer').getByText('others').dblclick();
      await button('More about Tuned').click();
      await view.page.getByRole('menuitem', { name: 'Find what is selected in the dataset' }).click();
      assert.deepEqual(await view.host.next(FindInDataset.method), { text: 'others' });
    });

    it('is asked for once more as it was, and forgotten', async () => {
      await open(probeState({ calls: [call({ prefill: 'Air', messages: [{ role: 'user', content: 'Q' }] })] }));
      await button('Ask once more: Tuned').click();
      const { endpoints, sampling, messages, prefill } = await started();
      assert.deepEqual([endpoints, messages, prefill], [['tuned'], [{ role: 'user', content: 'Q' }], 'Air']);
      assert.equal(sampling.temperature, 0.7);
      await button('Forget all answers').click();
      await button('Keep').click();
      await button('Forget all answers').click();
      await button('Forget').click();
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'forgetAll' }]);
    });

    it('stays unfolded only while it is the newest', async () => {
      await open(probeState({ calls: [call(), call({ id: 'c2', group: 'g2' })] }));
      assert.equal(await part('tuneset-probe-group').count(), 1);
      await part('tuneset-probe-answers details > summary').first().click();
      await view.settle();
      assert.equal(await part('tuneset-probe-group').count(), 2);
    });
  });

  describe('its probabilities', () => {
    const told = call({ answer: answer({ tokens }) });

    /** @param {Partial<import('../../src/protocol/probe').ProbeCall>} [changes] */
    async function openTokens(changes = {}) {
      await open(probeState({ calls: [{ ...told, ...changes }] }));
      await button('Probabilities').click();
      await view.settle();
    }

    const token = (/** @type {number} */ index) => part('tuneset-probabilities .token').nth(index);
    const card = () => part('tuneset-token-card');

    it('are shades of the text, which stays the text', async () => {
      await openTokens();
      assert.equal(await shown(part('tuneset-probabilities .text')), answer().content);
      assert.match(await token(11).getAttribute('class').then(String), /surprising/);
      assert.match(await token(6).getAttribute('class').then(String), /unlikely leaves/);
    });

    it('are told with alternatives where the pointer rests', async () => {
      await openTokens();
      await token(6).hover();
      await card().getByText('12% likely').waitFor();
      assert.match(await shown(card()), /" long"\s*70%/);
      assert.equal(await card().getByRole('button').count(), 0);
    });

    it('are told by the keyboard, and the model goes on from an alternative', async () => {
      await openTokens();
      await part('tuneset-probabilities .text').focus();
      await view.page.keyboard.press('PageDown');
      assert.match(String(await focused()), /^" others", 12% likely.*Token 7 of 14, Likeliest here: " long" 70%/);
      await view.page.keyboard.press('Enter');
      await view.settle();
      await card().getByRole('button', { name: 'Continue with " long"' }).press('Enter');
      const { prefill, endpoints, tries } = await started();
      assert.equal(prefill, 'Air scatters short waves more than long');
      assert.deepEqual([endpoints, tries], [['tuned'], 1]);
    });

    it('let one write on from a token', async () => {
      await openTokens({ prefill: 'Well. ' });
      await token(1).click();
      await card().getByRole('button', { name: 'Write on from here…' }).click();
      await view.settle();
      const field = part('').getByLabel('Beginning of the answer');
      assert.equal(await field.inputValue(), 'Well. Air scatters');
      await view.page.keyboard.type(' red');
      assert.equal(await field.inputValue(), 'Well. Air scatters red');
    });

    it('say why nothing can be continued', async () => {
      await open(
        probeState({
          endpoints: [endpoint({ capabilities: capabilities({ prefill: 'It starts anew.' }) })],
          calls: [told],
        }),
      );
      await button('Probabilities').click();
      await token(3).click();
      assert.match(await shown(card()), /It starts anew\./);
      assert.equal(
        await card()
          .getByRole('button', { name: /Continue with|Try again/ })
          .count(),
        0,
      );
    });

    it('close with Escape, and give the focus back', async () => {
      await openTokens();
      await token(2).click();
      await view.page.keyboard.press('Escape');
      assert.match(String(await focused()), /^" short"/);
      assert.equal(await card().isVisible(), false);
    });

    it('stay where they are while more come', async () => {
      const growing = waiting({
        progress: 'receiving',
        answer: { ...waiting().answer, content: 'Air scatters', tokens: tokens.slice(0, 2) },
      });
      await open(probeState({ calls: [growing] }));
      await button('Probabilities').click();
      await part('tuneset-probabilities .text').focus();
      await view.page.keyboard.press('ArrowRight');
      await view.host.tellProgress({
        call: 'c1',
        delta: { content: ' short', tokens: tokens.slice(2, 3) },
        elapsed: 10,
      });
      await view.settle();
      assert.equal(await part('tuneset-probabilities .token').count(), 3);
      assert.match(String(await focused()), /^"Air"/);
    });

    it('are listed where the model was least sure, and where it left the reference', async () => {
      await open(probeState({ calls: [told] }));
      assert.match(await shown(part('.insight').first()), /Departs from the reference at " others" 12%/);
      await part('details.insight > summary').click();
      assert.match(await shown(part('details.insight .chip').first()), /" looks" 1%/);
      await part('details.insight .chip').first().click();
      await view.settle();
      assert.match(String(await focused()), /^" looks"/);
    });

    it('are missed with the reason', async () => {
      const mute = endpoint({ capabilities: capabilities({ logprobs: 'No content came.' }) });
      await open(probeState({ endpoints: [mute], calls: [call()] }));
      await button('Probabilities').click();
      assert.match(await shown(part('.box.answer .note')), /No content came\./);
    });

    it('lead to the places of the dataset', async () => {
      view = await openView();
      view.host.answer(FindInDataset.method, () => ({
        ...{ prompts: 1, answers: 2, records: 10, types: [{ name: '物理', prompts: 1, answers: 2, records: 5 }] },
        hits: [{ record: 4, digest: 'x', where: 'answer', excerpt: 'the sky looks blue', taskTypes: ['物理'] }],
      }));
      await view.show(panelState(sample()));
      await view.host.command({ command: 'showTab', tab: 'probe' });
      await show(probeState({ calls: [told] }));
      await button('Probabilities').click();
      await token(11).click();
      await card().getByRole('button', { name: 'Find it in the dataset' }).click();
      assert.deepEqual(await view.host.next(FindInDataset.method), { text: 'looks' });
      await part('').getByRole('cell', { name: '2', exact: true }).waitFor();
      assert.match(
        await shown(part('tuneset-probe-find')),
        /“looks” stands in the answers of 2 and in the prompts of 1 of 10 records\./,
      );
      await button('Record 5').click();
      assert.deepEqual(await view.host.next(protocol.GoTo.method), { kind: 'record', record: 4 });
      await view.show(panelState(sample({ place: { ...sample().place, record: 4, digest: 'e'.repeat(64) } })));
      assert.equal(await button('Record 5').isVisible(), true, 'to go to the next one');
    });
  });

  describe('several answers', () => {
    /** @type {[import('../../src/protocol/probe').ProbeCall, import('../../src/protocol/probe').ProbeCall]} */
    const two = [
      call(),
      call({
        id: 'c2',
        answer: answer({ content: 'The sea.', model: 'demo-base' }),
        endpoint: { id: 'base', name: 'Base', model: 'demo-base', role: 'base' },
      }),
    ];

    it('stand side by side with their names, and are voted on', async () => {
      await open(probeState({ calls: two }), { width: 900 });
      assert.deepEqual(await part('.box.answer h4 > bdi').allInnerTexts(), ['Tuned', 'Base']);
      await part('')
        .getByRole('group', { name: 'Which answer is the best?' })
        .getByRole('button', { name: 'Base' })
        .click();
      await view.host.next(ProbeAction.method);
      assert.deepEqual(actions(), [{ kind: 'vote', group: 'g1', best: 'c2', isBlind: false }]);
    });

    it('compare the reference with the one that is chosen', async () => {
      await open(probeState({ calls: two }));
      assert.equal(await part('.reference mark').count(), 0);
      await button(/^Compare the reference with it.*Tuned$/).click();
      assert.deepEqual(await part('.reference mark').allInnerTexts(), ['long ones', 'is']);
    });

    it('that never came are neither voted on nor compared with', async () => {
      const failed = answer({ state: 'failed', content: '' });
      await open(probeState({ calls: [two[0], { ...two[1], id: 'c3', try: 1, answer: failed }, two[1]] }));
      const vote = part('').getByRole('group', { name: 'Which answer is the best?' }).getByRole('button');
      assert.deepEqual(await vote.allInnerTexts(), ['Tuned', 'Base, try 1', 'None is better']);
      assert.equal(await button(/^Compare the reference with it/).count(), 2);
      await show(probeState({ calls: [two[0], { ...two[1], answer: failed }] }));
      assert.equal(await vote.count(), 0);
      assert.equal(await button(/^Compare the reference with it/).count(), 1);
    });

    it('hide whose they are until the vote, if wished', async () => {
      await open(probeState());
      await part('').getByRole('checkbox', { name: /Base/ }).check();
      await part('').getByRole('checkbox', { name: 'Compare blindly' }).check();
      await button('Ask 2 times').click();
      await started();
      await show(probeState({ calls: two }));
      const text = await shown(part('tuneset-probe-answers'));
      assert.doesNotMatch(text, /Tuned|Base|demo|980 ms/);
      assert.deepEqual(await part('.box.answer h4 > bdi').allInnerTexts(), ['Answer A', 'Answer B']);
      assert.match(await shown(part('> [role=status]')), /^ ?An answer is complete\. An answer is complete\. ?$/);
      await part('')
        .getByRole('group', { name: 'Which answer is the best?' })
        .getByRole('button', { name: 'Answer B' })
        .click();
      const vote = await view.host.next(ProbeAction.method);
      assert.equal(vote.isBlind, true);
      await show(probeState({ calls: two.map((each) => ({ ...each, isBest: each.id === vote.best })) }));
      assert.match(await shown(part('tuneset-probe-answers')), /Tuned[^]*Base/);
      assert.equal(await part('.box.best').count(), 1);
    });

    it('that were seen are not hidden afterwards', async () => {
      await open(probeState({ calls: two }));
      await part('').getByRole('checkbox', { name: /Base/ }).check();
      await part('').getByRole('checkbox', { name: 'Compare blindly' }).check();
      assert.match(await shown(part('tuneset-probe-answers')), /Tuned/);
    });
  });

  describe('the score of the reference', () => {
    it('tells its numbers and each token', async () => {
      await open(probeState());
      view.host.answer(ScoreReference.method, () => score);
      await button('Score of the reference').click();
      await button('Score the reference').click();
      assert.deepEqual(await view.host.next(ScoreReference.method), {
        digest: 'd'.repeat(64),
        turn: 1,
        endpoint: 'tuned',
      });
      await part('tuneset-probe-score dl').waitFor();
      const text = await shown(part('tuneset-probe-score'));
      for (const told of [
        '1.7626',
        '5.828',
        '2 of 4',
        '1 of the prompt’s last tokens',
        '"<|im_end|>", is 98% likely',
      ]) {
        assert.ok(text.includes(told), told);
      }
      assert.equal(await shown(part('tuneset-probe-score .token.surprising')), ' short');
    });

    it('is waited for with its progress, and can be cancelled', async () => {
      await open(probeState());
      /** @type {(value: null) => void} */
      let end = () => undefined;
      view.host.answer(ScoreReference.method, (_, token) => {
        token.onCancellationRequested(() => end(null));
        return new Promise((resolve) => (end = resolve));
      });
      await button('Score of the reference').click();
      await button('Score the reference').click();
      await view.host.next(ScoreReference.method);
      await view.host.connection.sendNotification(ScoreProgress.method, { done: 12, total: 40 });
      await part('tuneset-probe-score').getByText('12 of 40').waitFor();
      await button('Cancel').click();
      await part('tuneset-probe-score').getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    });

    it('is there again after another part or record was looked at', async () => {
      await open(probeState());
      view.host.answer(ScoreReference.method, () => score);
      await button('Score of the reference').click();
      await button('Score the reference').click();
      await part('tuneset-probe-score dl').waitFor();
      await view.host.command({ command: 'showTab', tab: 'conversation' });
      await view.host.command({ command: 'showTab', tab: 'probe' });
      assert.equal(await part('tuneset-probe-score dl').count(), 1);
      await show(probeState({ digest: 'e'.repeat(64) }));
      assert.equal(await part('tuneset-probe-score dl').count(), 0);
    });

    it('says why a server can’t', async () => {
      await open(
        probeState({ endpoints: [endpoint({ capabilities: capabilities({ scoring: 'It ignores echo.' }) })] }),
      );
      await button('Score of the reference').click();
      assert.match(await shown(part('tuneset-probe-score .note')), /It ignores echo\./);
      assert.equal(await part('tuneset-probe-score vscode-button').getAttribute('disabled'), '');
    });
  });

  describe('the rendered prompt', () => {
    const ours = {
      text: '<s>user\nHi',
      ids: [1, 9, 3, 7],
      pieces: ['<s>', 'user', '\n', 'Hi'],
      tokenizer: 'Qwen3',
      template: 'qwen3',
      target: null,
      note: null,
    };

    it('marks the first difference of tokens, with its likely cause', async () => {
      await open(probeState());
      view.host.answer(ComparePrompts.method, () => ({
        ...{
          ours,
          theirs: { recipe: 'tokenizeMessages', text: null, ids: [1, 2, 3], pieces: ['<s>', 'system', '\n'] },
        },
        drift: { isSame: false, by: 'ids', at: 1, ours: 4, theirs: 3, cause: 'A system prompt is added.' },
      }));
      await button('Rendered prompt').click();
      await button('Compare the prompts').click();
      assert.deepEqual(await view.host.next(ComparePrompts.method), { turn: 1, endpoint: 'tuned', messages: null });
      await part('tuneset-probe-prompt .verdict').waitFor();
      assert.match(await shown(part('.verdict')), /differ from token 2 on\.[^]*A system prompt is added\./);
      assert.deepEqual(await part('tuneset-probe-prompt mark').allInnerTexts(), ['user', 'system']);
    });

    it('tells that both are the same, and why one is missing', async () => {
      await open(probeState());
      view.host.answer(ComparePrompts.method, () => ({
        ...{ ours, theirs: { ...ours, recipe: 'tokenizeMessages' } },
        drift: { isSame: true, by: 'ids', at: null, ours: 4, theirs: 4, cause: null },
      }));
      await button('Rendered prompt').click();
      await button('Compare the prompts').click();
      await part('tuneset-probe-prompt .verdict').waitFor();
      assert.match(await shown(part('.verdict')), /the same, token by token/);
      view.host.answer(ComparePrompts.method, () => ({ ours, theirs: { reason: 'It does not tell.' }, drift: null }));
      await button('Compare the prompts').click();
      await part('.theirs .note').waitFor();
      assert.equal(await shown(part('.theirs .note')), 'It does not tell.');
    });
  });
});
