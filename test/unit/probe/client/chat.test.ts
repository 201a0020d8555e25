import assert from 'node:assert/strict';
import type { Answer, AnswerDelta } from '../../../../src/probe/answer';
import type { Capabilities } from '../../../../src/probe/capabilities';
import type { ChatRequest } from '../../../../src/probe/client/client';
import { capable, chunk, fakeServer, hello, json, stream, whole, type Reply } from './fakeServer';

describe('An answer', () => {
  interface Told extends Answer {
    readonly deltas: readonly AnswerDelta[];
  }

  async function ask(
    reply: Reply,
    request: Partial<ChatRequest> = {},
    capabilities: Capabilities | null = null,
  ): Promise<Told> {
    const { client } = fakeServer(() => reply);
    const deltas: AnswerDelta[] = [];
    const { signal } = new AbortController();
    const answer = await client.chat({ ...hello, ...request }, capabilities, signal, (delta) => deltas.push(delta));
    assert.equal(deltas.map(({ content }) => content ?? '').join(''), answer.content);
    assert.equal(deltas.map(({ reasoning }) => reasoning ?? '').join(''), answer.reasoning);
    return { ...answer, deltas };
  }

  describe('that streams', () => {
    it('is finished where the server says why it ended', async () => {
      const answer = await ask(
        stream(
          chunk({ role: 'assistant', content: '' }),
          chunk({ content: '你' }),
          chunk({ content: '好' }),
          chunk({}, { finish_reason: 'stop' }),
          { choices: [], usage: { prompt_tokens: 5, completion_tokens: 3 } },
          '[DONE]',
        ),
      );
      assert.equal(answer.state, 'finished');
      assert.equal(answer.content, '你好');
      assert.equal(answer.finish, 'stop');
      assert.deepEqual(answer.usage, { prompt: 5, completion: 3 });
      assert.equal(answer.model, 'served');
      assert.equal(answer.deltas.length, 2);
      assert.ok(answer.firstTokenMs !== null && answer.firstTokenMs < answer.totalMs);
    });

    it('is finished with either sign of it alone', async () => {
      assert.equal((await ask(stream(chunk({ content: 'a' }), '[DONE]'))).state, 'finished');
      assert.equal((await ask(stream(chunk({ content: 'a' }, { finish_reason: 'length' })))).state, 'finished');
    });

    it('is truncated where the stream ends without a sign', async () => {
      const answer = await ask(stream(chunk({ content: 'a' })));
      assert.deepEqual([answer.state, answer.fault?.kind, answer.content], ['truncated', 'truncated', 'a']);
    });

    it('is truncated where the connection breaks, and keeps what came', async () => {
      const answer = await ask({ ...stream(chunk({ content: 'a' })), breaks: 'broken' });
      assert.deepEqual([answer.state, answer.fault?.kind, answer.content], ['truncated', 'connection', 'a']);
      const silent = await ask({ ...stream(chunk({ content: 'a' })), breaks: 'silent' });
      assert.deepEqual([silent.state, silent.fault?.kind], ['truncated', 'timeout']);
    });

    it('is finished where the connection breaks behind its end', async () => {
      const answer = await ask({ ...stream(chunk({ content: 'a' }, { finish_reason: 'stop' })), breaks: 'broken' });
      assert.deepEqual([answer.state, answer.fault], ['finished', null]);
    });

    it('is truncated where its last event is torn apart', async () => {
      const { pieces, headers } = stream(chunk({ content: 'a' }));
      const answer = await ask({ headers: headers!, pieces: [...pieces, 'data: {"choices":[{"del'] });
      assert.deepEqual([answer.state, answer.content], ['truncated', 'a']);
    });

    it('has failed where an error comes in the middle, in whatever shape, and keeps what came', async () => {
      const errors = [
        { error: { message: 'out of memory', type: 'server_error', code: 500 } },
        { error: 'out of memory' },
        { error: 'out of memory', error_type: 'generation' },
        { object: 'error', message: 'out of memory', type: 'internal', code: 500 },
        { detail: 'out of memory' },
      ];
      for (const error of errors) {
        // vLLM says [DONE] behind its error, llama.cpp does not.
        for (const end of [[], ['[DONE]']]) {
          const answer = await ask(stream(chunk({ content: 'a' }), error, ...end));
          assert.deepEqual([answer.state, answer.content, answer.fault?.kind], ['failed', 'a', 'server']);
          assert.equal(answer.fault?.detail, 'out of memory');
        }
      }
    });

    it('has failed where the server is done without one token, as vLLM is when it fails before the first', async () => {
      const answer = await ask(stream('[DONE]'));
      assert.deepEqual([answer.state, answer.fault?.kind], ['failed', 'empty']);
      const begun = await ask(stream(chunk({ role: 'assistant', content: '' }), '[DONE]'));
      assert.deepEqual([begun.state, begun.fault?.kind], ['failed', 'empty']);
    });

    it('may be empty where the server says why it ended', async () => {
      const answer = await ask(stream(chunk({}, { finish_reason: 'stop' }), '[DONE]'));
      assert.deepEqual([answer.state, answer.content], ['finished', '']);
    });

    it('is truncated where the server says that it gave it up', async () => {
      const answer = await ask(stream(chunk({ content: 'a' }, { finish_reason: 'abort' }), '[DONE]'));
      assert.deepEqual([answer.state, answer.fault?.kind], ['truncated', 'truncated']);
    });

    it('is finished where an error comes behind its end', async () => {
      const answer = await ask(stream(chunk({ content: 'a' }, { finish_reason: 'stop' }), { error: 'late' }));
      assert.deepEqual([answer.state, answer.fault], ['finished', null]);
    });

    it('has failed where an event is no JSON', async () => {
      const answer = await ask(stream(chunk({ content: 'a' }), '<html>', '[DONE]'));
      assert.deepEqual([answer.state, answer.fault?.kind, answer.fault?.detail], ['failed', 'format', '<html>']);
    });

    it('passes over comments, empty events and other line ends, wherever the pieces are cut', async () => {
      const text = `: ping\r\n\r\ndata: ${JSON.stringify(chunk({ content: '中文' }))}\r\n\r\n:\n\nevent: end\ndata: [DONE]\n\n`;
      const { headers } = stream();
      for (const size of [1, 7, 1000]) {
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
        const answer = await ask({ headers: headers!, pieces });
        assert.deepEqual([answer.state, answer.content], ['finished', '中文']);
      }
    });

    it('has reasoning from a field of either name', async () => {
      for (const name of ['reasoning', 'reasoning_content']) {
        const answer = await ask(stream(chunk({ [name]: 'hm' }), chunk({ content: 'a' }), '[DONE]'));
        assert.deepEqual([answer.reasoning, answer.content], ['hm', 'a']);
      }
    });

    it('has calls whose arguments come in pieces', async () => {
      const call = (index: number, more: object, text: string): object =>
        chunk({
          tool_calls: [{ index, ...more, function: { ...('id' in more && { name: `f${index}` }), arguments: text } }],
        });
      const answer = await ask(
        stream(
          call(0, { id: 'a', type: 'function' }, '{"x"'),
          call(0, {}, ':1}'),
          call(1, { id: 'b', type: 'function' }, '{'),
          call(1, {}, '}'),
          chunk({}, { finish_reason: 'tool_calls' }),
        ),
      );
      assert.deepEqual(answer.calls, [
        { id: 'a', name: 'f0', arguments: '{"x":1}' },
        { id: 'b', name: 'f1', arguments: '{}' },
      ]);
      assert.deepEqual(answer.deltas.at(-1)?.calls, answer.calls);
    });

    it('has calls that come whole, though all of them have the index 0 or none', async () => {
      for (const index of [{ index: 0 }, {}]) {
        const call = (id: string): object => ({ ...index, id, function: { name: 'f', arguments: { id } } });
        const answer = await ask(
          stream(chunk({ tool_calls: [call('a')] }), chunk({ tool_calls: [call('b')] }), '[DONE]'),
        );
        assert.deepEqual(
          answer.calls.map(({ arguments: text }) => text),
          ['{"id":"a"}', '{"id":"b"}'],
        );
      }
    });
  });

  describe('that comes as a whole', () => {
    it('is read, also where a stream was asked for', async () => {
      const usage = { prompt_tokens: 1, completion_tokens: 2 };
      for (const isStream of [true, false]) {
        const answer = await ask(json(whole({ content: 'a', reasoning: 'b' }, { usage })), { stream: isStream });
        assert.deepEqual([answer.state, answer.content, answer.reasoning], ['finished', 'a', 'b']);
        assert.deepEqual([answer.firstTokenMs, answer.deltas.length], [null, 1]);
        assert.deepEqual(answer.usage, { prompt: 1, completion: 2 });
      }
    });

    it('may be a list of parts, or a refusal', async () => {
      const parts = [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ];
      assert.equal((await ask(json(whole({ content: parts })))).content, 'ab');
      assert.equal((await ask(json(whole({ content: null, refusal: 'No.' })))).content, 'No.');
    });

    it('has failed where there is none: transformers serve answers {} to a conversation that ends with an answer', async () => {
      for (const reply of [json({}), json({ choices: [] }), { headers: {}, pieces: ['<html>'] }]) {
        const answer = await ask(reply, { stream: false });
        assert.deepEqual([answer.state, answer.fault?.kind], ['failed', 'format']);
      }
    });

    it('has failed where it is an error with HTTP 200', async () => {
      const answer = await ask(json({ error: { message: 'no slot' } }));
      assert.deepEqual([answer.state, answer.fault?.detail], ['failed', 'no slot']);
    });
  });

  describe('that is not given', () => {
    async function kindOf(status: number, body: unknown): Promise<string | undefined> {
      return (await ask(json(body, status))).fault?.kind;
    }

    it('tells what kind of fault it is', async () => {
      assert.equal(await kindOf(401, { error: { message: 'Unauthorized' } }), 'unauthorized');
      assert.equal(await kindOf(404, { object: 'error', message: 'The model `x` does not exist.' }), 'notFound');
      assert.equal(
        await kindOf(422, { detail: [{ loc: ['body', 'messages'], msg: 'Field required' }] }),
        'unsupported',
      );
      assert.equal(await kindOf(500, { error: { code: 500, message: 'output does not match' } }), 'server');
      assert.equal(await kindOf(503, { error: { code: 503, message: 'Loading model' } }), 'server');
    });

    it('tells that prompt and answer are too long, in every server’s words', async () => {
      const told = [
        { error: { type: 'exceed_context_size_error', message: 'request (9 tokens) exceeds', n_ctx: 8 } },
        { error: { message: "This model's maximum context length is 4096 tokens. However, you requested 5000" } },
        { error: { code: 'context_length_exceeded', message: 'Too long.' } },
        { object: 'error', message: "The input (9 tokens) is longer than the model's context length (8 tokens)." },
        { error: '`inputs` must have less than 1024 tokens. Given: 2000', error_type: 'validation' },
      ];
      for (const body of told) assert.equal(await kindOf(400, body), 'tooLong', JSON.stringify(body));
    });

    it('tells how long the server asks to wait', async () => {
      const wait = async (headers: Record<string, string>): Promise<number | undefined> => {
        const answer = await ask({ status: 429, headers, pieces: ['{}'] });
        assert.equal(answer.fault?.kind, 'rateLimit');
        return answer.fault.retryAfter;
      };
      assert.equal(await wait({ 'retry-after': '3' }), 3000);
      assert.equal(await wait({ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }), 5000);
      assert.equal(await wait({ 'retry-after-ms': '250' }), 250);
      assert.equal(await wait({}), undefined);
    });

    it('tells where the server sends on to, without what follows the path', async () => {
      const location = 'https://elsewhere.test/v1/chat?key=sk-planted';
      const { fault } = await ask({ status: 307, headers: { location }, pieces: [''] });
      assert.ok(fault?.message.includes('https://elsewhere.test/v1/chat'));
      assert.ok(!fault?.message.includes('sk-planted'));
    });

    it('tells why there is no connection', async () => {
      for (const breaks of ['refused', 'notFound', 'unreachable', 'certificate', 'broken', 'other'] as const) {
        const answer = await ask({ pieces: [], breaks });
        assert.deepEqual([answer.state, answer.fault?.kind], ['failed', 'connection']);
        assert.ok(answer.fault?.message.includes('http://model.test:8000'), answer.fault?.message);
      }
      assert.equal((await ask({ pieces: [], breaks: 'silent' })).fault?.kind, 'timeout');
    });

    it('is cancelled, and keeps what came', async () => {
      const cancel = new AbortController();
      const { client } = fakeServer(() => ({ ...stream(chunk({ content: 'a' })), breaks: 'aborted' }));
      const answer = await client.chat(hello, null, cancel.signal, () => cancel.abort());
      assert.deepEqual([answer.state, answer.fault, answer.content], ['cancelled', null, 'a']);
      const late = await client.chat(hello, null, cancel.signal);
      assert.equal(late.state, 'cancelled');
    });
  });

  describe('that continues a beginning', () => {
    const continues = (repeats?: { streamed: boolean; whole: boolean }): Capabilities =>
      capable(['prefill'], { prefill: 'automatic', ...(repeats && { prefillRepeats: repeats }) });

    it('comes without the beginning, whether the server repeats it or not', async () => {
      for (const [text, rest] of [
        ['```json\n{"a":1}', '{"a":1}'],
        ['{"a":1}', '{"a":1}'],
        ['```js\n', '```js\n'],
        ['```', '```'],
      ] as const) {
        const letters = [...text].map((content) => chunk({ content }));
        const streamed = await ask(stream(...letters, '[DONE]'), { prefill: '```json\n' }, continues());
        assert.equal(streamed.content, rest);
        const atOnce = await ask(json(whole({ content: text })), { prefill: '```json\n', stream: false }, continues());
        assert.equal(atOnce.content, rest);
      }
    });

    it('may begin with the same text again, where the server is known not to repeat it', async () => {
      const reply = stream(chunk({ content: 'ha' }), chunk({ content: 'ha' }), '[DONE]');
      const repeats = { streamed: false, whole: true };
      assert.equal((await ask(reply, { prefill: 'ha' }, continues(repeats))).content, 'haha');
      assert.equal((await ask(reply, { prefill: 'ha' }, continues({ streamed: true, whole: true }))).content, 'ha');
    });

    it('is a plain answer where the beginning is empty', async () => {
      const { client, asked } = fakeServer(() => stream(chunk({ content: 'a' }), '[DONE]'));
      const answer = await client.chat({ ...hello, prefill: '' }, null, new AbortController().signal);
      assert.deepEqual([answer.content, asked[0]?.body.messages], ['a', hello.messages]);
    });

    it('is not asked for where the server is not known to continue one', async () => {
      const { client, asked } = fakeServer(() => json({}));
      for (const capabilities of [null, capable([])]) {
        const answer = await client.chat({ ...hello, prefill: 'a' }, capabilities, new AbortController().signal);
        assert.deepEqual([answer.state, answer.fault?.kind], ['failed', 'unsupported']);
      }
      assert.equal(asked.length, 0);
    });
  });
});
