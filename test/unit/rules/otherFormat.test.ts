import * as assert from 'node:assert/strict';
import { formatById, openFormat, type Fields } from '../../../src/dataset/format';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker } from '../../../src/rules/checker';
import { misreading, type ReadingSource } from '../../../src/rules/misreading';
import { otherFormat } from '../../../src/rules/otherFormat';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import { found } from './check';

const other = (id: string, record: Fields): string | undefined => otherFormat(record, formatById(id)!)?.id;
const user = { role: 'user', content: 'hi' };
const assistant = { role: 'assistant', content: 'hello' };

/** The findings of a file that is said to be Alpaca. */
function foundIn(text: string, source: ReadingSource = 'project'): PlacedFinding[] {
  const format = formatById('alpaca')!;
  const misread = misreading(text, true, format, source);
  const dataset = new CheckedDataset(text, new Checker({ format, target: 'llamafactory' }), misread);
  dataset.check();
  const findings = dataset.findings(100);
  assert.equal(dataset.counts.error, findings.filter(({ level }) => level === 'error').length);
  return findings.filter(({ rule }) => rule === 'format-mixed');
}

describe('a file of another format than it is said to have', () => {
  const record = (i: number): string =>
    `${JSON.stringify({ messages: [{ role: 'user', content: `hi ${i}` }, assistant] })}\n`;
  const records = (count: number): string => Array.from({ length: count }, (_, i) => record(i)).join('');

  it('is one finding, which names both formats and who says so', () => {
    const [finding, ...others] = foundIn(records(12));
    assert.deepEqual(others, []);
    assert.equal(finding!.record, undefined);
    assert.equal(finding!.outcome, 'dropped');
    assert.match(finding!.message, /tuneset\.json .*12 .*Messages/i);
    assert.match(foundIn(records(12), 'datasetInfo')[0]!.message, /dataset_info\.json/);
    assert.match(foundIn(records(12), 'commandLine')[0]!.message, /--format/);
  });

  it('is told of each record where there are few of them', () => {
    assert.deepEqual(
      foundIn(records(3)).map(({ record }) => record),
      [0, 1, 2],
    );
  });

  it('keeps the findings of records of a third format, and of the few among sound ones', () => {
    const third = '{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]}\n';
    assert.deepEqual(
      foundIn(records(19) + third).map(({ record }) => record),
      [undefined, 19],
    );
    const sound = '{"instruction": "a", "output": "b"}\n'.repeat(6);
    assert.deepEqual(
      foundIn(sound + records(6)).map(({ record }) => record),
      [6, 7, 8, 9, 10, 11],
    );
  });
});

describe('a record of another format', () => {
  it('is told by its fields', () => {
    assert.equal(other('alpaca', { messages: [user, assistant] }), 'messages');
    assert.equal(other('messages', { instruction: 'hi', output: 'hello' }), 'alpaca');
    assert.equal(other('sharegpt', { conversations: [user, assistant] }), 'messages');
    assert.equal(other('preference-alpaca', { instruction: 'hi', output: 'hello' }), 'alpaca');
    assert.equal(other('preference-messages', { messages: [user, assistant] }), 'messages');
    assert.equal(other('llamafactory-v1', { messages: [user, assistant] }), 'messages');
    assert.equal(other('alpaca', { text: 'A text.' }), 'text');
  });

  it('is none that may be a faulty one of its file', () => {
    assert.equal(other('alpaca', { question: 'hi', answer: 'hello' }), undefined);
    assert.equal(other('alpaca', { instuction: 'hi', otuput: 'hello' }), undefined);
    assert.equal(other('alpaca', { instruction: 'hi', response: 'hello' }), undefined);
    assert.equal(other('sharegpt', { conversation: [{ from: 'human', value: 'hi' }] }), undefined);
    assert.equal(other('kto-messages', { messages: [user, assistant] }), undefined);
    assert.equal(other('kto-alpaca', { instruction: 'hi', output: 'hello' }), undefined);
    assert.equal(other('preference-messages', { messages: [user], chosen: assistant }), undefined);
    assert.equal(other('messages', {}), undefined);
  });

  it('is none that is in the words of its file', () => {
    const mapping = { fields: { conversations: 'messages' }, role: 'role', content: 'content' };
    const bound = openFormat({ id: 'sharegpt', mapping })!;
    assert.equal(otherFormat({ messages: [user, assistant] }, bound), undefined);
  });

  it('has no other finding about its form', () => {
    const text = `{"messages": [{"role": "user", "content": "hi"}]}\n`;
    assert.deepEqual(found(text, { format: formatById('alpaca') }), ['format-mixed@0:0']);
  });

  it('is read as one of the file where the rule is off', () => {
    const options = { format: formatById('alpaca'), levels: { 'format-mixed': 'off' } } as const;
    assert.ok(found('{"text": "A text."}\n', options).includes('field-missing@0:0'));
  });
});
