import * as assert from 'node:assert/strict';
import { detectFormat } from '../../../src/dataset/detect';
import { formats, openFormat } from '../../../src/dataset/format';
import { fixtureText, NO_DATASETS, recordsOf } from './formatRecords';

const ids = formats.map(({ id }) => id);
const jsonl = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('detection', () => {
  for (const id of ids) {
    it(`knows ${id} as JSONL, as a list, and by each record alone`, () => {
      const records = recordsOf(id);
      assert.equal(detectFormat(jsonl(records), true, false)?.format.id, id);
      assert.equal(detectFormat(JSON.stringify(records, null, 2), true, true)?.format.id, id);
      for (const record of records) {
        assert.equal(detectFormat(jsonl([record]), true, false)?.format.id, id, JSON.stringify(record));
      }
    });

    it(`takes a lone record of ${id} in a .json file for no dataset`, () => {
      for (const record of recordsOf(id)) assert.equal(detectFormat(JSON.stringify(record), true, true), undefined);
    });
  }

  for (const name of NO_DATASETS) {
    it(`takes ${name} for no dataset`, () => {
      assert.equal(detectFormat(fixtureText(`none/${name}`), true, !name.endsWith('.jsonl')), undefined);
    });
  }

  it('names the fields that it found', () => {
    const evidence = (id: string, count: number): unknown =>
      detectFormat(jsonl(recordsOf(id).slice(0, count)), true, false)?.evidence;
    assert.deepEqual(evidence('alpaca', 3), ['instruction', 'output']);
    assert.deepEqual(evidence('kto-messages', 2), ['messages', 'label']);
    assert.deepEqual(evidence('kto-prompt-completion', 4), ['prompt', 'completion', 'label']);
    assert.deepEqual(evidence('preference-messages', 1), ['messages', 'chosen', 'rejected']);
    assert.deepEqual(evidence('query-response', 1), ['query', 'response']);
  });

  it('finds usual formats under other usual names', () => {
    const messages = [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
    ];
    const found = detectFormat(jsonl([{ conversations: messages }]), true, false)?.format;
    assert.deepEqual(found?.choice, { id: 'messages', mapping: { fields: { messages: 'conversations' } } });
    assert.equal(found && openFormat(found.choice)?.read({ conversations: messages }).turns.length, 2);
    const pair = { system: '', question: 'hi', chosen: 'hello', rejected: 'what' };
    assert.equal(detectFormat(jsonl([pair]), true, false)?.format.id, 'preference-alpaca');
  });

  it('goes by most of the records, and names the formats of the others', () => {
    const records = [...recordsOf('sharegpt'), recordsOf('alpaca')[0], recordsOf('text')[0]];
    const found = detectFormat(jsonl(records), true, false);
    assert.equal(found?.format.id, 'sharegpt');
    assert.deepEqual(
      found.others.map(({ id }) => id),
      ['alpaca', 'text'],
    );
  });

  it('knows a format by records that are broken', () => {
    const broken = {
      messages: `{'messages': [{'role': 'user', 'content': 'it's'}, {'role': 'assistant', 'content': 'yes'}]}`,
      sharegpt: `{"conversations": [{"from": "human", "value": "hi",}, {"from": "gpt", "value": "hello"}]}`,
      alpaca: `{“instruction”: “hi”, “output”: “hello”}`,
      'kto-messages': `{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yes"}], "label": true,}`,
    };
    for (const [id, text] of Object.entries(broken)) {
      assert.equal(detectFormat(`${text}\n`, true, false)?.format.id, id);
    }
  });

  it('knows records inside an object, which a rule tells of', () => {
    const wrapped = JSON.stringify({ data: recordsOf('messages') });
    assert.equal(detectFormat(wrapped, true, true)?.format.id, 'messages');
  });

  it('judges a record that is longer than what is looked at by its beginning', () => {
    const record = JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(400_000) }] });
    assert.equal(detectFormat(record.slice(0, 300_000), false, false)?.format.id, 'messages');
  });
});
