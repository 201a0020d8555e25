import assert from 'node:assert/strict';
import { estimatedTokens, someOf } from '../../../../src/extension/probe/runs/estimate';
import type { ProbeCase } from '../../../../src/probe/cases/probeCase';
import type { MeasureWish } from '../../../../src/probe/measures/measure';

function probe(prompt: string, answer: string): ProbeCase {
  const message = { role: 'assistant', content: answer };
  return {
    ...{ record: 0, key: 'k', turn: 1, messages: [{ role: 'user', content: prompt }], tools: null, variables: null },
    reference: { content: answer, reasoning: '', calls: [], message },
    ...{ rejected: null, taskTypes: [], kinds: [], isMarked: false, turnCount: 2 },
  };
}

const wish = (measures: readonly MeasureWish[], tries = 1) => ({ endpoints: ['a', 'b'], tries, measures });
const exact: MeasureWish = { kind: 'exact' };
const nll: MeasureWish = { kind: 'nll' };

describe('The tokens that a run will take, about', () => {
  it('grow with cases, endpoints, tries and judges', () => {
    const looked = [probe('a'.repeat(4000), 'b'.repeat(400))];
    const one = estimatedTokens(looked, 10, wish([exact])) ?? assert.fail();
    assert.ok(one > 20_000 && one < 25_000, String(one));
    assert.equal(estimatedTokens(looked, 100, wish([exact])), one * 10);
    assert.equal(estimatedTokens(looked, 10, wish([exact], 10)), one * 10);
    const judge: MeasureWish = { kind: 'judge', endpoint: 'a', prompt: '{{answer}}', scale: 10 };
    assert.equal(estimatedTokens(looked, 10, wish([exact, judge])), one * 2);
  });

  it('are those of one pass where only the reference is scored', () => {
    const looked = [probe('a'.repeat(4000), 'b'.repeat(400))];
    assert.equal(estimatedTokens(looked, 10, wish([nll], 10)), estimatedTokens(looked, 10, wish([exact])));
  });

  it('count a Chinese character for more than a letter', () => {
    const letters = estimatedTokens([probe('a'.repeat(1000), '')], 1, wish([exact])) ?? assert.fail();
    const characters = estimatedTokens([probe('天'.repeat(1000), '')], 1, wish([exact])) ?? assert.fail();
    assert.ok(characters > 2 * letters);
  });

  it('are not known where no case is there', () => {
    assert.equal(estimatedTokens([{ record: 0, problem: 'gone' }], 5, wish([exact])), null);
  });

  it('are taken from a few cases that are spread over all', () => {
    const names = Array.from({ length: 1000 }, (_, record) => ({ record, key: String(record), turn: 1 }));
    const some = someOf(names);
    assert.equal(some.length, 24);
    assert.equal(some[0]?.record, 0);
    assert.ok((some.at(-1)?.record ?? 0) > 950);
    assert.equal(someOf(names.slice(0, 5)).length, 5);
  });
});
