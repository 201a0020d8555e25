import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NgramModel } from '../../../src/demo/model/ngram';
import { chooseToken, randomOf, type SamplingChoice } from '../../../src/demo/model/sampling';
import { VisibleText } from '../../../src/demo/visibleText';

const VOCABULARY = 50;
const tokens = fc.array(fc.nat(VOCABULARY - 1), { minLength: 1, maxLength: 30 });
const texts = fc.array(tokens, { minLength: 1, maxLength: 5 });

function trained(corpus: readonly (readonly number[])[], order = 4): NgramModel {
  const model = new NgramModel({ order, vocabulary: VOCABULARY, backOff: 2 });
  for (const text of corpus) model.train(text);
  return model;
}

const plain: SamplingChoice = { temperature: 1, topP: 1, topK: 0, bias: new Map() };

describe('The demo’s language model', () => {
  it('gives every token a probability, and all together are 1', () => {
    fc.assert(
      fc.property(texts, tokens, (corpus, context) => {
        const next = trained(corpus).next(context);
        const all = Array.from({ length: VOCABULARY }, (_, id) => next.probabilityOf(id));
        assert.ok(all.every((probability) => probability > 0));
        assert.ok(Math.abs(all.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
      }),
    );
  });

  it('ranks tokens as their probabilities are', () => {
    fc.assert(
      fc.property(texts, tokens, fc.integer({ min: 0, max: 8 }), (corpus, context, count) => {
        const next = trained(corpus).next(context);
        const top = next.top(count);
        assert.equal(top.length, Math.min(count, next.seen.length));
        const sorted = [...next.probabilities].sort((a, b) => b - a).slice(0, count);
        assert.deepEqual(
          top.map(({ logprob }) => logprob),
          sorted.map(Math.log),
        );
        assert.ok(top.every(({ id, logprob }) => next.logprobOf(id) === logprob));
        if (top[0]) assert.equal(next.rankOf(top[0].id), 1);
      }),
    );
  });

  it('looks back no further than its order', () => {
    const model = trained(
      [
        [1, 2, 3, 4, 5, 6],
        [9, 2, 3, 4, 5, 7],
      ],
      3,
    );
    assert.deepEqual(model.next([1, 2, 3, 4, 5]).probabilities, model.next([3, 4, 5]).probabilities);
  });

  it('is surer the longer the context is that it knows', () => {
    const model = trained([
      [1, 2, 3, 4],
      [5, 3, 6],
      [7, 8],
    ]);
    const [short, long] = [model.next([3]), model.next([1, 2, 3])];
    assert.ok(long.probabilityOf(4) > short.probabilityOf(4));
    assert.ok(short.probabilityOf(4) > model.next([]).probabilityOf(4));
  });
});

describe('Sampling', () => {
  const model = trained([[1, 2, 3, 1, 2, 4, 1, 2, 3]]);
  const next = model.next([1, 2]);

  it('takes the likeliest token at temperature 0', () => {
    assert.equal(chooseToken(next, { ...plain, temperature: 0 }, randomOf(1), VOCABULARY), 3);
  });

  it('says the same again with the same seed', () => {
    const say = (seed: number): number[] => {
      const random = randomOf(seed);
      return Array.from({ length: 20 }, () => chooseToken(next, plain, random, VOCABULARY));
    };
    assert.deepEqual(say(7), say(7));
    assert.notDeepEqual(say(7), say(8));
  });

  it('says tokens as often as they are likely, those never seen too', () => {
    const random = randomOf(3);
    const draws = 40_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const id = chooseToken(next, plain, random, VOCABULARY);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const id of next.seen) assert.ok(Math.abs((counts.get(id) ?? 0) / draws - next.probabilityOf(id)) < 0.01);
    const unseen = [...counts].filter(([id]) => !next.isSeen(id)).reduce((sum, [, count]) => sum + count, 0);
    assert.ok(Math.abs(unseen / draws - (VOCABULARY - next.seen.length) * next.unseen) < 0.01);
  });

  it('keeps to the likeliest ones with top_p and top_k', () => {
    const random = randomOf(5);
    for (let i = 0; i < 200; i++) {
      assert.equal(chooseToken(next, { ...plain, topK: 1 }, random, VOCABULARY), 3);
      assert.equal(chooseToken(next, { ...plain, topP: 0.1 }, random, VOCABULARY), 3);
    }
  });

  it('says what a bias makes it say', () => {
    const bias = new Map([[42, 100]]);
    for (const temperature of [0, 1]) {
      assert.equal(chooseToken(next, { ...plain, temperature, bias }, randomOf(1), VOCABULARY), 42);
    }
  });
});

describe('The visible text of tokens', () => {
  it('is the whole text, wherever its bytes are parted', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        (text, sizes) => {
          const bytes = Buffer.from(text);
          const visible = new VisibleText([]);
          let seen = '';
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length]!;
            seen += visible.push(bytes.subarray(at, at + size));
            at += size;
          }
          assert.equal(seen + visible.rest(), bytes.toString());
        },
      ),
    );
  });

  it('ends before a stop text, however it comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 4 }), (before, after, size) => {
        const text = `${before.replaceAll('§', '')}§end${after}`;
        const visible = new VisibleText(['§end', 'never so']);
        let seen = '';
        const bytes = Buffer.from(text);
        for (let at = 0; at < bytes.length && !visible.isStopped; at += size) {
          seen += visible.push(bytes.subarray(at, at + size));
        }
        assert.ok(visible.isStopped);
        assert.equal(seen, Buffer.from(before.replaceAll('§', '')).toString());
      }),
    );
  });
});
