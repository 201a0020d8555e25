import type { Cases } from './case';

const record = '{"instruction": "a", "output": "b"}';

/** Files, syntax and the fields of Alpaca. */
export const json: Cases = {
  'file-nul-bytes': { faulty: `${record}\n\0\0\0`, at: ['1:0'], sound: `${record}\n`, mended: `${record}\n` },
  'file-truncated-tail': {
    faulty: `${record}\n{"instruction": "bye", "out`,
    at: ['1:23'],
    sound: `${record}\n${record}`,
    mended: `${record}\n`,
  },
  'file-bom': { faulty: `${record}\n\ufeff${record}\n`, at: ['1:0'], sound: record, mended: `${record}\n${record}\n` },
  'json-syntax': {
    faulty: `{"instruction": "a", "output": "b",}\n${record}`,
    at: ['0:34'],
    sound: record,
    mended: `{"instruction": "a", "output": "b"}\n${record}`,
  },
  'json-line-end-comma': {
    faulty: `${record},\n${record}\n`,
    at: ['0:35'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-blank-line': {
    faulty: `${record}\n\n  \n${record}\n`,
    at: ['1:0'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-two-values-on-line': {
    faulty: `${record} ${record}\n`,
    at: ['0:34'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-pretty-multiline': {
    faulty: '{\n  "instruction": "a",\n  "output": "b { \\n"\n}\n',
    at: ['0:0'],
    sound: record,
    mended: '{"instruction": "a", "output": "b { \\n"}\n',
  },
  'json-duplicate-key': {
    faulty: '{"instruction": "a", "output": "b", "output": "c"}',
    at: ['0:36'],
    sound: record,
    mended: '{"instruction": "a", "output": "c"}',
  },
  'json-nan-infinity': {
    faulty: '{"instruction": "a", "output": "b", "id": -Infinity}',
    at: ['0:42'],
    sound: record,
    mended: '{"instruction": "a", "output": "b", "id": null}',
  },
  'json-lone-surrogate': {
    faulty: '{"instruction": "\\ud83d\\ude00", "output": "b\\uDE00"}',
    at: ['0:44'],
    sound: '{"instruction": "\\ud83d\\ude00", "output": "\\\\ud83d"}',
    mended: '{"instruction": "\\ud83d\\ude00", "output": "b\\ufffd"}',
  },
  'json-bigint': {
    faulty: '{"instruction": "a", "output": "b", "id": 12345678901234567890}',
    at: ['0:42'],
    sound: '{"instruction": "a", "output": "b", "id": 9007199254740991, "source": 0.12345678901234567}',
    mended: '{"instruction": "a", "output": "b", "id": "12345678901234567890"}',
  },
  'json-root-shape': {
    faulty: `{"data": [${record}, ${record}]}`,
    at: ['0:0'],
    sound: record,
    mended: `[${record}, ${record}]`,
  },
  'json-depth': {
    faulty: `{"instruction": "a", "output": "b", "id": ${'['.repeat(40)}${']'.repeat(40)}}`,
    at: ['0:0'],
    sound: '{"instruction": "a", "output": "b", "id": [[[]]]}',
  },
  'record-shape': {
    faulty: '{"messages": {"role": "user", "content": "1+1?"}}',
    at: ['0:13'],
    sound: '{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}',
    format: 'messages',
  },
  'field-missing': {
    faulty: '{"instruction": "a", "otuput": "b"}',
    at: ['0:21'],
    sound: record,
    mended: '{"instruction": "a", "output": "b"}',
  },
  'column-typo': {
    faulty: '{"instruction": "a", "Inptu": "x", "output": "b"}',
    at: ['0:21'],
    sound: record,
    mended: '{"instruction": "a", "input": "x", "output": "b"}',
  },
  'column-unknown': { faulty: '{"instruction": "a", "output": "b", "note": 1}', at: ['0:36'], sound: record },
  'string-expected': {
    faulty: '{"instruction": {"x": 1.0}, "output": "b"}',
    at: ['0:16'],
    sound: record,
    mended: '{"instruction": "{\\"x\\": 1.0}", "output": "b"}',
  },
  'number-as-answer': {
    faulty: '{"instruction": "a", "output": 1.50}',
    at: ['0:31'],
    sound: record,
    mended: '{"instruction": "a", "output": "1.50"}',
  },
  'history-shape': {
    faulty: '{"instruction": "a", "output": "b", "history": ["q", "r"]}',
    at: ['0:47'],
    sound: '{"instruction": "a", "output": "b", "history": [["q", "r"]]}',
    mended: '{"instruction": "a", "output": "b", "history": [["q", "r"]]}',
  },
  'empty-prompt': { faulty: '{"instruction": " ", "input": "\\n", "output": "b"}', at: ['0:16'], sound: record },
  'empty-instruction': {
    faulty: '{"instruction": "", "input": "x", "output": "b"}',
    at: ['0:16'],
    sound: '{"instruction": "x", "input": "", "output": "b"}',
  },
  'empty-answer': { faulty: '{"instruction": "a", "output": "　"}', at: ['0:31'], sound: record },
};
