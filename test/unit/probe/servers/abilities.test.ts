import assert from 'node:assert/strict';
import { servedPrompt } from '../../../../src/probe/prompt/askServedPrompt';
import { scoreReference } from '../../../../src/probe/scoring/scoreReference';
import { openEngine } from '../../../servers/engine';
import { expected } from './expected';
import { ANSWER, caseOf, closeAll, names, open, QUESTION } from './openServer';

afterEach(closeAll);

const REFERENCES = [
  [QUESTION, ANSWER],
  // Tokens that are parts of characters, and a text that the model doesn't know.
  ['小明有 12 个苹果，分给 3 个朋友每人 2 个，还剩几个？请写出步骤。', '1. 剩下的苹果：12 - 6 = 6 个。\n\n还剩 ꙮ 个。'],
] as const;

describe('The score of a reference', () => {
  for (const name of names.filter((one) => expected[one].scoring !== null)) {
    it(`${name} tells it: it is the model’s own, token by token`, async () => {
      for (const [question, reference] of REFERENCES) {
        const { client, known } = await open(name);
        const own = {
          text: `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`,
          ...{ ids: [], pieces: [], tokenizer: '', template: null, target: null, note: null },
        };
        const signal = new AbortController().signal;
        const score = await scoreReference(
          client.access,
          await known(),
          caseOf(question, reference),
          signal,
          undefined,
          own,
        );
        assert.ok('meanNll' in score, JSON.stringify(score));
        const wanted = await modelsOwn(own.text, reference);
        assert.equal(score.count, wanted.tokens.length);
        assert.ok(Math.abs(score.meanNll - wanted.meanNll) < 1e-9, `${score.meanNll} ${wanted.meanNll}`);
        assert.equal(score.movedBoundary, 0);
        if (score.recipe === 'meanOnly') continue;
        assert.deepEqual(
          score.tokens.map(({ logprob }) => logprob),
          wanted.tokens,
        );
        assert.equal(score.end?.logprob, wanted.end);
        const hasBytes = score.tokens.every(({ bytes }) => bytes !== null);
        const text = hasBytes ? Buffer.from(score.tokens.flatMap(({ bytes }) => [...bytes!])).toString() : reference;
        assert.equal(text, reference);
      }
    });
  }

  for (const name of names.filter((one) => expected[one].scoring === null)) {
    it(`${name} can’t tell it, and says why`, async () => {
      const { client, known } = await open(name);
      const signal = new AbortController().signal;
      const score = await scoreReference(client.access, await known(), caseOf(QUESTION, ANSWER), signal);
      assert.ok('reason' in score && score.reason.length > 10);
    });
  }

  async function modelsOwn(prompt: string, reference: string) {
    const { tokenizer, tuned } = await openEngine();
    const start = tokenizer.encode(prompt).length;
    const ids = [...tokenizer.encode(prompt + reference), tokenizer.endOfTurn];
    const logprobs = ids.map((id, at) => tuned.next(ids.slice(0, at)).logprobOf(id)).slice(start);
    const tokens = logprobs.slice(0, -1);
    return { tokens, end: logprobs.at(-1), meanNll: -tokens.reduce((sum, one) => sum + one, 0) / tokens.length };
  }
});

describe('The prompt that a server makes', () => {
  for (const name of names.filter((one) => expected[one].rendering !== null)) {
    it(`${name} shows it, with the system prompt that the template adds`, async () => {
      const { client, known } = await open(name, { defaultSystem: 'You are a demo.' });
      const messages = [{ role: 'user', content: QUESTION }];
      const prompt = await servedPrompt(
        client.access,
        await known(),
        messages,
        null,
        null,
        new AbortController().signal,
      );
      assert.ok('recipe' in prompt, JSON.stringify(prompt));
      const { tokenizer } = await openEngine();
      const wanted = `<|im_start|>system\nYou are a demo.<|im_end|>\n<|im_start|>user\n${QUESTION}<|im_end|>\n<|im_start|>assistant\n`;
      if (prompt.text !== null) assert.equal(prompt.text, wanted);
      if (prompt.ids !== null) assert.deepEqual(prompt.ids, tokenizer.encode(wanted));
      assert.ok(prompt.text !== null || prompt.ids !== null);
    });
  }
});

describe('The beginning of an answer', () => {
  for (const name of names.filter((one) => expected[one].prefill !== null)) {
    it(`${name} continues it, and it is no part of what comes`, async () => {
      const { ask } = await open(name);
      const rest =
        ' freezes. The same mass takes up more room, so ice is less dense than the water around it and floats.';
      for (const stream of [true, false]) {
        const { state, content } = await ask({ prefill: 'Water expands when it', stream, alternatives: 3 });
        assert.deepEqual([state, content], ['finished', rest]);
      }
    });
  }

  for (const name of names.filter((one) => expected[one].prefill === null)) {
    it(`${name} can’t continue it, and is not asked to`, async () => {
      const { ask, known, server } = await open(name);
      await known();
      const before = server.seen.requests.length;
      const { state, fault } = await ask({ prefill: 'Water expands when it' });
      assert.deepEqual([state, fault?.kind], ['failed', 'unsupported']);
      assert.equal(server.seen.requests.length, before);
    });
  }
});

describe('The tokens of an answer', () => {
  for (const name of names.filter((one) => expected[one].has.includes('logprobs'))) {
    it(`${name} tells them with alternatives`, async () => {
      const { ask } = await open(name);
      for (const stream of [true, false]) {
        const { tokens, content } = await ask({ alternatives: 3, stream });
        assert.ok(tokens);
        const said = tokens.map(({ text }) => text).join('');
        assert.ok(said === content || said === `${content}<|im_end|>`, said);
        assert.ok(tokens.every(({ logprob, alternatives }) => logprob < 0 && alternatives.length === 3));
      }
    });
  }
});
