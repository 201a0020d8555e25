import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../../../src/probe/answer';
import { capable, chunk, fakeServer, hello, json, stream, whole, type Reply } from './fakeServer';

describe('A server that answers anything', () => {
  const all = capable(['logprobs', 'tools', 'usageInStream']);

  function ask(reply: Reply, key?: string): Promise<Answer> {
    return fakeServer(() => reply, {}, key).client.chat(hello, all, new AbortController().signal);
  }

  /** Too deep for whoever goes down into it by calling himself. */
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  const places = [
    `{"error":{"message":${deep}}}`,
    `{"error":${deep}}`,
    `{"detail":${deep}}`,
    `{"detail":[${deep}]}`,
    `{"detail":[{"loc":[${deep}],"msg":"no"}]}`,
    `{"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":${deep}}}]}}]}`,
    `{"choices":[{"message":{"content":${deep}}}]}`,
    deep,
  ];
  for (const text of places) {
    it(`is told as it is where it nests too deeply: ${text.slice(0, 60)}`, async () => {
      const headers = { 'content-type': 'application/json' };
      for (const status of [200, 400]) await ask({ status, headers, pieces: [text] });
      assert.ok((await ask(stream(text))).state !== 'cancelled');
    });
  }

  it('never makes a call throw, whatever stands where something else is meant', async () => {
    const leaf = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('stop', 'abort', 'error', 1e308, -1, 2 ** 53, '\u0000', '__proto__'),
    );
    const names = [
      ...['choices', 'delta', 'message', 'content', 'tool_calls', 'function', 'name', 'arguments', 'index', 'id'],
      ...['logprobs', 'token', 'logprob', 'bytes', 'top_logprobs', 'usage', 'prompt_tokens', 'completion_tokens'],
      ...['finish_reason', 'reasoning', 'error', 'detail', 'object', 'model', 'code', 'type', 'loc', 'msg'],
    ];
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
      ),
    }));
    const choice = fc.record({ delta: value, message: value, logprobs: value, finish_reason: leaf, index: leaf });
    const answer = fc.oneof(value, fc.record({ choices: fc.array(choice, { maxLength: 2 }), usage: value }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 4 }),
        fc.constantFrom(200, 400, 422, 500),
        async (bodies, status) => {
          for (const reply of [{ ...stream(...(bodies as object[])), status }, json(bodies[0] ?? null, status)]) {
            const { state, content } = await ask(reply);
            assert.ok(['finished', 'truncated', 'failed'].includes(state));
            assert.equal(typeof content, 'string');
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('may put very many tokens into one event', async () => {
    const tokens = Array.from({ length: 200_000 }, () => ({ logprob: 0 }));
    const more = { logprobs: { content: tokens }, finish_reason: 'stop' };
    assert.equal((await ask(stream(chunk({ content: 'x' }, more)))).tokens?.length, tokens.length);
  });

  it('is listened to up to an end, though it speaks on for ever', async () => {
    const long = 'x'.repeat(1024 * 1024);
    const spoken = await ask(stream(...Array.from({ length: 20 }, () => chunk({ content: long }))));
    assert.equal(spoken.state, 'truncated');
    assert.equal(spoken.fault?.kind, 'format');
    assert.ok(spoken.content.length < 10 * long.length);
    const call = { function: { name: 'f', arguments: '{}' } };
    const called = await ask(json(whole({ tool_calls: Array.from({ length: 20_000 }, () => call) })));
    assert.equal(called.fault?.kind, 'format');
  });

  it('has no part of the key in a fault, wherever its text is cut', async () => {
    const key = 'planted-key-4711-planted';
    for (let before = 1970; before <= 2000; before++) {
      const text = 'x'.repeat(before) + key;
      for (const reply of [json({ error: { message: text } }), stream({ error: { message: text } }), stream(text)]) {
        const { fault } = await ask(reply, key);
        assert.doesNotMatch(JSON.stringify(fault), /plan/);
      }
    }
  });
});
