import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../../../src/probe/answer';
import type { Capabilities } from '../../../../src/probe/capabilities';
import { capable, chunk, fakeServer, hello, json, stream, whole, type Reply } from './fakeServer';

describe('Tokens of an answer', () => {
  async function ask(reply: Reply, more: Partial<Capabilities> = {}): Promise<Answer> {
    const { client } = fakeServer(() => reply);
    return client.chat({ ...hello, alternatives: 2 }, capable(['logprobs'], more), new AbortController().signal);
  }

  function streamOf(...tokens: readonly object[]): Reply {
    return stream(...tokens.map((token) => chunk({ content: 'x' }, { logprobs: { content: [token] } })), '[DONE]');
  }

  it('have their alternatives, the likeliest first', async () => {
    const top_logprobs = [
      { token: 'b', logprob: -2, bytes: [98] },
      { token: 'a', logprob: -0.1, bytes: [97] },
    ];
    const { tokens } = await ask(streamOf({ token: 'b', logprob: -2, bytes: [98], top_logprobs, id: 7 }));
    assert.deepEqual(tokens, [
      {
        text: 'b',
        bytes: [98],
        id: 7,
        logprob: -2,
        alternatives: [
          { text: 'a', bytes: [97], id: null, logprob: -0.1 },
          { text: 'b', bytes: [98], id: null, logprob: -2 },
        ],
      },
    ]);
  });

  it('are null where the server tells none', async () => {
    assert.equal((await ask(json(whole({ content: 'a' })))).tokens, null);
    assert.equal((await ask(json(whole({ content: 'a' }, {}, { logprobs: null })))).tokens, null);
    assert.equal((await ask(json(whole({ content: 'a' }, {}, { logprobs: { content: [] } })))).tokens, null);
  });

  it('have the text of a character at the last of its parts', async () => {
    const bytes = [...new TextEncoder().encode('中a')];
    const { tokens } = await ask(
      streamOf(...bytes.map((byte) => ({ token: `\\x${byte.toString(16)}`, logprob: -1, bytes: [byte] }))),
    );
    assert.deepEqual(
      tokens?.map(({ text }) => text),
      ['', '', '中', 'a'],
    );
  });

  it('add up to the text, wherever characters are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), async (text, size) => {
        const bytes = [...new TextEncoder().encode(text)];
        const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.slice(i * size, (i + 1) * size),
        );
        const { tokens } = await ask(streamOf(...parts.map((part) => ({ token: '', logprob: -1, bytes: part }))));
        assert.equal((tokens ?? []).map((token) => token.text).join(''), text.replaceAll('\uFFFD', ''));
      }),
    );
  });

  it('are no U+FFFD where a server has no bytes for a part of a character', async () => {
    const { tokens } = await ask(
      streamOf({ token: '\uFFFD', logprob: -1 }, { token: '\uFFFD', logprob: -1, bytes: [239, 191, 189] }),
    );
    assert.deepEqual(
      tokens?.map(({ text, bytes }) => [text, bytes]),
      [
        ['', null],
        ['', null],
      ],
    );
  });

  it('may be told as ids', async () => {
    const { tokens } = await ask(streamOf({ token: 'token_id:123', logprob: -1, bytes: null }));
    assert.deepEqual([tokens?.[0]?.id, tokens?.[0]?.text], [123, '']);
  });

  it('have a floor where JSON has no number for what is impossible', async () => {
    const { tokens } = await ask(streamOf({ token: 'a', logprob: null }, { token: 'b', logprob: 'x' }));
    assert.deepEqual(
      tokens?.map(({ logprob }) => logprob),
      [-9999],
    );
  });

  it('are lossy where the server merges or drops some', async () => {
    const tokens = streamOf({ token: 'a', logprob: -1 });
    assert.equal((await ask(tokens)).tokensAreLossy, false);
    assert.equal((await ask(tokens, { server: 'llama.cpp' })).tokensAreLossy, true);
    const usage = { prompt_tokens: 1, completion_tokens: 5 };
    const content = [{ token: 'a', logprob: -1 }];
    assert.equal((await ask(json(whole({ content: 'a' }, { usage }, { logprobs: { content } })))).tokensAreLossy, true);
  });
});
