import assert from 'node:assert/strict';
import type { ChatRequest, ProbeError } from '../../../../src/probe/client/client';
import { expected } from './expected';
import { ANSWER, bodies, CHAT, closeAll, KEY, names, open, ORDER, QUESTION } from './openServer';

afterEach(closeAll);

describe('Each kind of server', () => {
  for (const name of names) {
    describe(name, () => {
      it('is known by what it answers, and can do what it was seen to do', async () => {
        const { find } = await open(name);
        const { abilities, server, prefill, scoring, rendering } = await find();
        const has = Object.entries(abilities).filter(([, ability]) => ability.has === 'yes');
        const { has: wanted, ...rest } = expected[name];
        assert.deepEqual({ server, prefill, scoring, rendering }, rest);
        assert.deepEqual(has.map(([ability]) => ability).sort(), [...wanted].sort());
      });

      it('gives the same answer as a stream and as a whole', async () => {
        const { ask } = await open(name);
        const streamed = await ask({});
        const whole = await ask({ stream: false });
        assert.deepEqual([streamed.state, streamed.content, streamed.finish], ['finished', ANSWER, 'stop']);
        assert.deepEqual([whole.state, whole.content, whole.finish], ['finished', ANSWER, 'stop']);
      });

      it('gives the same answer byte by byte, with comments in between', async () => {
        const { ask } = await open(name, { breaks: { pieces: 1, comments: true } });
        const { state, content } = await ask({ text: '为什么冰会浮在水面上？' }, null);
        assert.deepEqual([state, content], ['finished', '水结冰时体积膨胀，密度变小，因此冰会浮在水面上。']);
      });

      it('answers with a call of a tool, however it can send it', async () => {
        const { ask } = await open(name);
        const { calls, state } = await ask({ text: 'Where is my order 4711?', tools: [ORDER], alternatives: 2 });
        assert.equal(state, 'finished');
        assert.deepEqual(
          calls.map(({ name: called, arguments: given }) => [called, JSON.parse(given) as unknown]),
          [['get_order', { order_id: '4711' }]],
        );
      });

      it('loses nothing that was received when the connection breaks', async () => {
        const { ask } = await open(name, { breaks: { cutAfter: 9 } });
        const { state, content, fault } = await ask({}, null);
        assert.equal(state, 'truncated');
        assert.equal(fault?.kind, 'connection');
        assert.ok(content !== '' && ANSWER.startsWith(content), content);
      });

      it('is not taken for done when the stream just ends', async () => {
        const { ask } = await open(name, { breaks: { endAfter: 9 } });
        const { state, content, finish, fault } = await ask({}, null);
        assert.deepEqual([state, finish, fault?.kind], ['truncated', null, 'truncated']);
        assert.ok(content !== '' && ANSWER.startsWith(content), content);
      });

      it('may fail in the middle: what it said till then stays', async () => {
        const { ask } = await open(name, { breaks: { failAfter: 9 } });
        const { state, content, fault } = await ask({}, null);
        assert.ok(state === 'failed' || state === 'truncated', state);
        assert.notEqual(fault, null);
        assert.ok(content !== '' && ANSWER.startsWith(content), content);
      });

      it('may fail before the first token', async () => {
        const { ask } = await open(name, { breaks: { failAfter: 0 } });
        const { state, fault } = await ask({}, null);
        assert.deepEqual([state, fault?.kind], ['failed', 'server']);
      });

      it('is given up when it falls silent', async () => {
        const { ask } = await open(name, { breaks: { stallAfter: 6 } }, { timeout: 0.2 });
        const { state, fault, content } = await ask({}, null);
        assert.deepEqual([state, fault?.kind], ['truncated', 'timeout']);
        assert.ok(content !== '' && ANSWER.startsWith(content), content);
      });

      it('sees at once that a call was cancelled', async () => {
        const { server, client } = await open(name, { breaks: { pace: 5 } });
        const cancelling = new AbortController();
        const request: ChatRequest = {
          messages: [{ role: 'user', content: QUESTION }],
          tools: null,
          variables: null,
          alternatives: null,
          stream: true,
        };
        const answer = await client.chat(request, null, cancelling.signal, () => cancelling.abort());
        assert.equal(answer.state, 'cancelled');
        while (server.seen.running > 0) await new Promise((resolve) => setImmediate(resolve));
        assert.equal(server.seen.aborted, 1);
        assert.ok(server.seen.tokens < 27, String(server.seen.tokens));
      });

      it('asks to wait, and is not asked again by itself', async () => {
        const { ask, server } = await open(name, { breaks: { busy: { times: 1, retryAfter: '7' } } });
        const { state, fault } = await ask({}, null);
        assert.deepEqual([state, fault?.kind, fault?.retryAfter], ['failed', 'rateLimit', 7000]);
        assert.equal(bodies(server, CHAT).length, 1);
      });

      it('is not followed to another address', async () => {
        const other = await open('vllm');
        const location = `${other.server.baseUrl}/chat/completions`;
        const { ask } = await open(
          name,
          { breaks: { answer: { status: 307, headers: { location } } } },
          { givenKey: KEY },
        );
        const { state, fault } = await ask({}, null);
        assert.equal(state, 'failed');
        assert.ok(fault?.message.includes(location));
        assert.equal(other.server.seen.requests.length, 0);
      });

      it('tells nobody a key, also where it repeats it', async () => {
        const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}` } });
        const { ask, client } = await open(name, { breaks: { answer: { status: 401, body } } }, { givenKey: KEY });
        const answer = await ask({}, null);
        assert.equal(answer.fault?.kind, 'unauthorized');
        assert.ok(!JSON.stringify(answer).includes(KEY));
        await assert.rejects(client.models(new AbortController().signal), (error: ProbeError) => {
          assert.ok(!JSON.stringify([error.fault, error.message, error.stack]).includes(KEY));
          return true;
        });
      });
    });
  }
});

describe('Servers with a key', () => {
  const guarded = names.filter((name) => name !== 'ollama' && name !== 'transformersServe');
  for (const name of guarded) {
    it(`${name} lets in who has it, and nobody else`, async () => {
      const right = await open(name, { key: KEY });
      const wrong = await open(name, { key: KEY }, { givenKey: 'sk-another' });
      assert.equal((await right.ask({}, null)).state, 'finished');
      assert.equal((await wrong.ask({}, null)).fault?.kind, 'unauthorized');
    });
  }
});
