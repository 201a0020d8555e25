import type { Cases } from './case';

const pair = (asked: string, chosen: string, rejected: string): string =>
  `{"instruction": "${asked}", "input": "", "chosen": "${chosen}", "rejected": "${rejected}"}`;
const judged = (asked: string, answer: string, tag: string): string =>
  `{"instruction": "${asked}", "input": "", "output": "${answer}", "kto_tag": ${tag}}`;
const said = (chosen: string): string =>
  `{"conversations": [{"from": "human", "value": "1+1?"}], "chosen": ${chosen}, "rejected": {"from": "gpt", "value": "3"}}`;
const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const ofAlpaca = { format: 'preference-alpaca' } as const;
const ofKto = { format: 'kto-alpaca' } as const;
const balanced = `${judged('2+2?', '4', 'true')}\n${judged('2+2?', '5', 'false')}`;
/** Twenty pairs, of which some have the longer answer chosen. */
const pairs = (longer: number): string =>
  lines(20, (i) => (i < longer ? pair(`n${i}?`, 'a long story', 'no') : pair(`n${i}?`, 'yes', 'not that I know')));

/** Pairs of answers, and answers with a verdict. */
export const preference: Cases = {
  'pref-missing-side': {
    ...ofAlpaca,
    faulty: `{"instruction": "1+1?", "input": "", "chosen": "2"}\n${pair('1+1?', '', '3')}\n{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": null}`,
    at: ['0:0', '1:47', '2:64'],
    sound: pair('1+1?', '2', '3'),
  },
  'pref-shape': {
    format: 'preference-sharegpt',
    faulty: said('"two"'),
    at: ['0:66'],
    sound: said('{"from": "gpt", "value": "two"}'),
    mended: said('{"from": "gpt", "value": "two"}'),
  },
  'pref-role': {
    format: 'preference-sharegpt',
    faulty: said('{"from": "human", "value": "two"}'),
    at: ['0:75'],
    sound: said('{"from": "gpt", "value": "two"}'),
    mended: said('{"from": "gpt", "value": "two"}'),
  },
  'pref-identical': {
    ...ofAlpaca,
    faulty: pair('1+1?', 'It is 2.', ' It is ２.'),
    at: ['0:71'],
    sound: pair('1+1?', 'It is 2.', 'It is 3.'),
  },
  'pref-near-identical': {
    ...ofAlpaca,
    faulty: pair('Capital?', 'It is Paris.', 'It is Paris'),
    at: ['0:79'],
    sound: pair('Capital?', 'It is Paris.', 'It is Lyon.'),
  },
  'pref-chosen-worse': {
    ...ofAlpaca,
    faulty: pair('Name a prime.', "I'm sorry, but I can't help with that.", 'Seven is one, and so is eleven.'),
    at: ['0:56'],
    sound: pair('Name a prime.', 'Seven is one, and so is eleven.', "I'm sorry, but I can't help with that."),
  },
  'pref-length-bias': { ...ofAlpaca, faulty: pairs(15), at: ['0:46'], sound: pairs(14) },
  'pref-format-bias': {
    ...ofAlpaca,
    faulty: pair('1+1?', '<think>\\nEasy.\\n</think>\\n\\n2', '3'),
    at: ['0:47'],
    sound: pair('1+1?', '<think>\\nEasy.\\n</think>\\n\\n2', '<think>\\nHard.\\n</think>\\n\\n3'),
  },
  'pref-prompt-repeated': {
    ...ofAlpaca,
    faulty: lines(5, (i) => pair('Name a number.', `${i}`, `none but ${i + 1}`)),
    at: ['0:16'],
    sound: lines(4, (i) => pair('Name a number.', `${i}`, `none but ${i + 1}`)),
  },
  'bool-as-string': {
    ...ofKto,
    faulty: `${judged('1+1?', '2', '"True"')}\n${balanced}`,
    at: ['0:63'],
    sound: `${judged('1+1?', '2', 'true')}\n${balanced}`,
    mended: `${judged('1+1?', '2', 'true')}\n${balanced}`,
  },
  'kto-label-type': {
    ...ofKto,
    faulty: `${judged('1+1?', '2', '1')}\n${balanced}`,
    at: ['0:63'],
    sound: `${judged('1+1?', '2', 'true')}\n${balanced}`,
    mended: `${judged('1+1?', '2', 'true')}\n${balanced}`,
  },
  'kto-true-empty': {
    ...ofKto,
    faulty: `${judged('1+1?', '', 'true')}\n${balanced}`,
    at: ['0:47'],
    sound: `${judged('1+1?', '2', 'true')}\n${balanced}`,
  },
  'kto-one-class': {
    ...ofKto,
    faulty: `${judged('1+1?', '2', 'false')}\n${judged('2+2?', '5', 'false')}`,
    at: ['0:63'],
    sound: balanced,
  },
  'kto-imbalance': {
    ...ofKto,
    faulty: lines(7, (i) => judged(`${i}+1?`, `${i}`, i === 3 ? 'true' : 'false')),
    at: ['3:63'],
    sound: lines(7, (i) => judged(`${i}+1?`, `${i}`, i % 2 === 0 ? 'true' : 'false')),
  },
  'kto-conflict': {
    ...ofKto,
    faulty: `${balanced}\n${judged('2+2?', '4', 'false')}\n${judged('3+3?', '6', 'true')}`,
    at: ['2:63'],
    sound: `${balanced}\n${judged('2+2?', '4.', 'false')}\n${judged('3+3?', '6', 'true')}`,
  },
};
