import assert from 'node:assert/strict';
import { scoreReference } from '../../../../src/probe/scoring/scoreReference';
import { ANSWER, bodies, caseOf, CHAT, closeAll, open, ORDER, QUESTION } from './openServer';

afterEach(closeAll);

describe('Too long a prompt', () => {
  for (const name of ['vllm', 'sglang', 'llamaCpp', 'tgi', 'lmdeploy'] as const) {
    it(`${name} says so`, async () => {
      const { ask } = await open(name, { context: 64 });
      for (const stream of [true, false]) {
        const { state, fault } = await ask({ text: 'ice '.repeat(100), stream }, null);
        assert.deepEqual([state, fault?.kind], ['failed', 'tooLong']);
      }
    });
  }
});

describe('Thoughts', () => {
  for (const name of ['vllm', 'sglang', 'llamaCpp', 'ollama', 'lmdeploy', 'lmStudio'] as const) {
    it(`${name} tells them apart`, async () => {
      const { ask } = await open(name, { thinks: true });
      for (const stream of [true, false]) {
        const { reasoning, content } = await ask({ stream }, null);
        assert.deepEqual([reasoning, content], ['Let me think.', ANSWER]);
      }
    });
  }

  for (const name of ['llamaFactory', 'transformersServe'] as const) {
    it(`${name} leaves them in the answer`, async () => {
      const { ask } = await open(name, { thinks: true });
      const { reasoning, content } = await ask({}, null);
      assert.deepEqual([reasoning, content], ['', `<think>\nLet me think.\n</think>\n\n${ANSWER}`]);
    });
  }
});

describe('vLLM', () => {
  it('says that it is done without a token when it fails before the first: that is a failure', async () => {
    const headers = { 'content-type': 'text/event-stream' };
    const { ask } = await open('vllm', { breaks: { answer: { status: 200, headers, body: 'data: [DONE]\n\n' } } });
    const { state, fault } = await ask({}, null);
    assert.deepEqual([state, fault?.kind], ['failed', 'empty']);
  });

  it('gets nothing that it would refuse', async () => {
    const { ask, server } = await open('vllm');
    await ask({ stream: false, tools: [], alternatives: 3 });
    await ask({ prefill: 'Water' });
    const sent = bodies(server, CHAT);
    assert.ok(sent.every((body) => body.stream === true || body.stream_options === undefined));
    assert.ok(sent.every((body) => !Array.isArray(body.tools) || body.tools.length > 0));
    assert.ok(sent.every((body) => body.top_logprobs === undefined || body.logprobs === true));
    assert.ok(sent.every((body) => body.continue_final_message !== true || body.add_generation_prompt === false));
  });

  it('lists adapters with the model that they belong to', async () => {
    const { known } = await open('vllm');
    const { models } = await known();
    assert.deepEqual(
      models.map(({ id, parent }) => [id, parent]),
      [
        ['demo-base', null],
        ['demo-tuned', 'demo-base'],
      ],
    );
  });

  it('answers as the base model or the adapter that is named', async () => {
    const base = await open('vllm', {}, { model: 'demo-base' });
    const answer = await base.ask({});
    assert.equal(answer.state, 'finished');
    assert.notEqual(answer.content, ANSWER);
  });

  it('sends several tokens in one chunk: they are counted by what it tells', async () => {
    const { ask } = await open('vllm');
    const { tokens, usage } = await ask({ alternatives: 1 });
    assert.equal(tokens?.length, usage?.completion);
  });
});

describe('SGLang', () => {
  it('is not asked for text completions of no tokens', async () => {
    const { client, known, server } = await open('sglang');
    await scoreReference(client.access, await known(), caseOf(QUESTION, ANSWER), new AbortController().signal);
    assert.ok(bodies(server, 'POST /v1/completions').every(({ max_tokens }) => max_tokens !== 0));
  });
});

describe('llama.cpp', () => {
  it('merges tokens that are parts of a character: that is told', async () => {
    const { ask } = await open('llamaCpp');
    const request = { text: '小明有 12 个苹果，分给 3 个朋友每人 2 个，还剩几个？请写出步骤。', alternatives: 2 };
    const { tokens, tokensAreLossy, usage, content } = await ask(request);
    assert.equal(tokensAreLossy, true);
    assert.ok(content.includes('剩下'), content);
    assert.ok(tokens!.length < usage!.completion);
  });

  it('does not stream calls with log-probabilities: they come as a whole', async () => {
    const { ask, known, server } = await open('llamaCpp');
    await known();
    const before = server.seen.requests.length;
    const { state, sent } = await ask({ text: 'Where is my order 4711?', tools: [ORDER], alternatives: 2 });
    assert.deepEqual([state, sent.stream], ['finished', false]);
    assert.equal(bodies(server, CHAT, before).length, 1);
  });

  it('would give no tokens for 0 alternatives, so it is asked for one', async () => {
    const { ask } = await open('llamaCpp');
    const { tokens } = await ask({ alternatives: 0 });
    assert.ok(tokens && tokens.length > 0);
  });

  it('takes the scale of an adapter with each request', async () => {
    const off = await open('llamaCpp', {}, { lora: [{ id: 0, scale: 0 }] });
    assert.notEqual((await off.ask({})).content, ANSWER);
  });

  it('is forced to every token by a bias, and never by a grammar, which may kill it', async () => {
    const { client, known, server } = await open('llamaCpp');
    const done: number[] = [];
    const signal = new AbortController().signal;
    await scoreReference(client.access, await known(), caseOf(QUESTION, ANSWER), signal, (count) => done.push(count));
    assert.ok(server.seen.requests.every(({ body }) => body.grammar === undefined));
    assert.equal(done.at(-1), 28);
  });

  it('can be stopped while it scores', async () => {
    const { client, known, server } = await open('llamaCpp');
    const found = await known();
    const stopping = new AbortController();
    const before = bodies(server, 'POST /completion').length;
    const scoring = scoreReference(client.access, found, caseOf(QUESTION, ANSWER), stopping.signal, (count) => {
      if (count === 3) stopping.abort();
    });
    await assert.rejects(scoring);
    assert.equal(bodies(server, 'POST /completion').length - before, 3);
  });
});

