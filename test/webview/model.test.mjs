import assert from 'node:assert/strict';
import { protocol } from './fakeHost.mjs';
import { panelState, sample } from './states.mjs';
import { closeBrowser, openView } from './view.mjs';

/**
 * @typedef {import('../../src/protocol/preview').ModelSequence} ModelSequence
 * @typedef {import('../../src/protocol/preview').ModelView} ModelView
 * @typedef {import('./view.mjs').View} View
 */

/**
 * A token: its text, its turn, and S(pecial), T(rained), C(ut), J(oined).
 *
 * @typedef {readonly [text: string, turn: number, states?: string]} Token
 */

/** @type {readonly Token[]} */
const TALK = [
  ...[/** @type {const} */ (['<|im_start|>', 0, 'S']), /** @type {const} */ (['user', 0])],
  ...[/** @type {const} */ (['\n', 0]), /** @type {const} */ (['Hello', 0]), /** @type {const} */ ([' there', 0])],
  ...[/** @type {const} */ (['', 0]), /** @type {const} */ (['😀', 0, 'J']), /** @type {const} */ (['\n', 0])],
  ...[/** @type {const} */ (['Hi', 1, 'T']), /** @type {const} */ ([' you', 1, 'T'])],
  ...[/** @type {const} */ (['!', 1, 'TC']), /** @type {const} */ (['<|im_end|>', 1, 'STC'])],
];

/**
 * @param {readonly Token[]} tokens
 * @param {Partial<ModelSequence>} [changes]
 * @returns {ModelSequence}
 */
function sequence(tokens, changes = {}) {
  const bits = (/** @type {string} */ letter) =>
    tokens.map(([, , states = '']) => /** @type {0 | 1} */ (states.includes(letter) ? 1 : 0));
  /** @param {readonly Token[]} some */
  const countsOf = (some) => {
    const count = (/** @type {(states: string) => boolean} */ passes) =>
      some.filter(([, , states = '']) => passes(states)).length;
    return {
      tokens: some.length,
      trained: count((states) => states.includes('T')),
      kept: count((states) => !states.includes('C')),
      keptTrained: count((states) => states.includes('T') && !states.includes('C')),
    };
  };
  const turns = ['user', 'assistant'].map((role, index) => ({
    role,
    pointers: [`/messages/${index}/content`],
    ...countsOf(tokens.filter(([, turn]) => turn === index)),
  }));
  return {
    side: null,
    status: 'kept',
    reason: null,
    ids: tokens.map((_, index) => 1000 + index),
    texts: tokens.map(([text]) => text),
    joined: bits('J'),
    special: bits('S'),
    trained: bits('T'),
    cut: bits('C'),
    turn: tokens.map(([, turn]) => turn),
    turns,
    total: tokens.length,
    counts: countsOf(tokens),
    ...changes,
  };
}

/**
 * @param {Partial<ModelView>} [changes]
 * @returns {ModelView}
 */
function model(changes = {}) {
  return {
    digest: 'd'.repeat(64),
    tokenizer: 'Qwen3',
    template: 'qwen3',
    target: 'LLaMA-Factory',
    cutoff: 10,
    exact: true,
    note: null,
    sequences: [sequence(TALK)],
    templates: ['llama3', 'qwen', 'qwen3', 'none'],
    defaults: { template: 'qwen3', thinking: 'on', cutoff: 10 },
    hasThinking: true,
    ...changes,
  };
}

