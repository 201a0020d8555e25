import assert from 'node:assert/strict';
import { noiseIn } from '../../../src/labels/noise';

/** `kind/sign: what` of every sign. */
function signs(text: string): string[] {
  return noiseIn(text).map(({ kind, sign, start, end }) => `${kind}/${sign}: ${text.slice(start, end)}`);
}

describe('noise', () => {
  const noisy: Readonly<Record<string, readonly string[]>> = {
    'waht is teh capital of France': ['typo/misspelled: waht', 'typo/misspelled: teh'],
    'please explian how a plane flies, becuase I forgot': ['typo/misspelled: explian', 'typo/misspelled: becuase'],
    请邦我写一偏作文: ['typo/misspelled: 邦我', 'typo/misspelled: 一偏'],
    'zenme 学习编程？': ['code-mixed/pinyin: zenme'],
    '帮我 check 一下这个计划': ['code-mixed/mixed: check 一下'],
    '我想学做菜，但是': ['incomplete/breaks-off: 但是'],
    'how can I find the': ['incomplete/breaks-off: the'],
    'can u tell me about cats plz': ['colloquial/slang: can u', 'colloquial/slang: plz'],
    电脑开不了机了肿么办: ['colloquial/slang: 肿么'],
    '给我讲个笑话！！！！': ['noise/repeated: ！！！！'],
    '帮 我 写 一 首 诗': ['noise/spaced: 帮 我 写 一 首 诗'],
  };
  for (const [text, expected] of Object.entries(noisy)) {
    it(`is seen in “${text}”`, () => assert.deepEqual(signs(text), expected));
  }

  it('names the word that is meant', () => {
    assert.deepEqual(
      noiseIn('我觉的天汽不错').map(({ meant }) => meant),
      ['觉得', '天气'],
    );
  });

  const sound = [
    'Correct the spelling: waht is teh capital of France',
    'Classify the sentiment of this review: “omg plz fix teh app”',
    'Summarize the text below.\nu r gr8, thx',
    '“zenme”是什么意思？',
    '用 Python 写一个 function，读取 JSON 文件。',
    '这个公司因该公司破产而受损',
    '按排名列出前十所大学',
    '续写下面的句子：从前有座山，但是',
    'What is it made of',
    'What does the word “the” mean and who uses the',
    '帮我安排一下明天的行程',
    '我有自觉的习惯',
    '怎么半天都没有反应？',
    'Write code: if (a || b) { recieve(); }',
    '',
    ' ',
  ];
  for (const text of sound) {
    it(`is not seen in “${text}”`, () => assert.deepEqual(signs(text), []));
  }

  it('in one word of a long prompt is a slip', () => {
    const words = 'Give me a list of good books that a child of ten would enjoy on a long and rainy day at home alone';
    assert.deepEqual(signs(`${words}, recieve thanks`), []);
  });
});
