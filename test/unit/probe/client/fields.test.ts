import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/probe/answer';
import type { Capabilities } from '../../../../src/probe/capabilities';
import type { ChatRequest } from '../../../../src/probe/client/client';
import type { Endpoint } from '../../../../src/probe/endpoint';
import { capable, chunk, fakeServer, hello, json, stream, whole, type Reply } from './fakeServer';

type Body = Readonly<Record<string, unknown>>;

const fine = stream(chunk({ content: 'a' }), '[DONE]');
const tools = [{ type: 'function', function: { name: 'f' } }];

describe('What a chat request says', () => {
  async function sent(
    request: Partial<ChatRequest>,
    capabilities: Capabilities | null = null,
    endpoint: Partial<Endpoint> = {},
    answer: (body: Body) => Reply = () => fine,
  ): Promise<{ readonly bodies: readonly Body[]; readonly body: Body; readonly answer: Answer }> {
    const { client, asked } = fakeServer(({ body }) => answer(body), endpoint);
    const told = await client.chat({ ...hello, ...request }, capabilities, new AbortController().signal);
    const bodies = asked.map(({ body }) => body);
    return { bodies, body: bodies.at(-1)!, answer: told };
  }

  it('is what every server takes, where nothing is known of it', async () => {
    const { body, answer } = await sent({ alternatives: 5 });
    assert.deepEqual(body, { model: 'm', messages: hello.messages, stream: true });
    assert.deepEqual(answer.sent.leftOut, ['logprobs']);
  });

  it('is the sampling of the request before that of the endpoint', async () => {
    const sampling = { temperature: 1, topP: 0.9, maxTokens: 10, seed: 7, stop: ['\n'] };
    const { body, answer } = await sent({ sampling: { temperature: 0 } }, null, { sampling });
    assert.deepEqual([body.temperature, body.top_p, body.max_tokens, body.seed, body.stop], [0, 0.9, 10, 7, ['\n']]);
    assert.deepEqual(answer.sent, {
      sampling: { ...sampling, temperature: 0 },
      model: 'm',
      stream: true,
      leftOut: [],
    });
  });

  it('is what the probe needs before the endpoint’s further fields', async () => {
    const extraBody = { top_k: 5, stream: false, messages: [], chat_template_kwargs: { a: 1, b: 1 } };
    const { body } = await sent({ variables: { b: 2 } }, null, { extraBody });
    assert.deepEqual(body, {
      top_k: 5,
      model: 'm',
      stream: true,
      messages: hello.messages,
      chat_template_kwargs: { a: 1, b: 2 },
    });
  });

  it('asks for tokens and usage where the server tells them, with one alternative at least and no more than it gives', async () => {
    const capabilities = capable(['logprobs', 'usageInStream'], { maxAlternatives: 5 });
    const most = await sent({ alternatives: 9 }, capabilities);
    assert.deepEqual([most.body.logprobs, most.body.top_logprobs], [true, 5]);
    assert.deepEqual(most.body.stream_options, { include_usage: true });
    // llama.cpp tells no tokens at all with `top_logprobs: 0`.
    assert.equal((await sent({ alternatives: 0 }, capabilities)).body.top_logprobs, 1);
    assert.equal((await sent({ alternatives: null }, capabilities)).body.logprobs, undefined);
    // vLLM refuses `stream_options` without a stream.
    assert.equal((await sent({ stream: false }, capabilities)).body.stream_options, undefined);
  });

  it('leaves an answer open as the server wants it', async () => {
    const messages = [...hello.messages, { role: 'assistant', content: '```json' }];
    const flags = await sent({ prefill: '```json' }, capable(['prefill'], { prefill: 'flags' }));
    assert.deepEqual(flags.body.messages, messages);
    assert.deepEqual([flags.body.continue_final_message, flags.body.add_generation_prompt], [true, false]);
    const automatic = await sent({ prefill: '```json' }, capable(['prefill'], { prefill: 'automatic' }));
    assert.deepEqual(automatic.body, { model: 'm', messages, stream: true });
  });

  it('is not streamed with tools where the server can’t, and has no empty list of tools', async () => {
    const never = capable(['logprobs'], { refusedFields: ['tools+stream'] });
    assert.equal((await sent({ tools }, never)).body.stream, false);
    assert.equal((await sent({ tools: null }, never)).body.stream, true);
    const notWithTokens = capable(['logprobs'], { refusedFields: ['tools+stream+logprobs'] });
    assert.equal((await sent({ tools, alternatives: 1 }, notWithTokens)).body.stream, false);
    assert.equal((await sent({ tools }, notWithTokens)).body.stream, true);
    assert.equal((await sent({ tools: [] })).body.tools, undefined);
  });

  it('has the scales of adapters', async () => {
    const lora = [{ id: 0, scale: 0 }];
    assert.deepEqual((await sent({}, null, { lora })).body.lora, lora);
  });

  it('lacks what the server is known to take for something else, and tells so', async () => {
    const extraBody = { presence_penalty: 0 };
    const { body, answer } = await sent({}, capable([], { refusedFields: ['presence_penalty'] }), { extraBody });
    assert.equal(body.presence_penalty, undefined);
    assert.deepEqual(answer.sent.leftOut, ['presence_penalty']);
  });

  it('names the first model that the server lists where the endpoint names none', async () => {
    const list = json({ data: [{ id: 'first' }, { id: 'second' }] });
    const { client, asked } = fakeServer(({ path }) => (path === '/v1/models' ? list : fine), { model: '' });
    for (let call = 0; call < 2; call++) await client.chat(hello, null, new AbortController().signal);
    assert.deepEqual(
      asked.map(({ path, body }) => [path, body.model]),
      [
        ['/v1/models', undefined],
        ['/v1/chat/completions', 'first'],
        ['/v1/chat/completions', 'first'],
      ],
    );
    const empty = fakeServer(() => json({ data: null }), { model: '' });
    const answer = await empty.client.chat(hello, null, new AbortController().signal);
    assert.deepEqual([answer.state, answer.fault?.kind], ['failed', 'notFound']);
  });

  describe('and the server refuses', () => {
    const seeded = { sampling: { seed: 1, temperature: 0, maxTokens: 9 } };

    it('is said once more without it, and not again in later calls', async () => {
      const refusals = [
        { detail: "Unsupported fields in the request: {'seed'}" },
        { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }] },
        { error: { message: "Unsupported parameter: 'seed'", param: 'seed', code: 'unsupported_parameter' } },
      ];
      for (const refusal of refusals) {
        const { client, asked } = fakeServer(({ body }) => (body.seed === undefined ? fine : json(refusal, 400)));
        const { signal } = new AbortController();
        const first = await client.chat({ ...hello, ...seeded }, null, signal);
        assert.deepEqual([first.state, first.sent.leftOut], ['finished', ['seed']]);
        await client.chat({ ...hello, ...seeded }, null, signal);
        assert.deepEqual(
          asked.map(({ body }) => 'seed' in body),
          [true, false, false],
        );
      }
    });

    it('is said by the other name of the limit that some models of OpenAI take', async () => {
      const message =
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
      const { body, answer } = await sent(seeded, null, {}, ({ max_tokens }) =>
        max_tokens === undefined ? fine : json({ error: { message } }, 400),
      );
      assert.equal(body.max_completion_tokens, 9);
      assert.deepEqual(answer.sent.leftOut, []);
    });

    it('is not said again where nothing it can do without is named', async () => {
      const faults = [
        { detail: "Unsupported fields in the request: {'messages'}" },
        { detail: 'Only supports u/a/u/a/u...' },
        {
          error: { message: 'max_tokens=9 is too large: maximum context length is 8', code: 'context_length_exceeded' },
        },
        { error: { message: 'temperature must be positive' } },
      ];
      for (const fault of faults) {
        const { bodies, answer } = await sent(seeded, null, {}, () => json(fault, 400));
        assert.deepEqual([bodies.length, answer.state], [1, 'failed'], JSON.stringify(fault));
      }
    });

    it('is not said again where the server failed', async () => {
      const { bodies } = await sent(seeded, null, {}, () => json({ error: "seed: unsupported 'seed'" }, 500));
      assert.equal(bodies.length, 1);
    });

    it('tools as a stream, is said without a stream', async () => {
      const llama = { error: { code: 400, message: 'logprobs is not supported with tools + stream' } };
      const withTokens = await sent({ tools, alternatives: 1 }, capable(['logprobs']), {}, (body) =>
        body.stream === true ? json(llama, 400) : json(whole({ content: 'a' })),
      );
      assert.deepEqual(
        [withTokens.answer.state, withTokens.body.stream, withTokens.body.logprobs],
        ['finished', false, true],
      );
      const factory = stream({ error: 'Cannot stream function calls.' });
      const calls = await sent({ tools }, null, {}, ({ stream: isStream }) =>
        isStream === true ? factory : json(whole({ content: 'a' })),
      );
      assert.deepEqual([calls.answer.state, calls.answer.sent.stream], ['finished', false]);
    });

    it('is said once more by each of several calls at once', async () => {
      const refusal = json({ detail: "Unsupported fields in the request: {'seed'}" }, 422);
      const { client } = fakeServer(({ body }) => (body.seed === undefined ? fine : refusal));
      const { signal } = new AbortController();
      const calls = Array.from({ length: 8 }, () => client.chat({ ...hello, ...seeded }, null, signal));
      for (const { state } of await Promise.all(calls)) assert.equal(state, 'finished');
    });

    it('everything, comes to an end', async () => {
      const { bodies, answer } = await sent(seeded, null, {}, (body) =>
        json({ detail: `Unsupported fields in the request: {'${Object.keys(body)[0]}'}` }, 422),
      );
      assert.ok(bodies.length <= 5);
      assert.equal(answer.state, 'failed');
    });
  });
});
