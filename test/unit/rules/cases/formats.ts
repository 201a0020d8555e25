import type { Cases } from './case';

export const formats: Cases = {
  'format-mixed': {
    faulty:
      '{"instruction": "1+1?", "output": "2"}\n' +
      '{"conversations": [{"from": "human", "value": "1+1?"}, {"from": "gpt", "value": "2"}]}\n' +
      '{"instruction": "1+1?", "chosen": "2", "rejected": "3"}\n',
    at: ['1:0', '2:0'],
    sound: '{"instruction": "1+1?", "output": "2"}\n',
  },
};
