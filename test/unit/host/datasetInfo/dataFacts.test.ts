import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataLooker, namesIn } from '../../../../src/host/datasetInfo/dataFacts';

describe('what is known of the data of an entry', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-facts-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string | Buffer): string {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  const RECORDS = [
    {
      messages: [
        { role: 'user', content: '好' },
        { role: 'user', content: 'x'.repeat(99) },
      ],
      system: '',
      标签: true,
    },
    { messages: [{ role: 'assistant', content: 'y' }], system: null },
  ];

  it('are its fields, what is in them, and the roles with the records that have each', async () => {
    for (const file of [
      write('a.json', `\ufeff${JSON.stringify(RECORDS, null, 2)}`),
      write('a.jsonl', RECORDS.map((record) => JSON.stringify(record)).join('\n')),
    ]) {
      const { contents, members } = await new DataLooker().look(file);
      assert.deepEqual([contents?.records, contents?.onlyBytes, members], [2, undefined, undefined]);
      const { columns } = contents!;
      assert.deepEqual([...columns.keys()], ['messages', 'system', '标签']);
      assert.deepEqual([columns.get('system')!.present, columns.get('system')!.filled], [2, 0]);
      assert.deepEqual(
        [...columns.get('messages')!.keys.get('role')!.values!],
        [
          ['user', 1],
          ['assistant', 1],
        ],
      );
      assert.equal(columns.get('messages')!.keys.get('content')!.values, undefined);
      assert.equal(columns.get('标签')!.kinds.get('boolean'), 1);
    }
  });

  it('are those of all files of a folder', async () => {
    write('parts/a.jsonl', '{"a": 1}\n{"a": 1, broken\n');
    write('parts/b.json', '[{"b": 1}]');
    write('parts/deep/c.json', '[{"c": 1}]');
    const { contents, members } = await new DataLooker().look(path.join(folder, 'parts'));
    assert.deepEqual(members, ['a.jsonl', 'b.json', 'deep']);
    assert.equal(contents?.records, 3);
    assert.deepEqual([...contents.columns.keys()], ['a', 'b']);
    assert.deepEqual(contents.columns.get('b')!.spread, { having: ['b.json'], lacking: ['a.jsonl'] });
    assert.deepEqual(await namesIn(path.join(folder, 'parts')), ['a.jsonl', 'b.json', 'deep/']);
  });

  it('are no more than that for what is missing, no JSON or no text', async () => {
    const looker = new DataLooker();
    assert.equal((await looker.look(path.join(folder, 'nothing'))).exists, false);
    for (const file of [write('a.csv', 'a,b\n'), write('a.json', Buffer.from([0xff, 0xfe, 0x41, 0]))]) {
      const { exists, contents } = await looker.look(file);
      assert.deepEqual([exists, contents], [true, undefined]);
    }
    assert.equal((await looker.look(write('empty.json', ''))).contents?.records, 0);
  });

  it('are those of the beginning of a large file, and say so', async () => {
    const line = `${JSON.stringify({ a: 'x'.repeat(1000) })}\n`;
    const file = write('large.jsonl', line.repeat(3000));
    const { contents } = await new DataLooker(1024 * 1024).look(file);
    assert.equal(contents?.onlyBytes, 1024 * 1024);
    assert.ok(contents.records > 1000 && contents.records < 3000);
  });

  it('are found out anew when the file has changed, and only then', async () => {
    const looker = new DataLooker();
    const file = write('a.json', '[{"a": 1}]');
    const first = await looker.look(file);
    assert.equal(await looker.look(file), first);
    write('a.json', '[{"b": 1}]');
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    assert.deepEqual([...(await looker.look(file)).contents!.columns.keys()], ['b']);
  });
});
