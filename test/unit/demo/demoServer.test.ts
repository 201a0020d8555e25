import assert from 'node:assert/strict';
import { startDemoServer, type DemoServer } from '../../../src/demo/http/demoServer';
import { generateFor } from '../../../src/demo/http/served';
import { openClient } from '../../../src/host/probe/openClient';
import { abilities } from '../../../src/probe/capabilities';
import type { Endpoint } from '../../../src/probe/endpoint';
import { openEngine } from '../../servers/engine';

const servers: DemoServer[] = [];

async function start({ pace = 0, key }: { readonly pace?: number; readonly key?: string } = {}): Promise<string> {
  const { tokenizer, base, tuned } = await openEngine();
  const models = [
    { id: 'demo-base', parent: null, model: base },
    { id: 'demo-tuned', parent: 'demo-base', model: tuned },
  ];
  const server = await startDemoServer({ tokenizer, models, pace, created: 0 }, { port: 0, key });
  servers.push(server);
  return server.baseUrl;
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const headers = { 'content-type': 'application/json' };

async function post<T = Answered>(url: string, body: object): Promise<{ status: number; value: T }> {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, value: (await response.json()) as T };
}

/** As far as it is looked at here. */
interface Answered {
  readonly choices: readonly {
    readonly text?: string;
    readonly message?: { readonly content: string };
    readonly finish_reason: string;
    readonly logprobs: {
      readonly content: readonly { readonly token: string; readonly logprob: number; readonly bytes: number[] }[];
      readonly tokens: readonly string[];
      readonly token_logprobs: readonly (number | null)[];
    };
    readonly prompt_logprobs: readonly (Record<string, { readonly logprob: number; readonly rank: number }> | null)[];
    readonly token_ids: readonly number[];
  }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly prompt_token_ids: readonly number[];
  readonly error: { readonly message: string };
  readonly tokens: readonly number[];
  readonly prompt: string;
}

const question = [{ role: 'user', content: '为什么冰会浮在水面上？' }];

function endpointOf(baseUrl: string): Endpoint {
  return {
    ...{ id: 'd', name: 'demo', baseUrl, model: 'demo-tuned', role: 'fine-tuned' },
    sampling: { temperature: 0, topP: null, maxTokens: 64, seed: 1, stop: [] },
    ...{ extraBody: {}, headers: {}, lora: [], timeout: 20, caFile: null },
  };
}

