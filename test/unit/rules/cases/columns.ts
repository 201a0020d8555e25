import type { Measuring } from '../../../../src/rules/checker';
import type { Cases } from './case';

const lines = (...records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n');
const messages = [
  { role: 'system', content: 'Be polite.' },
  { role: 'user', content: 'hi' },
  { role: 'assistant', content: 'hello' },
];
const withTools = (tools: unknown): unknown => ({ messages, tools });
const tool = (name: string, argument: string): unknown => {
  const parameters = { type: 'object', properties: { [argument]: { type: 'string' } }, required: [argument] };
  return { type: 'function', function: { name, description: 'What it does', parameters } };
};

/** Records of somewhat more than the first chunk that `datasets` reads. */
const TEN_MEGABYTES = `${lines({ instruction: 'a', output: 'x'.repeat(11_000_000), system: '' })}\n`;
const late = lines({ instruction: 'a', output: 'b', system: 'Be brief.' });

/** A trainer that keeps no record whose answer is null. */
const measuring: Measuring = {
  cutoff: null,
  meter: {
    measure: (record) => {
      const status = (record as { output: unknown }).output === null ? 'dropped' : 'kept';
      return { status, tokens: 1, trained: 1, kept: 1, keptTrained: 1, turns: [] };
    },
  },
};

export const columns: Cases = {
  'column-extra-target': {
    faulty: lines({ messages, score: 5 }),
    at: ['0:125'],
    sound: lines({ messages }),
    mended: lines({ messages }),
    format: 'messages',
    options: { target: 'openai' },
  },
  'column-type-mix': {
    faulty: lines(
      { instruction: 'a', output: 'b', id: 'x' },
      { instruction: 'a', output: 'b', id: 7 },
      { instruction: 'a', output: 'b', id: null },
      { instruction: 'a', output: 'b', id: 'y' },
    ),
    at: ['1:37'],
    sound: lines({ instruction: 'a', output: 'b', id: 'x' }, { instruction: 'a', output: 'b', id: '7' }),
    mended: lines(
      { instruction: 'a', output: 'b', id: 'x' },
      { instruction: 'a', output: 'b', id: '7' },
      { instruction: 'a', output: 'b', id: null },
      { instruction: 'a', output: 'b', id: 'y' },
    ),
  },
  'string-looks-like-json-in-mixed-column': {
    faulty: lines({ instruction: 'a', output: 'b', id: '42' }, { instruction: 'a', output: 'b', id: 7 }),
    at: ['0:37'],
    sound: lines({ instruction: 'a', output: 'b', id: '42' }, { instruction: 'a', output: 'b', id: '7' }),
    options: { levels: { 'column-type-mix': 'off' } },
  },
  'column-all-dates': {
    faulty: lines({ instruction: 'When?', output: '2024-01-01' }, { instruction: 'When?', output: '2024-01-02 10:00' }),
    at: ['0:32'],
    sound: lines({ instruction: 'When?', output: '2024-01-01' }, { instruction: 'When?', output: 'Never.' }),
    mended: lines(
      { instruction: 'When?', output: '2024-01-01.' },
      { instruction: 'When?', output: '2024-01-02 10:00.' },
    ),
  },
  'column-appears-late': {
    faulty: TEN_MEGABYTES.replace(',"system":""', '') + late,
    at: ['0:0'],
    sound: TEN_MEGABYTES + late,
    mended: TEN_MEGABYTES.replace(',"system"', ', "system"').replace(':""', ': ""') + late,
  },
  'column-null-heavy': {
    faulty: TEN_MEGABYTES.replace(':""', ':null') + late,
    at: ['0:11000040'],
    sound: TEN_MEGABYTES + late,
    mended: TEN_MEGABYTES + late,
  },
  'object-keys-vary': {
    faulty: lines(withTools([tool('f', 'a')]), withTools([tool('g', 'b')])),
    at: ['0:133'],
    sound: lines(withTools([tool('f', 'a')]), withTools([tool('g', 'a')])),
    mended: lines(withTools(JSON.stringify([tool('f', 'a')])), withTools(JSON.stringify([tool('g', 'b')]))),
    format: 'messages',
  },
  'nothing-left': {
    faulty: lines({ instruction: 'a', output: null }, { instruction: 'b', output: null }),
    at: ['0:0'],
    sound: lines({ instruction: 'a', output: null }, { instruction: 'b', output: 'c' }),
    options: { measuring, levels: { 'empty-answer': 'off', 'record-dropped': 'off' } },
  },
};
