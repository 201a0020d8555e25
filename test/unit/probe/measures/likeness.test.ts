import { equal, ok } from 'node:assert/strict';
import { check, property, string, array, constantFrom } from 'fast-check';
import { chrf, chrfOrders, fMeasure } from '../../../../src/probe/measures/chrf';
import { rougeL } from '../../../../src/probe/measures/rougeL';

describe('chrF', () => {
  // From sacreBLEU's test/test_chrf.py: test_cases_effective_order, as its default averages.
  const known: readonly (readonly [answer: string, reference: string, percent: number])[] = [
    ['a', 'a', 100],
    ['', 'reference', 0],
    ['a b c', 'a b c', 100],
    ['a b c', 'abc', 100],
    ['', 'c', 0],
    ['aa', 'ab', 25],
  ];
  for (const [answer, reference, percent] of known) {
    it(`gives what sacreBLEU gives: ${percent} for “${answer}”`, () => near(chrf(answer, reference), percent / 100));
  }

  it('counts n-grams as sacreBLEU does', () => {
    // Its test_sentence_level_chrf, where the F-measures of the six orders are averaged (eps_smoothing).
    const sentences = [
      [
        'Co nás nejvíc trápí, protože lékaři si vybírají, kdo bude žít a kdo zemře.',
        'Nejvíce smutní jsme z toho, že musíme rozhodovat o tom, kdo bude žít a kdo zemře.',
      ],
      [
        'Nebo prostě nemají vybavení, které by jim pomohlo, uvedli lékaři.',
        'A někdy nemáme ani potřebný materiál, abychom jim pomohli, popsali lékaři.',
      ],
      [
        'Lapali po dechu, jejich životy skončily dřív, než skutečně začaly.',
        'Lapali po dechu a pak jejich život skončil - dřív, než skutečně mohl začít, připomněli.',
      ],
    ] as const;
    const percents = [39.14078509, 31.22557079, 57.15704367];
    sentences.forEach(([answer, reference], i) => {
      const sum = chrfOrders(answer, reference).reduce((total, order) => total + fMeasure(order), 0);
      near(sum / 6, percents[i]! / 100);
    });
  });

  it('compares Chinese character by character', () => {
    near(chrf('今天天气很好', '今天天气很好'), 1);
    ok(chrf('今天天气不好', '今天天气很好') > chrf('昨天下了大雨', '今天天气很好'));
  });
});

describe('ROUGE-L', () => {
  it('gives what rouge-score gives (its rouge_scorer_test.py)', () => {
    ok(Math.abs(rougeL('testing one', 'testing one two') - 4 / 5) < 1e-12);
    ok(Math.abs(rougeL('testing two', 'testing one two') - 4 / 5) < 1e-12);
    equal(rougeL('', 'testing one two'), 0);
    equal(rougeL('Testing, one-two!', 'testing one two'), 1);
  });

  it('takes Chinese characters for words, and leaves foreign words whole', () => {
    // 我 用 python 写 of 我 爱 用 python 写 代 码: 4 of 4 and 4 of 7.
    ok(Math.abs(rougeL('我用 Python 写', '我爱用 Python 写代码。') - (2 * (4 / 7)) / (1 + 4 / 7)) < 1e-12);
  });

  it('finds as long a common subsequence as the usual table does', () => {
    const words = array(constantFrom('a', 'b', 'c', '中'), { maxLength: 90 });
    check(
      property(words, words, (a, b) => {
        const common = table(a, b);
        const wanted = common === 0 ? 0 : (2 * common) / (a.length + b.length);
        return Math.abs(rougeL(a.join(' '), b.join(' ')) - wanted) < 1e-9;
      }),
    );
  });

  it('stays between 0 and 1, whatever the texts', () => {
    const text = string({ unit: 'grapheme' });
    check(
      property(text, text, (a, b) => [rougeL(a, b), chrf(a, b)].every((value) => value >= 0 && value <= 1 + 1e-12)),
    );
  });

  it('is done with long texts at once', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `w${i % 977}`).join(' ');
    ok(rougeL(long, `${long} more`) > 0.99);
  });
});

function near(value: number, wanted: number): void {
  ok(Math.abs(value - wanted) < 1e-6, `${value}, not ${wanted}`);
}

function table(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      rows[i]![j] = a[i - 1] === b[j - 1] ? rows[i - 1]![j - 1]! + 1 : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
    }
  }
  return rows[a.length]![b.length]!;
}
