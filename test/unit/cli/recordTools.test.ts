import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { alpacaLines, DatasetFolder, jsonl } from './datasetFolder';
import { assertSurvivesKilling } from './survivesKilling';

const LINES = alpacaLines(200);

describe('commands that move records', function () {
  this.timeout(60_000);
  let folder: DatasetFolder;
  beforeEach(() => (folder = new DatasetFolder()));
  afterEach(() => folder.remove());

  const sorted = (...names: string[]): string[] => names.flatMap((name) => folder.lines(name)).sort();

  describe('tuneset split', () => {
    const split = (...args: string[]) =>
      folder.run('split', 'a.jsonl', '--train', 't.jsonl', '--validation', 'v.jsonl', '--overwrite', ...args);
    beforeEach(() => folder.write('a.jsonl', jsonl(LINES)));

    it('gives each record to one side, byte for byte and in its order, the same way for the same seed', () => {
      assert.equal(split('--seed', '7').status, 0);
      assert.deepEqual([folder.lines('t.jsonl').length, folder.lines('v.jsonl').length], [180, 20]);
      assert.deepEqual(sorted('t.jsonl', 'v.jsonl'), [...LINES].sort());
      const validation = folder.lines('v.jsonl');
      assert.deepEqual(
        validation,
        LINES.filter((line) => validation.includes(line)),
      );
      split('--seed', '8');
      assert.notDeepEqual(folder.lines('v.jsonl'), validation);
      split('--seed', '7');
      assert.deepEqual(folder.lines('v.jsonl'), validation);
    });

    it('stays as it is from version to version', () => {
      split('--count', '3', '--seed', '1');
      assert.deepEqual(
        folder.lines('v.jsonl').map((line) => (JSON.parse(line) as { id: number }).id),
        [64, 88, 193],
      );
    });

    it('keeps the shares of a field', () => {
      split('--count', '40', '--stratify', 'lang');
      assert.equal(folder.lines('v.jsonl').filter((line) => line.includes('"zh"')).length, 10);
    });

    it('keeps near-equal records on one side', () => {
      const words = (i: number): string => Array.from({ length: 40 }, (_, at) => `w${i * 100 + at}`).join(' ');
      const twins = Array.from({ length: 60 }, (_, i) => [`${words(i)}`, `${words(i)} once more`]).flat();
      folder.write('a.jsonl', jsonl(twins.map((text) => `{"instruction": "q", "output": "${text}"}`)));
      const { status, stdout } = split('--ratio', '0.5', '--no-near-duplicates');
      assert.equal(status, 0);
      assert.match(stdout, /near-equal[^]*: 60/);
      const side = new Set(folder.lines('v.jsonl').map((line) => /w\d+/.exec(line)![0]));
      assert.equal(side.size, 30);
      for (const line of folder.lines('t.jsonl')) assert.ok(!side.has(/w\d+/.exec(line)![0]));
    });

    it('says what is wrong with its arguments', () => {
      assert.match(folder.run('split', 'a.jsonl', '--train', 't.jsonl').stderr, /Give one path and both files/);
      for (const args of [
        ['--ratio', '1'],
        ['--ratio', 'x'],
        ['--seed', 'x'],
        ['--ratio', '.5', '--count', '1'],
      ]) {
        assert.equal(split(...args).status, 2, args.join(' '));
      }
      assert.equal(split('--validation', './t.jsonl').status, 2);
      assert.deepEqual(folder.names, ['a.jsonl']);
    });

    it('writes nothing if one side would get no record, and says what to do', () => {
      for (const [count, args, message] of [
        [3, [], /--validation would get none of the 3 records.*--count, from 1 to 2/],
        [3, ['--count', '3'], /--train would get none/],
        [3, ['--count', '9'], /--train would get none/],
        [1, [], /takes two records at least.*has 1/],
        [0, [], /takes two records at least.*has 0/],
      ] as const) {
        folder.write('a.jsonl', jsonl(LINES.slice(0, count)));
        const { status, stderr } = split(...args);
        assert.equal(status, 2);
        assert.match(stderr, message);
      }
      folder.write('a.jsonl', `${LINES[0]}\n`.repeat(20));
      assert.match(
        split('--no-near-duplicates').stderr,
        /near-equal ones stay together.*leave out --no-near-duplicates/,
      );
      assert.deepEqual(folder.names, ['a.jsonl']);
      folder.write('a.jsonl', jsonl(LINES.slice(0, 3)));
      assert.equal(split('--count', '1').status, 0);
    });

    if (process.platform !== 'win32') {
      it('takes a link for the file that it names', () => {
        folder.write('t.jsonl', 'old');
        symlinkSync('t.jsonl', path.join(folder.path, 'v.jsonl'));
        const { status, stderr } = split();
        assert.deepEqual([status, folder.read('t.jsonl')], [2, 'old']);
        assert.match(stderr, /t\.jsonl and v\.jsonl are the same file/);
      });
    }

    it('tells where the dataset itself is replaced', () => {
      const { stderr } = folder.run(
        ...['split', 'a.jsonl', '--train', './a.jsonl', '--validation', 'v.jsonl', '--overwrite'],
      );
      assert.match(stderr, /a\.jsonl is read and replaced/);
      assert.deepEqual(sorted('a.jsonl', 'v.jsonl'), [...LINES].sort());
    });

    it('leaves old files or new ones when it is killed, and clears away what killed ones left', async () => {
      folder.write('a.jsonl', jsonl(alpacaLines(4000)));
      const args = ['split', 'a.jsonl', '--train', 't.jsonl', '--validation', 'v.jsonl', '--ratio', '.5'];
      await assertSurvivesKilling(folder, args, ['t.jsonl', 'v.jsonl']);
    });

    it('writes neither file if one is there already, or a record is broken', () => {
      folder.write('v.jsonl', 'mine');
      assert.equal(folder.run('split', 'a.jsonl', '--train', 't.jsonl', '--validation', 'v.jsonl').status, 2);
      folder.write('a.jsonl', `${jsonl(LINES)}{"instruction": \n`);
      const { status, stderr } = split();
      assert.equal(status, 1);
      assert.match(stderr, /record 201/);
      assert.deepEqual([folder.names, folder.read('v.jsonl')], [['a.jsonl', 'v.jsonl'], 'mine']);
      assert.equal(split('--skip').status, 0);
      assert.deepEqual(sorted('t.jsonl', 'v.jsonl'), [...LINES].sort());
    });
  });

  it('shuffle brings all records in another order, the same for the same seed', () => {
    folder.write('a.json', `[\n  ${LINES.join(',\n  ')}\n]\n`);
    assert.equal(folder.run('shuffle', 'a.json', 'b.json', '--seed', '3').status, 0);
    assert.equal(folder.run('shuffle', 'a.json', 'c.jsonl', '--seed', '3').status, 0);
    assert.deepEqual(sorted('c.jsonl'), [...LINES].sort());
    assert.notDeepEqual(folder.lines('c.jsonl'), LINES);
    assert.equal(folder.read('b.json'), `[\n  ${folder.lines('c.jsonl').join(',\n  ')}\n]\n`);
  });

  it('sample takes as many records as it is told, in their order', () => {
    folder.write('a.jsonl', jsonl(LINES));
    assert.equal(folder.run('sample', 'a.jsonl', 'b.jsonl', '--count', '20', '--stratify', '/lang').status, 0);
    const taken = folder.lines('b.jsonl');
    assert.deepEqual(
      taken,
      LINES.filter((line) => taken.includes(line)),
    );
    assert.deepEqual([taken.length, taken.filter((line) => line.includes('"zh"')).length], [20, 5]);
    assert.equal(folder.run('sample', 'a.jsonl', 'c.jsonl', '--ratio', '.1').status, 0);
    assert.equal(folder.lines('c.jsonl').length, 20);
    assert.equal(folder.run('sample', 'a.jsonl', 'd.jsonl').status, 2);
    assert.equal(folder.run('sample', 'a.jsonl', 'd.jsonl', '--count', '1000').status, 0);
    assert.equal(folder.read('d.jsonl'), folder.read('a.jsonl'));
  });

  it('merge puts files one after the other, without duplicates if asked', () => {
    folder.write('a.jsonl', jsonl(LINES.slice(0, 3)));
    folder.write('b.json', `[\n  ${LINES.slice(2, 4).join(',\n  ').replace('{"', '{\n    "')}\n]`);
    assert.equal(folder.run('merge', 'a.jsonl', 'b.json', '--out', 'c.jsonl').status, 0);
    assert.equal(folder.lines('c.jsonl').length, 5);
    assert.equal(folder.run('merge', 'a.jsonl', 'b.json', '--out', 'd.jsonl', '--dedupe').status, 0);
    assert.deepEqual(folder.lines('d.jsonl'), LINES.slice(0, 4));
    assert.equal(folder.run('merge', 'a.jsonl', 'a.jsonl', '--out', 'a.jsonl', '--dedupe', '--overwrite').status, 0);
    assert.deepEqual(folder.lines('a.jsonl'), LINES.slice(0, 3));
  });

  it('merge keeps files of one format apart whose fields have other names', () => {
    folder.write('a.jsonl', jsonl(LINES));
    folder.write('b.jsonl', '{"frage": "q", "antwort": "a"}\n');
    const columns = { prompt: 'frage', response: 'antwort' };
    folder.write('dataset_info.json', JSON.stringify({ mine: { file_name: 'b.jsonl', columns } }));
    const { status, stderr } = folder.run('merge', 'a.jsonl', 'b.jsonl', '--out', 'c.jsonl');
    assert.equal(status, 2);
    assert.match(stderr, /a\.jsonl is alpaca, but b\.jsonl is alpaca with names of its own/);
  });

  it('merge keeps formats apart unless it is told otherwise', () => {
    folder.write('a.jsonl', jsonl(LINES));
    folder.write('b.jsonl', '{"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}\n');
    const { status, stderr } = folder.run('merge', 'a.jsonl', 'b.jsonl', '--out', 'c.jsonl');
    assert.equal(status, 2);
    assert.match(stderr, /a\.jsonl is alpaca, but b\.jsonl is sharegpt/);
    const mixed = folder.run('merge', 'a.jsonl', 'b.jsonl', '--out', 'c.jsonl', '--mixed');
    assert.equal(mixed.status, 0);
    assert.match(mixed.stderr, /c\.jsonl is mixed now \(alpaca, sharegpt\).*tuneset check reports/);
    assert.match(folder.run('check', 'c.jsonl').stdout, /format-mixed/);
    const same = folder.run('merge', 'a.jsonl', 'a.jsonl', '--out', 'e.jsonl', '--mixed');
    assert.deepEqual([same.status, same.stderr], [0, '']);
    assert.equal(folder.run('merge', '--out', 'd.jsonl').status, 2);
  });
});
