import assert from 'node:assert/strict';
import { ProbeError } from '../../../../src/probe/client/client';
import { addressOf } from '../../../../src/probe/client/address';
import type { TransportFault } from '../../../../src/probe/transport';
import { fakeServer, hello, json, stream, type Asked, type Reply } from './fakeServer';

const key = 'sk-planted/0123+456';

describe('A key', () => {
  const faults: readonly TransportFault[] = ['refused', 'certificate', 'broken', 'other'];
  const repeat = (text: string): readonly ((asked: Asked) => Reply)[] => [
    ...[400, 401, 403, 404, 422, 429, 500].map((status) => () => json({ error: { message: text } }, status)),
    () => json({ detail: [{ loc: ['header', text], msg: text }] }, 422),
    () => ({ status: 500, pieces: [text] }),
    () => ({ status: 302, headers: { location: `https://elsewhere.test/${text}?k=${text}` }, pieces: [] }),
    () => stream({ error: { message: text } }),
    () => stream(text),
    () => json({ unexpected: text }),
    () => ({ headers: {}, pieces: [text] }),
    ...faults.map((breaks) => () => ({ pieces: [], breaks })),
  ];

  it('goes with every request, as the header that servers want', async () => {
    const { client, asked } = fakeServer(() => json({ data: [] }), {}, ` ${key}\n`);
    const { signal } = new AbortController();
    await client.chat(hello, null, signal);
    await client.models(signal);
    await client.access.post('/tokenize', {}, signal);
    assert.equal(asked.length, 3);
    for (const { request } of asked) assert.equal(request.headers.authorization, `Bearer ${key}`);
  });

  it('is in no answer and no fault, though the server repeats it', async () => {
    for (const text of [`Incorrect API key: ${key}.`, `Authorization: Bearer ${key}`, encodeURIComponent(key)])
      for (const reply of repeat(text)) {
        const { client } = fakeServer(reply, {}, key);
        const { signal } = new AbortController();
        const told: unknown[] = [await client.chat(hello, null, signal)];
        for (const asking of [client.models(signal), client.access.post('/x', {}, signal), client.capabilities(signal)])
          await asking.then(
            () => undefined,
            (error: unknown) => {
              assert.ok(error instanceof ProbeError);
              told.push(error.fault, error.message, error.stack, error.cause);
            },
          );
        const all = JSON.stringify(told);
        assert.ok(!all.includes(key) && !all.includes(encodeURIComponent(key)), all);
      }
  });

  it('may be a header of the endpoint’s own, which is in no fault either', async () => {
    const headers = { 'X-Api-Key': key };
    const { client, asked } = fakeServer(() => json({ error: `no: ${key}` }, 401), { headers });
    const answer = await client.chat(hello, null, new AbortController().signal);
    assert.equal(asked[0]?.request.headers['X-Api-Key'], key);
    assert.ok(!JSON.stringify(answer).includes(key));
  });

  it('can’t be replaced by a header, nor can those that the transport sets', async () => {
    const headers = { Authorization: 'Basic abcd', Host: 'elsewhere.test', 'Content-Length': '1', 'X-A': 'b' };
    const { client, asked } = fakeServer(() => json({}), { headers }, key);
    await client.chat(hello, null, new AbortController().signal);
    const sent = asked[0]!.request.headers;
    assert.deepEqual(Object.keys(sent).sort(), ['X-A', 'accept', 'authorization', 'content-type']);
  });

  it('goes to the endpoint’s origin only, whatever path is asked for', () => {
    const endpoint = { baseUrl: 'https://user:secret@model.test/llm/v1/?api-version=1' };
    for (const [path, expected] of [
      ['v1:/models', 'https://model.test/llm/v1/models?api-version=1'],
      ['/tokenize', 'https://model.test/llm/tokenize?api-version=1'],
      ['//elsewhere.test/x', 'https://model.test/llm//elsewhere.test/x?api-version=1'],
    ] as const)
      assert.equal(addressOf(endpoint, path), expected);
    const bare = addressOf({ baseUrl: 'https://model.test/v1' }, '@elsewhere.test/x');
    assert.equal(new URL(bare).origin, 'https://model.test');
  });
});
