import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PrefillCut } from '../../../../src/probe/client/prefillCut';
import { TooMuch } from '../../../../src/probe/client/readBody';
import { serverEvents } from '../../../../src/probe/client/serverEvents';

describe('Server-sent events', () => {
  async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const size of sizes) yield bytes.slice(from, (from += size));
    yield bytes.slice(from);
  }

  async function eventsOf(text: string, sizes: readonly number[] = []): Promise<string[]> {
    const events: string[] = [];
    for await (const data of serverEvents(cut(new TextEncoder().encode(text), sizes))) events.push(data);
    return events;
  }

  it('are the same wherever their bytes are cut, with either line end and comments between them', async () => {
    const values = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 });
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(values, sizes, fc.constantFrom('\n', '\r\n'), async (texts, cuts, end) => {
        const data = texts.map((text) => JSON.stringify({ text }));
        const stream = data.map((line) => `: ping${end}${end}data: ${line}${end}${end}`).join('');
        assert.deepEqual(await eventsOf(stream, cuts), data);
      }),
    );
  });

  it('count without their last empty line, unless they are torn apart', async () => {
    assert.deepEqual(await eventsOf('data: {"a":1}'), ['{"a":1}']);
    assert.deepEqual(await eventsOf('data: {"a":1}\n\ndata: [DONE]'), ['{"a":1}', '[DONE]']);
    assert.deepEqual(await eventsOf('data: {"a":1}\n\ndata: {"a"'), ['{"a":1}']);
  });

  it('have an end, though a server never comes to one', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('data: ');
      for (;;) yield new Uint8Array(1024 * 1024).fill(97);
    }
    await assert.rejects(async () => {
      for await (const _event of serverEvents(endless())) assert.fail();
    }, TooMuch);
  });
});

describe('The beginning that was given for an answer', () => {
  it('is taken off once, wherever the answer is cut', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { maxLength: 6 }), (prefill, pieces) => {
        const cutter = new PrefillCut(prefill);
        const answer = pieces.join('');
        // All in one piece with the prefill, and each piece by itself.
        const kept = [prefill, ...pieces].map((piece) => cutter.take(piece)).join('') + cutter.end();
        assert.equal(kept, answer);
      }),
    );
  });

  it('stays away where the server does not repeat it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string(), { maxLength: 6 }), (prefill, pieces) => {
        const answer = pieces.join('');
        fc.pre(!answer.startsWith(prefill));
        const cutter = new PrefillCut(prefill);
        assert.equal(pieces.map((piece) => cutter.take(piece)).join('') + cutter.end(), answer);
      }),
    );
  });
});
