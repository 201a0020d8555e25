import assert from 'node:assert/strict';
import fc from 'fast-check';
import { allotted, choose } from '../../../src/convert/select/choose';
import { NearDuplicates } from '../../../src/convert/select/nearDuplicates';
import { Random } from '../../../src/convert/select/random';
import { areSimilar, comparedText, normalized, shinglesOf } from '../../../src/convert/select/shingles';
import { Strata } from '../../../src/convert/select/strata';
import { formatById } from '../../../src/dataset/format';

const first = (seed: bigint, count: number): number[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('random numbers', () => {
  it('are those of the published algorithms', () => {
    assert.deepEqual(first(0n, 5), [3737715805, 2584255861, 2876756834, 3286328325, 1553311962]);
    assert.deepEqual(first(42n, 5), [1776835114, 4165204688, 17111135, 2317295270, 2792088233]);
    assert.deepEqual(first(-1n, 3), first((1n << 64n) - 1n, 3));
  });

  it('shuffle without losing or doubling, each order about as often', () => {
    const random = new Random(1n);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle(Uint32Array.of(0, 1, 2)).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    assert.equal(orders.size, 6);
    for (const times of orders.values()) assert.ok(times > 850 && times < 1150, String(times));
  });
});

describe('choosing records', () => {
  const chosenOf = (chosen: Uint8Array): number[] => [...chosen.keys()].filter((record) => chosen[record] === 1);

  it('gives as many as wanted, the same for the same seed', () => {
    const choice = (seed: bigint): number[] => chosenOf(choose({ records: 100 }, 10, new Random(seed)));
    assert.equal(choice(1n).length, 10);
    assert.deepEqual(choice(1n), choice(1n));
    assert.notDeepEqual(choice(1n), choice(2n));
  });

  it('divides a number by the sizes of groups, exactly in sum', () => {
    assert.deepEqual(allotted(10, [50, 30, 20]), [5, 3, 2]);
    assert.deepEqual(allotted(1, [1, 1, 1]), [1, 0, 0]);
    assert.deepEqual(allotted(0, []), []);
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 50 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, share) => {
          const total = sizes.reduce((sum, size) => sum + size, 0);
          const count = Math.floor(total * share);
          const parts = allotted(count, sizes);
          assert.equal(
            parts.reduce((sum, part) => sum + part, 0),
            count,
          );
          parts.forEach((part, i) => assert.ok(part <= sizes[i]!));
        },
      ),
    );
  });

  it('keeps the shares of strata, and records together that belong together', () => {
    const strata = Uint32Array.from({ length: 100 }, (_, record) => (record < 80 ? 0 : 1));
    const chosen = chosenOf(choose({ records: 100, strata }, 20, new Random(3n)));
    assert.equal(chosen.filter((record) => record >= 80).length, 4);
    const clusters = Uint32Array.from({ length: 100 }, (_, record) => record - (record % 4));
    const together = choose({ records: 100, clusters }, 22, new Random(3n));
    assert.equal(chosenOf(together).length, 20);
    clusters.forEach((leader, record) => assert.equal(together[record], together[leader]));
  });
});

describe('strata', () => {
  it('are told by a field, by name, by dots or by pointer', () => {
    for (const field of ['meta.lang', '/meta/lang']) {
      const strata = new Strata(field);
      const numbers = [{ meta: { lang: 'zh' } }, { meta: { lang: 'en' } }, {}, { meta: { lang: 'zh' } }, { meta: 1 }];
      assert.deepEqual(
        numbers.map((record) => strata.numberOf(record)),
        [0, 1, 2, 0, 2],
      );
      assert.equal(strata.size, 3);
    }
    assert.equal(new Strata('toString').numberOf({}), new Strata('x').numberOf({}));
  });
});

describe('near-equal texts', () => {
  const words = (seed: bigint, count: number): string[] => {
    const random = new Random(seed);
    return Array.from({ length: count }, () => `w${random.below(5000)}`);
  };

  it('are compared without case, width and white space, by what is said', () => {
    assert.equal(normalized('Ａ  Bc\n你好'), 'abc你好');
    const record = {
      conversations: [
        { from: 'system', value: 'S' },
        { from: 'human', value: 'Q ' },
        { from: 'gpt', value: 'A' },
      ],
      id: 'x',
    };
    assert.equal(comparedText(record, formatById('sharegpt')), 'qa');
    assert.equal(comparedText({ a: 'X', b: ['Y', 1] }, undefined), 'xy');
  });

  it('are similar as their shingles are (Jaccard’s index)', () => {
    const jaccard = (a: Uint32Array, b: Uint32Array): number => {
      const shared = a.filter((each) => b.includes(each)).length;
      return shared / (a.length + b.length - shared);
    };
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.string({ maxLength: 30 }),
        fc.constantFrom(0.2, 0.5, 0.8),
        (a, b, least) => {
          const [one, two] = [shinglesOf(`${a}${b}12345`), shinglesOf(`${b}12345${a}`)];
          assert.equal(areSimilar(one, two, least), jaccard(one, two) >= least - 1e-9);
        },
      ),
    );
  });

  it('are found, and only they, also through others and among short ones', () => {
    const long = Array.from({ length: 60 }, (_, i) => words(BigInt(i), 80));
    const near = long.slice(0, 20).map((text, i) => text.map((word, at) => (at === i ? 'changed' : word)));
    const texts = [...long, ...near].map((text) => text.join(' ')).concat('好的', '好 的', '不好');
    const duplicates = new NearDuplicates();
    const compared = texts.map(normalized);
    for (const text of compared) duplicates.add(text);
    const clusters = duplicates.clusters((record) => compared[record]!);
    const expected = texts.map((_, i) => (i < 60 ? i : i < 80 ? i - 60 : i === 81 ? 80 : i));
    assert.deepEqual([...clusters], expected);
  });

  it('are found as comparing all with all finds them', () => {
    const random = new Random(5n);
    const base = words(1n, 60);
    const texts = Array.from({ length: 40 }, () =>
      base.map((word) => (random.below(12) === 0 ? `x${random.below(9)}` : word)).join(''),
    );
    const shingles = texts.map(shinglesOf);
    const duplicates = new NearDuplicates();
    for (const text of texts) duplicates.add(text);
    const clusters = duplicates.clusters((record) => texts[record]!);
    let pairs = 0;
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < i; j++) {
        if (!areSimilar(shingles[i]!, shingles[j]!, 0.8)) continue;
        pairs++;
        assert.equal(clusters[i], clusters[j]);
      }
    }
    assert.ok(pairs > 0);
  });
});
