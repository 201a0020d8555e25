/** A folder in which a record is over the cutoff and a character is more than one token. */
export const tokensFolder = {
  'tuneset.json': `${JSON.stringify({ target: 'llamafactory', template: 'qwen3', tokenizer: 'qwen3', cutoffLength: 96 }, null, 2)}\n`,
  'train.jsonl': `${[
    {
      instruction: '把下面的句子翻译成英文。',
      input: '今天的会议改到下午三点。',
      output: 'The meeting has been moved to three today.',
    },
    { instruction: '龘和靐怎么读？', input: '', output: '龘读 dá，靐读 bìng。' },
    {
      instruction: '那如果再买 4 个呢？',
      input: '',
      output: '6 + 4 = 10，一共有 10 个。',
      history: [
        [
          '小明有 12 个苹果，送出 6 个，还剩几个？请写步骤。',
          '第一步，一开始有 12 个苹果；第二步，送出了 6 个；第三步，12 减去 6 等于 6。所以还剩 6 个。',
        ],
      ],
    },
    { instruction: 'Reverse a string in Python.', input: '', output: 'def reverse(text):\n    return text[::-1]' },
  ]
    .map((record) => JSON.stringify(record).replaceAll('":', '": ').replaceAll('","', '", "'))
    .join('\n')}\n`,
};