describe('LLaMA-Factory', () => {
  it('always says “stop”, also at the limit', async () => {
    const { ask } = await open(
      'llamaFactory',
      {},
      { sampling: { temperature: 0, topP: null, maxTokens: 3, seed: 1, stop: [] } },
    );
    const { finish, content } = await ask({});
    assert.deepEqual([finish, content], ['stop', 'Water expands when']);
  });

  it('is not asked to stream calls', async () => {
    const { ask, known, server } = await open('llamaFactory');
    await known();
    const before = server.seen.requests.length;
    await ask({ text: 'Where is my order 4711?', tools: [ORDER] });
    assert.deepEqual(
      bodies(server, CHAT, before).map(({ stream }) => stream),
      [false],
    );
  });

  it('never gets a presence penalty, which it would take for another one', async () => {
    const { ask, server } = await open('llamaFactory', {}, { extraBody: { presence_penalty: 0 } });
    const found = await (await open('llamaFactory')).known();
    assert.equal((await ask({}, null)).state, 'failed');
    assert.equal((await ask({}, found)).state, 'finished');
    assert.equal(bodies(server, CHAT).at(-1)?.presence_penalty, undefined);
  });

  it('takes only question and answer in turn, and its own words say so', async () => {
    const { ask } = await open('llamaFactory');
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
    ];
    const { state, fault } = await ask({ messages }, null);
    assert.deepEqual([state, fault?.kind, fault?.detail], ['failed', 'unsupported', 'Only supports u/a/u/a/u...']);
  });
});

describe('transformers serve', () => {
  it('refuses optional fields: they are left out, that is told, and remembered', async () => {
    const { ask, known, server } = await open('transformersServe');
    const found = await known();
    assert.ok(found.refusedFields.includes('logprobs'));
    const before = server.seen.requests.length;
    const { state, sent } = await ask({ alternatives: 3 });
    assert.deepEqual([state, sent.leftOut], ['finished', ['logprobs']]);
    assert.equal(bodies(server, CHAT, before).length, 1);
  });
});

describe('TGI', () => {
  it('loses white space at the end of a beginning: that is told', async () => {
    const [tgi, other] = [await open('tgi'), await open('ollama')];
    assert.match((await tgi.known()).abilities.prefill.why, /White space/);
    assert.doesNotMatch((await other.known()).abilities.prefill.why, /White space/);
  });
});

describe('OpenAI', () => {
  it('has models that take the limit only by its newer name, and no sampling', async () => {
    const { ask, server } = await open('openai', {}, { model: 'o-demo' });
    const { state } = await ask({}, null);
    assert.equal(state, 'finished');
    assert.equal(bodies(server, CHAT).at(-1)?.max_completion_tokens, 80);
  });
});

describe('Older versions that ignore a field', () => {
  it('of vLLM score all the same, by an echo', async () => {
    const { client, find } = await open('vllm', { ignores: ['prompt_logprobs'] });
    const found = await find();
    assert.equal(found.scoring, 'echo');
    const signal = new AbortController().signal;
    const newer = await open('vllm');
    const [echoed, told] = await Promise.all([
      scoreReference(client.access, found, caseOf(QUESTION, ANSWER), signal),
      scoreReference(newer.client.access, await newer.known(), caseOf(QUESTION, ANSWER), signal),
    ]);
    assert.ok('meanNll' in echoed && 'meanNll' in told);
    assert.deepEqual([echoed.meanNll, echoed.end?.logprob], [told.meanNll, told.end?.logprob]);
  });

  for (const [name, ignores] of [
    ['vllm', ['continue_final_message', 'add_generation_prompt']],
    ['sglang', ['continue_final_message']],
  ] as const) {
    it(`of ${name} begin a new answer: they are not taken for continuing one`, async () => {
      const { find } = await open(name, { ignores });
      assert.deepEqual([(await find()).abilities.prefill.has, (await find()).prefill], ['no', null]);
    });
  }

  it('of Ollama give no log-probabilities, and render nothing', async () => {
    const { find } = await open('ollama', { ignores: ['logprobs', 'top_logprobs', '_debug_render_only'] });
    const { abilities, rendering } = await find();
    assert.deepEqual([abilities.logprobs.has, abilities.renderedPrompt.has, rendering], ['no', 'no', null]);
  });

  it('of SGLang tell no ids of the prompt', async () => {
    const { find } = await open('sglang', { ignores: ['return_prompt_token_ids', 'return_token_ids'] });
    const { rendering, abilities } = await find();
    assert.deepEqual([rendering, abilities.scoring.has], [null, 'no']);
  });
});