describe('A record as the model sees it', () => {
  /** @type {View} */
  let view;
  afterEach(() => view.close());
  after(closeBrowser);

  /**
   * @param {ModelView | null | ((settings: import('../../src/protocol/preview').ModelViewSettings) => ModelView)} answer
   * @param {import('./view.mjs').ViewOptions} [options]
   */
  async function open(answer, options) {
    view = await openView(options);
    view.host.answer(protocol.ShowModel.method, ({ settings }) =>
      typeof answer === 'function' ? answer(settings) : answer,
    );
    await view.show(panelState(sample()));
    await view.host.command({ command: 'showTab', tab: 'model' });
    await view.host.next(protocol.ShowModel.method);
    await view.settle();
  }

  const part = (/** @type {string} */ selector) => view.page.locator(`tuneset-model ${selector}`);
  /** What has the focus, in whatever shadow it is. */
  const focused = () =>
    view.page.evaluate(`(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
    })()`);

  it('draws special, trained and cut tokens so that they can be told apart without colour', async () => {
    await open(model());
    const styleOf = (/** @type {string} */ selector, /** @type {string} */ property) =>
      part(selector)
        .first()
        .evaluate(
          (element, name) => element.ownerDocument.defaultView?.getComputedStyle(element).getPropertyValue(name) ?? '',
          property,
        );
    assert.match(await styleOf('.run.trained:not(.cut)', 'text-decoration-line'), /underline/);
    assert.match(await styleOf('.run.cut', 'text-decoration-line'), /line-through/);
    assert.equal(await styleOf('.run.special', 'border-top-style'), 'solid');
    assert.equal(await part('.run:not(.special)').first().textContent(), 'user\nHello there😀\n');
    const counts = await part('.counts').first().textContent();
    assert.equal(counts, 'Qwen3 · LLaMA-Factory · cutoff 10 · 12 tokens · 4 trained · 2 cut off, 2 of them trained');
  });

  it('says to screen readers where the state changes', async () => {
    await open(model());
    const spoken = await part('tuneset-token-text .chunk .spoken').allTextContents();
    assert.deepEqual(
      spoken.map((text) => text.trim()),
      ['not trained:', 'trained:', 'trained, cut off:'],
    );
  });

  it('goes from token to token by keyboard, and tells of each', async () => {
    await open(model());
    await part('tuneset-token-text [role=group]').focus();
    const told = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'PageUp', 'Home', 'ArrowDown', 'ArrowUp']) {
      await view.page.keyboard.press(key);
      told.push(await focused());
    }
    assert.deepEqual(told, [
      'Token 1 of 12, id 1000, "<|im_start|>", special token, not trained, user',
      'Token 2 of 12, id 1001, "user", not trained, user',
      'Token 12 of 12, id 1011, "<|im_end|>", special token, trained, cut off, assistant',
      'Token 9 of 12, id 1008, "Hi", trained, assistant',
      'Token 1 of 12, id 1000, "<|im_start|>", special token, not trained, user',
      'Token 4 of 12, id 1003, "Hello", not trained, user',
      'Token 1 of 12, id 1000, "<|im_start|>", special token, not trained, user',
    ]);
    assert.equal(await part('tuneset-token-text [tabindex="0"]').count(), 1);
    await part('tuneset-token-tip').getByText('id 1000').waitFor();
    await view.page.keyboard.press('Escape');
    assert.ok(!(await part('tuneset-token-tip').isVisible()));
  });

  it('tells of the token under the pointer', async () => {
    await open(model());
    await part('.token').filter({ hasText: 'there' }).hover();
    await part('tuneset-token-tip').getByText('id 1004').waitFor();
    await part('h3').first().hover();
    await part('tuneset-token-tip').getByText('id 1004').waitFor({ state: 'hidden' });
  });

  it('tries another template, thinking and cutoff, and goes back to the project’s', async () => {
    await open((settings) => model({ template: settings.template ?? 'qwen3' }));
    const tried = async (/** @type {object} */ settings, /** @type {number} */ count) =>
      assert.deepEqual(await view.host.next(protocol.ShowModel.method, count), { settings });
    const choose = async (/** @type {string} */ label, /** @type {string} */ option) => {
      await part(`vscode-dropdown[aria-label="${label}"]`).click();
      await part(`vscode-dropdown[aria-label="${label}"] vscode-option`).filter({ hasText: option }).click();
    };
    await tried({}, 1);
    await choose('Template', 'llama3');
    await tried({ template: 'llama3' }, 2);
    await choose('Thinking', 'off');
    await tried({ template: 'llama3', thinking: 'off' }, 3);
    const cutoff = part('vscode-text-field input');
    await cutoff.fill('7');
    await cutoff.press('Enter');
    await tried({ template: 'llama3', thinking: 'off', cutoff: 7 }, 4);
    const saved = /** @type {{ model: { settings: object } }} */ (view.savedState);
    assert.deepEqual(saved.model.settings, { template: 'llama3', thinking: 'off', cutoff: 7 });
    await part('vscode-button').getByText('Reset').click();
    await tried({}, 5);
    await view.settle();
    assert.equal(await cutoff.inputValue(), '10');
  });

  it('refuses a cutoff that is none', async () => {
    await open(model());
    const cutoff = part('vscode-text-field input');
    await cutoff.fill('1.5k');
    await cutoff.press('Enter');
    assert.match((await part('[role=alert]').textContent()) ?? '', /whole number/);
    assert.equal(view.host.received(protocol.ShowModel.method).length, 1);
  });

  it('remembers what was tried', async () => {
    const saved = { model: { settings: { cutoff: 5 }, side: 'chosen', showsBoundaries: true } };
    await open(model(), { state: saved });
    assert.deepEqual(await view.host.next(protocol.ShowModel.method), { settings: { cutoff: 5 } });
    assert.equal(await part('.bounded').count(), 1);
  });

  it('copies what the model gets, as text and as ids', async () => {
    await open(model());
    await part('vscode-button').getByText('Copy as Text').click();
    await part('vscode-button').getByText('Copy as Ids').click();
    await view.host.next(protocol.PanelAction.method, 2);
    assert.deepEqual(view.host.received(protocol.PanelAction.method), [
      { kind: 'copy', text: '<|im_start|>user\nHello there😀\nHi you' },
      { kind: 'copy', text: '[1000,1001,1002,1003,1004,1005,1006,1007,1008,1009]' },
    ]);
    assert.match((await part('[role=status]').textContent()) ?? '', /10 tokens were copied/);
  });

  it('leads to the turns, here and in the file', async () => {
    await open(model());
    await part('nav button').filter({ hasText: 'assistant' }).click();
    assert.match(String(await focused()), /assistant/);
    await part('.heading button').last().click();
    assert.deepEqual(await view.host.next(protocol.PanelAction.method), {
      kind: 'reveal',
      pointer: '/messages/1/content',
    });
  });

  it('shows the chosen answer of a pair, or the rejected one', async () => {
    const side = (/** @type {'chosen' | 'rejected'} */ name) => sequence([[`the ${name} one`, 1, 'T']], { side: name });
    await open(model({ sequences: [side('chosen'), side('rejected')] }));
    await part('.chunk').getByText('the chosen one').waitFor();
    await part('button').getByText('Rejected').click();
    await part('.chunk').getByText('the rejected one').waitFor();
    assert.equal(await part('button[aria-pressed=true]').textContent(), 'Rejected');
  });

  it('says why there is nothing to be seen', async () => {
    const dropped = sequence([], { status: 'dropped', reason: 'Dropped invalid example: <b>x</b>', turns: [] });
    await open(model({ sequences: [dropped], note: 'These are the tokens of Qwen3, because: …' }));
    assert.match((await part('.fate').textContent()) ?? '', /left out: Dropped invalid example: <b>x<\/b>/);
    assert.match((await part('.note').textContent()) ?? '', /because/);
    await view.show(panelState(sample({ place: { ...sample().place, digest: 'e'.repeat(64) } })));
    view.host.answer(protocol.ShowModel.method, () => null);
    await view.show(panelState(sample({ place: { ...sample().place, digest: 'f'.repeat(64) } })));
    await part('.empty').getByText('not there any more').waitFor();
  });

  it('shows nothing of the record before while another file is read', async () => {
    await open(model());
    await part('.token').first().waitFor();
    await view.show(panelState(sample(), { sample: { kind: 'loading' } }));
    await part('.empty').getByText('Loading').waitFor();
    assert.equal(await part('.token').count(), 0);
  });

  it('draws ten thousand tokens, and each in an element of its own only where it can be seen', async () => {
    const tokens = Array.from({ length: 10_000 }, (_, index) => {
      const turn = index < 5000 ? 0 : 1;
      return /** @type {Token} */ ([index % 12 === 11 ? '.\n' : ' word', turn, turn ? 'T' : '']);
    });
    await open(model({ sequences: [sequence(tokens)] }));
    const elements = await part('.token').count();
    assert.ok(elements > 0 && elements < 5000, `${elements} tokens are drawn`);
    await part('tuneset-token-text [role=group]').focus();
    await view.page.keyboard.press('ArrowRight');
    await view.page.keyboard.press('End');
    assert.match(String(await focused()), /^Token 10,000 of 10,000/);
  });
});