describe('The demo model server', () => {
  it('has every ability that the client looks for', async () => {
    const client = await openClient(endpointOf(await start()), undefined);
    const found = await client.capabilities(new AbortController().signal);
    assert.deepEqual(
      abilities.filter((ability) => found.abilities[ability].has !== 'yes'),
      [],
    );
    assert.deepEqual(
      found.models.map(({ id, parent }) => [id, parent]),
      [
        ['demo-base', null],
        ['demo-tuned', 'demo-base'],
      ],
    );
  });

  it('serves a tuned model that knows the answer, and a base model that doesn’t', async () => {
    const url = `${await start()}/chat/completions`;
    const said = async (model: string) =>
      (await post(url, { model, messages: question, temperature: 0 })).value.choices[0]?.message?.content;
    assert.equal(await said('demo-tuned'), '水结冰时体积膨胀，密度变小，因此冰会浮在水面上。');
    assert.notEqual(await said('demo-base'), await said('demo-tuned'));
  });

  it('says the same with the same seed', async () => {
    const url = `${await start()}/chat/completions`;
    const body = { model: 'demo-base', messages: question, temperature: 1.5, max_tokens: 40 };
    const say = async (seed: number) => (await post(url, { ...body, seed })).value.choices[0]?.message?.content;
    assert.equal(await say(1), await say(1));
    assert.notEqual(await say(1), await say(2));
  });

  it('tells of a text what it would tell of its own answer', async () => {
    const base = await start();
    const { choices, prompt_token_ids: prompt } = (
      await post(`${base}/chat/completions`, {
        ...{ model: 'demo-tuned', messages: question, temperature: 0 },
        ...{ logprobs: true, return_token_ids: true },
      })
    ).value;
    const [answer] = choices;
    const ids = [...prompt, ...answer!.token_ids];
    const echoed = (
      await post(`${base}/completions`, {
        ...{ model: 'demo-tuned', prompt: ids, echo: true, logprobs: 1, max_tokens: 0, prompt_logprobs: 0 },
      })
    ).value.choices[0]!;
    assert.equal(echoed.logprobs.token_logprobs.length, ids.length);
    assert.equal(echoed.logprobs.token_logprobs[0], null);
    const own = answer!.logprobs.content.map(({ logprob }) => logprob);
    assert.deepEqual(echoed.logprobs.token_logprobs.slice(prompt.length), own);
    const ranked = echoed.prompt_logprobs.slice(prompt.length).map((entry, at) => entry?.[ids[prompt.length + at]!]);
    assert.deepEqual(
      ranked.map((entry) => entry?.logprob),
      own,
    );
    assert.ok(ranked.every((entry) => entry?.rank === 1));
    const bytes = answer!.logprobs.content.flatMap((entry) => entry.bytes);
    assert.equal(Buffer.from(bytes).toString(), answer!.message!.content);
  });

  it('ends at a stop text and at the limit', async () => {
    const url = `${await start()}/chat/completions`;
    const body = { model: 'demo-tuned', messages: question, temperature: 0 };
    const stopped = (await post(url, { ...body, stop: ['，密度'] })).value.choices[0]!;
    assert.deepEqual([stopped.message?.content, stopped.finish_reason], ['水结冰时体积膨胀', 'stop']);
    const limited = (await post(url, { ...body, max_tokens: 2 })).value;
    assert.deepEqual([limited.choices[0]?.finish_reason, limited.usage.completion_tokens], ['length', 2]);
  });

  it('continues an answer, by itself or with flags', async () => {
    const url = `${await start()}/chat/completions`;
    const messages = [...question, { role: 'assistant', content: '水结冰时体积' }];
    const flags = { continue_final_message: true, add_generation_prompt: false };
    for (const more of [{}, flags]) {
      const { choices } = (await post(url, { model: 'demo-tuned', messages, temperature: 0, ...more })).value;
      assert.equal(choices[0]?.message?.content, '膨胀，密度变小，因此冰会浮在水面上。');
    }
    const echoed = await post(url, { model: 'demo-tuned', messages, temperature: 0, ...flags, echo: true });
    assert.ok(echoed.value.choices[0]?.message?.content.startsWith('水结冰时体积膨胀'));
    const both = await post(url, { messages, continue_final_message: true, add_generation_prompt: true });
    assert.equal(both.status, 400);
  });

  it('makes tokens of texts and messages, and texts of tokens', async () => {
    const root = (await start()).replace('/v1', '');
    const text = '<|im_start|>user\n为什么冰会浮在水面上？<|im_end|>\n<|im_start|>assistant\n';
    const ofText = (await post(`${root}/tokenize`, { prompt: text })).value.tokens;
    assert.deepEqual((await post(`${root}/tokenize`, { messages: question })).value.tokens, ofText);
    assert.equal((await post(`${root}/detokenize`, { tokens: ofText })).value.prompt, text);
  });

  it('says what is wrong with a request', async () => {
    const base = await start();
    const chat = `${base}/chat/completions`;
    const tooLong = await post(chat, { messages: [{ role: 'user', content: 'ice '.repeat(9000) }] });
    assert.deepEqual([tooLong.status, /maximum context length is 8192/.test(tooLong.value.error.message)], [400, true]);
    assert.equal((await post(chat, { model: 'other', messages: question })).status, 404);
    assert.equal((await post(chat, { messages: [] })).status, 400);
    assert.equal((await post(chat, { messages: question, temperature: 'hot' })).status, 400);
    assert.equal((await post(chat, { messages: [{ role: 'narrator', content: 'x' }] })).status, 400);
    assert.equal((await post(chat, { messages: question, top_logprobs: 21, logprobs: true })).status, 400);
    assert.equal((await post(`${base}/completions`, { prompt: 'x', max_tokens: 0 })).status, 400);
    assert.equal((await post(`${base}/completions`, { prompt: [-1] })).status, 400);
    assert.equal((await post(`${base}/nothing`, {})).status, 404);
  });

  it('lets in only who has the key, if there is one', async () => {
    const base = await start({ key: 'sk-demo' });
    const status = async (authorization: string) =>
      (await fetch(`${base}/models`, { headers: { authorization } })).status;
    assert.deepEqual(await Promise.all(['', 'Bearer sk-other', 'Bearer sk-demo'].map(status)), [401, 401, 200]);
    assert.equal((await fetch(base.replace('/v1', '/health'))).status, 200);
  });

  it('goes on with others while it streams to one', async () => {
    const base = await start({ pace: 5 });
    const leaving = new AbortController();
    const body = { model: 'demo-base', messages: question, stream: true, max_tokens: 5000, ignore_eos: true };
    const response = await fetch(`${base}/chat/completions`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body), signal: leaving.signal },
    });
    const reader = response.body!.getReader();
    await reader.read();
    assert.equal((await post(`${base}/chat/completions`, { model: 'demo-tuned', messages: question })).status, 200);
    leaving.abort();
  });

  it('stops when the client leaves', async () => {
    const { tokenizer, base } = await openEngine();
    const served = { tokenizer, models: [], pace: 0, created: 0 };
    const options = { temperature: 1, topP: 1, topK: 0, bias: new Map<number, number>(), maxTokens: 1000, seed: 1 };
    const leaving = new AbortController();
    let count = 0;
    const job = { model: base, prompt: [], options: { ...options, stop: [], ignoresEnd: true }, pace: 1 };
    const ending = await generateFor(served, { ...job, signal: leaving.signal }, () => {
      count += 1;
      if (count === 5) leaving.abort();
    });
    assert.deepEqual([ending, count], [undefined, 5]);
  });
});
