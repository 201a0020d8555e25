import assert from 'node:assert/strict';
import { openClient } from '../../../../src/host/probe/openClient';
import type { Capabilities } from '../../../../src/probe/capabilities';
import { ProbeError, type ProbeClient } from '../../../../src/probe/client/client';
import type { ProbeFault } from '../../../../src/probe/answer';
import type { ImitationOptions } from '../../../servers/imitation';
import { startImitation, type Imitation, type ImitationName } from '../../../servers/startImitation';
import { expected } from '../servers/expected';
import { fakeServer, hello, json, plainEndpoint, stream, chunk, whole } from './fakeServer';

/** What asking finds besides what is expected of each server. */
const further: Partial<Record<ImitationName, Partial<Capabilities>>> = {
  vllm: { prefillRepeats: { whole: false, streamed: false }, maxAlternatives: 20, refusedFields: [] },
  llamaCpp: {
    prefillRepeats: { whole: true, streamed: true },
    refusedFields: ['tools+stream+logprobs'],
    adapters: [{ id: 0, path: '/adapters/demo-tuned.gguf', scale: 1 }],
  },
  tgi: { prefillRepeats: { whole: false, streamed: false } },
  llamaFactory: { refusedFields: ['tools+stream', 'presence_penalty'], maxAlternatives: null },
  transformersServe: { refusedFields: ['stream_options', 'logprobs', 'top_logprobs'] },
};

describe('What an endpoint can do', () => {
  let imitation: Imitation | undefined;

  afterEach(async () => {
    await imitation?.close();
    imitation = undefined;
  });

  async function clientOf(name: ImitationName, options: ImitationOptions = {}, key?: string): Promise<ProbeClient> {
    imitation = await startImitation(name, options);
    return openClient({ ...plainEndpoint, baseUrl: imitation.baseUrl, model: '', timeout: 10 }, key);
  }

  function find(client: ProbeClient): Promise<Capabilities> {
    return client.capabilities(new AbortController().signal);
  }

  async function faultOf(client: ProbeClient): Promise<ProbeFault> {
    return find(client).then(
      () => assert.fail('found'),
      (error: unknown) => {
        assert.ok(error instanceof ProbeError, String(error));
        return error.fault;
      },
    );
  }

  function abilitiesOf({ abilities }: Capabilities): readonly string[] {
    return Object.entries(abilities).flatMap(([ability, { has }]) => (has === 'yes' ? [ability] : []));
  }

  for (const [name, more] of Object.entries(further) as [ImitationName, Partial<Capabilities>][])
    it(`is found by asking ${name}, with few requests and a reason for each`, async () => {
      const found = await find(await clientOf(name));
      for (const [key, value] of Object.entries(more)) assert.deepEqual(found[key as keyof Capabilities], value, key);
      for (const { why } of Object.values(found.abilities)) assert.notEqual(why, '');
      assert.ok(imitation!.seen.requests.length < 30);
    });

  it('is told with what gets lost: TGI trims the beginning of an answer', async () => {
    assert.match((await find(await clientOf('tgi'))).abilities.prefill.why, /White space/);
    await imitation!.close();
    assert.doesNotMatch((await find(await clientOf('llamaCpp'))).abilities.prefill.why, /White space/);
  });

  for (const name of ['vllm', 'sglang', 'llamaCpp', 'lmdeploy'] as const)
    it(`is the same where the model of ${name} thinks first`, async () => {
      const found = await find(await clientOf(name, { thinks: true }));
      assert.deepEqual([...abilitiesOf(found)].sort(), [...expected[name].has].sort());
    });

  it('can’t be asked without the key, nor with a wrong one', async () => {
    for (const key of [undefined, 'sk-wrong']) {
      const client = await clientOf('llamaCpp', { key: 'sk-right' }, key);
      assert.equal((await faultOf(client)).kind, 'unauthorized');
      await imitation!.close();
    }
    const client = await clientOf('llamaCpp', { key: 'sk-right' }, 'sk-right');
    assert.equal((await find(client)).server, 'llama.cpp');
  });

  it('can’t be asked where nobody answers', async () => {
    const client = await clientOf('vllm');
    await imitation!.close();
    assert.equal((await faultOf(client)).kind, 'connection');
  });

  it('can’t be asked where the model is another', async () => {
    imitation = await startImitation('vllm');
    const client = await openClient({ ...plainEndpoint, baseUrl: imitation.baseUrl, model: 'nobody' }, undefined);
    assert.equal((await faultOf(client)).kind, 'notFound');
  });

  it('is not asked further once it was cancelled', async () => {
    const client = await clientOf('vllm', { breaks: { silent: true } });
    const cancel = new AbortController();
    const asking = client.capabilities(cancel.signal);
    while (imitation!.seen.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cancel.abort();
    await assert.rejects(asking, { name: 'AbortError' });
    const { length } = imitation!.seen.requests;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(imitation!.seen.requests.length, length);
  });

  it('is nothing but answers where a server takes every field and does nothing with it', async () => {
    const { client } = fakeServer(({ path, body }) => {
      if (path === '/v1/models') return json({ data: [{ id: 'm' }] });
      if (!path.endsWith('/chat/completions')) return json({ ok: true });
      return body.stream === true ? stream(chunk({ content: 'Paris.' }), '[DONE]') : json(whole({ content: 'Paris.' }));
    });
    const found = await find(client);
    assert.deepEqual(abilitiesOf(found), []);
    assert.equal(found.abilities.tools.has, 'unknown');
    assert.equal(
      (await client.chat({ ...hello, alternatives: 3 }, found, new AbortController().signal)).state,
      'finished',
    );
  });

  it('is found with fewer alternatives where a server gives no more', async () => {
    const content = [
      { token: 'a', logprob: -1, top_logprobs: Array.from({ length: 5 }, () => ({ token: 'a', logprob: -1 })) },
    ];
    const message = 'Requested sample logprobs of 20, which is greater than max allowed: 5';
    const { client } = fakeServer(({ path, body }) => {
      if (path !== '/v1/chat/completions') return json({}, 404);
      if (body.stream === true) return stream(chunk({ content: 'a' }), '[DONE]');
      if (Number(body.top_logprobs ?? 0) > 5) return json({ error: { message } }, 400);
      return json(whole({ content: 'a' }, {}, body.logprobs === true ? { logprobs: { content } } : {}));
    });
    assert.equal((await find(client)).maxAlternatives, 5);
  });
});
