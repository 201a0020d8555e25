import assert from 'node:assert/strict';
import { featuresOf } from '../../../src/labels/similarRecords';
import { suggest, type Suggestion, type TaggedExample } from '../../../src/labels/suggest';

const EXAMPLES = [
  ['翻译', '请把下面的句子翻译成英文：今天天气很好'],
  ['翻译', '把这句话翻译成英文：我喜欢读书'],
  ['翻译', '翻译成英文：他昨天去了北京'],
  ['数学', '小明有三个苹果，吃了一个，还剩几个？'],
  ['数学', '一个水池有两个进水管，几小时能注满？'],
  ['代码', 'Write a Python function that sorts a list of numbers'],
  ['代码', 'Write a Python function that reverses a string'],
] as const;

const examples: readonly TaggedExample[] = EXAMPLES.map(([type, text]) => ({
  type: [type],
  features: featuresOf(text),
}));

function suggested(text: string, from = examples): Suggestion | undefined {
  return suggest(text, featuresOf(text), from);
}

describe('suggestion of a task type', () => {
  it('is that of the most similar records, with what they share', () => {
    const chinese = suggested('请翻译成英文：这本书很有意思');
    assert.deepEqual(chinese && { ...chinese, words: [] }, { type: ['翻译'], having: 3, similar: 3, words: [] });
    assert.ok(chinese?.words.includes('翻译成英文'), chinese?.words.join());
    const english = suggested('Please write a python function which adds up a list');
    assert.deepEqual(english?.type, ['代码']);
    assert.ok(english.words.includes('python') && english.words.includes('function'), english.words.join());
  });

  it('is none where nothing is similar, or the similar ones disagree', () => {
    assert.equal(suggested('量子纠缠'), undefined);
    assert.equal(suggested(''), undefined);
    assert.equal(suggested('翻译成英文', []), undefined);
    const divided = ['甲', '乙', '丙'].map((type) => ({ type: [type], features: featuresOf('请总结这篇文章') }));
    assert.equal(suggested('请总结这篇文章', divided), undefined);
  });

  it('names only words that the prompt has', () => {
    for (const [, text] of EXAMPLES) {
      for (const word of suggested(text)?.words ?? []) assert.ok(text.toLowerCase().includes(word), `${word}: ${text}`);
    }
  });

  it('looks at the beginning and the end of a long prompt alone', () => {
    assert.ok(featuresOf('很长的文章'.repeat(1000) + '请翻译').has('翻译'));
    assert.ok(featuresOf(Array.from({ length: 9999 }, (_, i) => `word${i}`).join(' ')).size < 100);
  });
});
