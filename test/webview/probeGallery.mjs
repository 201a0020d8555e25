import { probeProtocol } from './fakeHost.mjs';
import { answer, call, endpoint, probeCase, probeState, score, tokens, waiting } from './probeStates.mjs';

/**
 * @typedef {import('../../src/protocol/probe').ProbeState} ProbeState
 * @typedef {import('./view.mjs').View} View
 */

const baseModel = { id: 'base', name: 'Base', model: 'demo-base', role: /** @type {const} */ ('base') };
const told = call({ answer: answer({ tokens, tokensAreLossy: true }) });
const thoughtful = answer({
  ...{ content: '<think>Which one?</think>\nThe **sea**.', reasoning: 'Hm.', finish: 'length' },
  calls: [{ id: null, name: 'look_up', arguments: '{"what": "sky"}' }],
});
const failed = answer({
  ...{ state: 'failed', content: '', finish: null, usage: null, firstTokenMs: null },
  fault: { kind: 'connection', message: 'Nobody listens there.', detail: 'connect ECONNREFUSED', status: null },
});

/** States of the probe that differ in what they show. @type {Readonly<Record<string, ProbeState>>} */
export const probeGallery = {
  'no endpoint': probeState({ endpoints: [] }),
  locked: probeState({ locked: 'The workspace is not trusted.' }),
  'no case': probeState({ case: { record: 2, problem: 'It has no answer.' } }),
  fresh: probeState({ turns: [0, 1], endpoints: [endpoint({ capabilities: null })] }),
  waiting: probeState({ calls: [waiting()] }),
  told: probeState({ calls: [told] }),
  several: probeState({
    case: probeCase({ rejected: { ...probeCase().reference, content: 'Because of the sea.' } }),
    calls: [
      call({ id: 'c0', group: 'g0' }),
      { ...told, isBest: true, judgement: { class: 'hallucination', note: 'It invents.' } },
      call({ id: 'c2', answer: thoughtful, endpoint: baseModel, isBest: false }),
      call({ id: 'c3', answer: failed, endpoint: baseModel, try: 1, isBest: false }),
    ],
    classes: ['翻译腔'],
  }),
};

const NAMES = ['answers', 'probabilities', 'a token', 'score', 'prompt', 'found'];

/**
 * Shows all parts of the probe, one after the other, as far as there are any.
 *
 * @param {View} view
 * @param {(section: string) => Promise<void>} look
 * @param {string} [text] that stands in what the extension tells
 */
export async function showSections(view, look, text = 'looks blue') {
  answerSections(view, text);
  const probe = view.page.locator('tuneset-probe');
  const press = async (/** @type {string} */ selector) => {
    await probe.locator(selector).first().click();
    await view.settle();
    await view.settle();
  };
  await view.settle();
  const hasSections = (await probe.locator('.sections').count()) > 0;
  if (!hasSections) return look('all');
  await look(String(NAMES[0]));
  const folded = probe.locator('details:not([open]) > summary').locator('visible=true');
  while ((await folded.count()) > 0) await folded.first().click();
  await look(`${NAMES[0]}, unfolded`);
  if ((await probe.locator('tuneset-probe-answers .choice').count()) > 0) {
    await press('tuneset-probe-answers .choice [aria-pressed]:nth-child(3)');
    await look(String(NAMES[1]));
    if ((await probe.locator('tuneset-probe-answers .token').count()) > 0) {
      await press('tuneset-probe-answers .token');
      await look(String(NAMES[2]));
      await view.page.keyboard.press('Escape');
    }
    await press('tuneset-probe-answers .choice [aria-pressed]:nth-child(1)');
  }
  await press('.sections :nth-child(2)');
  await press('tuneset-probe-score vscode-button');
  await look(String(NAMES[3]));
  await press('.sections :nth-child(3)');
  await press('tuneset-probe-prompt vscode-button');
  await look(String(NAMES[4]));
  await press('.sections :nth-child(4)');
  await probe.locator('tuneset-probe-find input').fill(text);
  await press('tuneset-probe-find vscode-button');
  await look(String(NAMES[5]));
  await press('.sections :nth-child(1)');
}

/**
 * @param {View} view
 * @param {string} text
 */
function answerSections({ host }, text) {
  const { ScoreReference, ComparePrompts, FindInDataset } = probeProtocol;
  const said = score.tokens.map((token, i) => (i === 1 ? { ...token, text } : token));
  host.answer(ScoreReference.method, () => ({ ...score, tokens: said, note: text }));
  const prompt = { text: `<s>${text}`, ids: [1, 9], pieces: ['<s>', text] };
  host.answer(ComparePrompts.method, () => ({
    ours: { ...prompt, tokenizer: text, template: text, target: text, note: text },
    theirs: { ...prompt, recipe: 'tokenizeMessages', ids: [1, 8] },
    drift: { isSame: false, by: 'ids', at: 1, ours: 2, theirs: 2, cause: text },
  }));
  host.answer(FindInDataset.method, () => ({
    ...{ prompts: 1, answers: 2, records: 10, types: [{ name: text, prompts: 1, answers: 2, records: 5 }] },
    hits: [{ record: 4, digest: 'x', where: 'answer', excerpt: `the ${text} …`, taskTypes: [text] }],
  }));
}
