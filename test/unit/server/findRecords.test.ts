import assert from 'node:assert/strict';
import type { FindRecordResult, FoundRecords, RecordFilterName } from '../../../src/protocol/records';
import type { Counted } from '../../../src/rules/lengths';
import { RecordReader, type ReaderOptions } from './recordReader';

const RECORDS = [
  { instruction: 'Say hello', output: 'Hello', task_type: 'chat' },
  { instruction: 'Add 1 and 2', output: '3' },
  { instruction: 'sya helo', output: 'Hello', task_type: 'chat', robustness: 'typo' },
  { instruction: 'Say nothing', output: '', task_type: 'chat' },
  { instruction: 'Say hello twice', output: 'Hello hello' },
];

function readerOf(records: readonly unknown[] = RECORDS, options: ReaderOptions = {}): RecordReader {
  const lines = records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record)));
  return new RecordReader(`${lines.join('\n')}\n`, { format: { id: 'alpaca' }, ...options });
}

const found = (record: number | null, matching: number, before: number): FoundRecords => ({ record, matching, before });

describe('finding records', () => {
  it('goes to the next one, and to the first one after the last', async () => {
    const reader = readerOf();
    const search = 'hello';
    assert.deepEqual(await reader.find({ search }), found(0, 3, 0));
    assert.deepEqual(await reader.find({ search }, 0), found(2, 3, 1));
    assert.deepEqual(await reader.find({ search }, 2), found(4, 3, 2));
    assert.deepEqual(await reader.find({ search }, 4), found(0, 3, 0));
  });

  it('goes to the one before, and stays where it is asked to', async () => {
    const reader = readerOf();
    const search = 'hello';
    assert.deepEqual(await reader.find({ search }, 4, 'previous'), found(2, 3, 1));
    assert.deepEqual(await reader.find({ search }, 0, 'previous'), found(4, 3, 2));
    assert.deepEqual(await reader.find({ search }, 2, 'here'), found(2, 3, 1));
    assert.deepEqual(await reader.find({ search }, 3, 'here'), found(4, 3, 2));
    assert.deepEqual(await reader.find({}, 1), found(2, 5, 2));
  });

  it('finds nothing, and says so', async () => {
    assert.deepEqual(await readerOf().find({ search: 'nowhere' }), found(null, 0, 0));
    assert.deepEqual(await readerOf([]).find({}), found(null, 0, 0));
  });

  it('says what is wrong with the search', async () => {
    const result = (await readerOf().find({ search: '/[/' })) as Extract<FindRecordResult, { fault: string }>;
    assert.match(result.fault, /^“\[” is no regular expression/);
  });

  it('finds what there is to do: findings, records without a type, marked ones', async () => {
    const reader = readerOf();
    const first = async (filter: RecordFilterName): Promise<unknown> => reader.find({ filter });
    assert.deepEqual(await first('untagged'), found(1, 2, 0));
    assert.deepEqual(await first('robust'), found(2, 1, 0));
    assert.deepEqual(await first('finding'), found(3, 1, 0));
  });

  it('finds the record at which something is told of the whole file', async () => {
    const reader = readerOf([RECORDS[0], { ...RECORDS[1], colour: 1 }, { ...RECORDS[4], colour: 2 }]);
    assert.deepEqual(await reader.find({ filter: 'finding' }), found(1, 1, 0));
  });

  it('finds records over the cutoff, and those of no use to the target', async () => {
    const reader = readerOf();
    const { checked } = reader.document.dataset!;
    checked.check();
    const counted = { status: 'kept', tokens: 9, trained: 1, isOver: false, reports: [] } satisfies Counted;
    const kinds: readonly Counted[] = [counted, { ...counted, isOver: true }, { ...counted, status: 'dropped' }];
    checked.takeCounted(
      new Map([...checked.text.pieces.placed()].map(({ piece, index }) => [piece, kinds[index] ?? counted])),
    );
    assert.deepEqual(await reader.find({ filter: 'over' }), found(1, 2, 0));
    assert.deepEqual(await reader.find({ filter: 'over' }, 1), found(2, 2, 1));
  });

  it('asks the reviews for what reviewers said', async () => {
    const asked: string[] = [];
    const reader = readerOf(RECORDS, {
      reviewed: {
        passing: async (_document, filter) => {
          asked.push(filter);
          return ({ text }) => text.includes('nothing');
        },
      },
    });
    assert.deepEqual(await reader.find({ filter: 'pending', search: 'say' }), found(3, 1, 0));
    assert.deepEqual(asked, ['pending']);
  });

  it('combines filter and search, and follows edits', async () => {
    const reader = readerOf();
    const query = { filter: 'untagged', search: 'field:output hello' } as const;
    assert.deepEqual(await reader.find(query), found(4, 1, 0));
    reader.replace('"output":"3"', '"output":"hello 3"');
    assert.deepEqual(await reader.find(query), found(1, 2, 0));
    reader.replace('"output":"hello 3"', '"output":"3"');
    assert.deepEqual(await reader.find(query), found(4, 1, 0));
  });

  it('finds broken records by their text', async () => {
    const reader = readerOf([RECORDS[0], '{"instruction": "broken']);
    assert.deepEqual(await reader.find({ search: 'broken' }), found(1, 1, 0));
    assert.deepEqual(await reader.find({ filter: 'untagged', search: 'broken' }), found(null, 0, 0));
  });

  it('looks through the text of records that are nested too deeply to be read', async () => {
    const deep = `{"instruction": "deep", "x": ${'['.repeat(20_000)}1${']'.repeat(20_000)}}`;
    const reader = readerOf([deep, RECORDS[0]]);
    assert.deepEqual(await reader.find({ search: '/d(e)+p/' }), found(0, 1, 0));
    assert.deepEqual(await reader.find({ search: 'field:x 1' }), found(null, 0, 0));
  });

  it('gives up a regular expression that does not come to an end', async () => {
    const reader = readerOf([{ instruction: 'a'.repeat(40), output: 'b' }]);
    assert.deepEqual(await reader.find({ search: '/^(a+)+$/' }), found(0, 1, 0));
    assert.deepEqual(await reader.find({ search: '/^(a+)+!$/' }), {
      fault: 'The search takes too long. Is its regular expression right?',
    });
    assert.deepEqual(await reader.find({ search: 'b' }), found(0, 1, 0));
  });

  it('gives way to what is typed meanwhile, and ends when it is cancelled', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => ({ instruction: `q ${i}`, output: `value ${i}` }));
    const reader = readerOf(many);
    const search = reader.find({ search: '/value 29999|fresh/' });
    reader.replace('value 5"', 'fresh"');
    assert.deepEqual(await search, found(5, 2, 0));
    let looked = 0;
    const token = {
      get isCancellationRequested() {
        return ++looked > 2;
      },
    };
    assert.equal(await reader.find({ search: 'role:user value' }, -1, 'next', token), null);
  });
});
