import assert from 'node:assert/strict';
import { parseCondition, parseRecordNumbers } from '../../../src/labels/recordFilter';

const RECORD = {
  instruction: '写一段代码',
  meta: { lang: 'zh', score: 3, tags: ['a', 'b'] },
  'a.b': 'dotted',
  messages: [{ content: 'hello world' }, { content: 'bye' }],
};

describe('conditions of records', () => {
  const holds = (text: string): boolean => {
    const parsed = parseCondition(text);
    assert.ok('condition' in parsed, text);
    assert.ok(parsed.condition.isThere(RECORD) || !text.startsWith('instruction'), text);
    return parsed.condition.holds(RECORD);
  };

  for (const [text, expected] of [
    ['instruction contains 代码', true],
    ['instruction contains code', false],
    ['instruction lacks code', true],
    ['meta.lang is zh', true],
    ['meta.lang = zh', true],
    ['meta.lang isnt zh', false],
    ['meta.lang != en', true],
    ['meta.score is 3', true],
    ['meta.score matches ^[1-3]$', true],
    ['meta.tags.1 is b', true],
    ['meta.tags.* is b', true],
    ['meta.tags contains "b"', true],
    ['messages.*.content contains hello', true],
    ['messages.1.content contains hello', false],
    ['/a.b is dotted', true],
    ['/messages/0/content ~ ^hello\\sworld$', true],
    ['missing lacks x', true],
    ['missing isnt x', true],
    ['missing contains x', false],
    ['missing is ""', false],
    ['instruction is " 写一段代码"', false],
  ] as const) {
    it(`${text}: ${expected}`, () => assert.equal(holds(text), expected));
  }

  it('say what is wrong with them', () => {
    for (const text of ['', 'instruction', 'instruction contains', 'instruction has x', 'constructor constructor x']) {
      const parsed = parseCondition(text);
      assert.ok('fault' in parsed && /is no condition/.test(parsed.fault), text);
    }
    const parsed = parseCondition('instruction matches (');
    assert.ok('fault' in parsed && /is no regular expression/.test(parsed.fault));
  });
});

describe('numbers of records', () => {
  it('are counted from 1, alone, in ranges, and to the end', () => {
    const isMeant = parseRecordNumbers('1-3, 5,8-')!;
    const meant = Array.from({ length: 10 }, (_, index) => index).filter(isMeant);
    assert.deepEqual(meant, [0, 1, 2, 4, 7, 8, 9]);
  });

  it('must make sense', () => {
    for (const text of ['', '0', '3-1', 'a', '1--2', '-3', '1,,2'])
      assert.equal(parseRecordNumbers(text), undefined, text);
  });
});
