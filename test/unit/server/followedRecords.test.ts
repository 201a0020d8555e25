import assert from 'node:assert/strict';
import { RecordReader } from './recordReader';

const line = (id: number): string => `{"instruction": "question ${id}", "output": "answer ${id}"}\n`;
const FILE = [0, 1, 2, 3].map(line).join('');

describe('the server follows records', () => {
  it('from a position: the record on whose lines it stands, or the next one', async () => {
    const reader = new RecordReader(`${line(0)}\n${line(1)}\n\n`);
    const at = async (row: number): Promise<number | undefined> =>
      (await reader.follow({ kind: 'position', position: { line: row, character: 3 } }))?.place.record;
    assert.deepEqual([await at(0), await at(1), await at(2), await at(4), await at(99)], [0, 1, 1, 1, 1]);
  });

  it('tells where they stand and what they say', async () => {
    const reader = new RecordReader(FILE);
    const { place } = (await reader.follow({ kind: 'index', record: 99 }))!;
    assert.deepEqual([place.record, place.records, place.version, place.digest.length], [3, 4, 1, 64]);
    assert.deepEqual(place.range, {
      start: { line: 3, character: 0 },
      end: { line: 3, character: line(3).length - 1 },
    });
  });

  it('has nothing in a file without records, or that is no dataset', async () => {
    assert.equal(await new RecordReader('').follow({ kind: 'index', record: 0 }), null);
    const other = new RecordReader('{"a": 1}', { format: { id: 'nothing' } });
    assert.equal(await other.follow({ kind: 'index', record: 0 }), null);
  });

  it('finds one that was seen before by what it says, nearest to where it stood', async () => {
    const reader = new RecordReader(line(7) + FILE + line(7));
    const { digest } = (await reader.follow({ kind: 'index', record: 0 }))!.place;
    const seenAt = async (record: number, text = digest): Promise<number | undefined> =>
      (await reader.follow({ kind: 'seen', record, digest: text }))?.place.record;
    assert.deepEqual([await seenAt(0), await seenAt(2), await seenAt(4), await seenAt(1, 'x')], [0, 0, 5, undefined]);
  });

  it('tells when a record is moved, changed, gone and back, and not of others', async () => {
    const reader = new RecordReader(FILE);
    const first = await reader.anchor(0);
    const third = await reader.anchor(2);
    reader.replace(line(1), '');
    assert.deepEqual(await reader.told(), [first, third], 'there are fewer records');
    reader.replace('answer 2', 'answer two');
    assert.deepEqual(await reader.told(), [third]);
    reader.replace('{"instruction": "question 2", "output": "answer two"}\n', '');
    assert.deepEqual(await reader.told(), [first, third]);
    assert.equal(await reader.sampleOf(third), null);
    reader.replace(line(0), `${line(0)}{"instruction": "question 2", "output": "answer two"}\n`);
    assert.deepEqual(await reader.told(), [first, third]);
    const { place } = (await reader.sampleOf(third))!;
    assert.deepEqual([place.record, place.version], [1, 5]);
  });

  it('says nothing of what makes no difference', async () => {
    const reader = new RecordReader(FILE);
    const first = await reader.anchor(0);
    const last = await reader.anchor(3);
    reader.replace('answer 1', 'another answer');
    reader.touch();
    assert.ok(await reader.toldOnly(last, () => reader.replace('answer 3', 'x')));
    await reader.release(last);
    assert.ok(await reader.toldOnly(first, () => reader.replace('answer 0', 'x')));
  });

  it('keeps them when the whole text is replaced, and when it is no dataset for a while', async () => {
    const reader = new RecordReader(FILE);
    const third = await reader.anchor(2);
    reader.change({ text: line(9) + FILE.replace('answer 2', 'answer two') });
    assert.equal((await reader.sampleOf(third))?.place.record, 3);
    reader.document.configure({ format: 'none', check: {} });
    assert.equal(await reader.sampleOf(third), null);
    reader.document.configure({ format: {}, check: {} });
    assert.equal((await reader.sampleOf(third))?.place.record, 3);
  });

  it('forgets them when the file is closed', async () => {
    const reader = new RecordReader(FILE);
    const first = await reader.anchor(0);
    reader.close();
    assert.equal(await reader.sampleOf(first), null);
  });
});
