import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.resolve('dist/cli.js');

interface TurnReport {
  role: string;
  tokens: number;
  trained: number;
  kept: number;
}

interface MeasureReport {
  status: string;
  reason?: string;
  tokens: number;
  trained: number;
  kept: number;
  keptTrained: number;
  turns: TurnReport[];
  ids?: number[];
  labels?: number[];
}

interface TokensReport {
  version: number;
  tokenizer: string;
  template: string | null;
  target: string | null;
  cutoff: number | null;
  exact: boolean;
  files: {
    path: string;
    tokenizer?: string;
    records: (MeasureReport & { record: number; rejected?: MeasureReport })[];
    totals: Record<string, number> & { percentiles: Record<string, number | null> };
  }[];
}

const PLAIN = ['--template', 'none'];

describe('tuneset tokens', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-tokens-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: unknown): void {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }

  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' };
    const options = { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 28 } as const;
    return spawnSync(process.execPath, [CLI, 'tokens', ...args], options);
  }

  function json(...args: string[]): TokensReport {
    return JSON.parse(run('--reporter', 'json', ...args).stdout) as TokensReport;
  }

  const alpaca = (instruction: string, output: string) => ({ instruction, output });
  const lines = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

  it('reports JSON in the shape of its contract', () => {
    write('a.jsonl', lines(alpaca('Hello world', 'Good morning to you'), alpaca('你好', '再见')));
    assert.deepEqual(json('a.jsonl', ...PLAIN), {
      version: 1,
      tokenizer: 'qwen3',
      template: null,
      target: null,
      cutoff: null,
      exact: true,
      files: [
        {
          path: 'a.jsonl',
          records: [
            {
              record: 0,
              status: 'kept',
              tokens: 6,
              trained: 4,
              kept: 6,
              keptTrained: 4,
              turns: [
                { role: 'user', tokens: 2, trained: 0, kept: 2 },
                { role: 'assistant', tokens: 4, trained: 4, kept: 4 },
              ],
            },
            {
              record: 1,
              status: 'kept',
              tokens: 2,
              trained: 1,
              kept: 2,
              keptTrained: 1,
              turns: [
                { role: 'user', tokens: 1, trained: 0, kept: 1 },
                { role: 'assistant', tokens: 1, trained: 1, kept: 1 },
              ],
            },
          ],
          totals: {
            records: 2,
            tokens: 8,
            trained: 5,
            kept: 8,
            overCutoff: 0,
            dropped: 0,
            failed: 0,
            percentiles: { p50: 2, p90: 6, p99: 6, max: 6 },
          },
        },
      ],
    });
  });

  it('gives ids and labels as the trainer feeds them, and says what the cutoff takes', () => {
    write('a.jsonl', lines(alpaca('Hello', 'Good morning to you')));
    const report = json('a.jsonl', '--target', 'llamafactory', '--tokenizer', 'qwen2.5', '--ids', '--cutoff', '12');
    assert.deepEqual([report.tokenizer, report.template, report.target], ['qwen2.5', 'qwen', 'llamafactory']);
    assert.deepEqual([report.cutoff, report.exact], [12, true]);
    const [record] = report.files[0]!.records;
    assert.equal(record!.ids!.length, 12);
    assert.equal(record!.kept, 12);
    assert.equal(record!.labels!.filter((label) => label !== -100).length, record!.keptTrained);
    assert.ok(record!.keptTrained < record!.trained);
    assert.equal(report.files[0]!.totals.overCutoff, 1);
    assert.equal(json('a.jsonl').files[0]!.records[0]!.ids, undefined);
  });

  it('goes on behind broken records, names them, and exits 1', () => {
    write('a.jsonl', `${lines(alpaca('a', 'b'))}{"instruction": \n\n${lines(alpaca('c', 'd'))}`);
    const { status, stdout, stderr } = run('a.jsonl', '--reporter', 'json', ...PLAIN);
    assert.equal(status, 1);
    assert.match(stderr, /^tuneset: a\.jsonl:2: This is not valid JSON/m);
    const [file] = (JSON.parse(stdout) as TokensReport).files;
    assert.deepEqual(
      file!.records.map((record) => [record.record, record.status, record.tokens]),
      [
        [0, 'kept', 2],
        [1, 'failed', 0],
        [2, 'kept', 2],
      ],
    );
    assert.deepEqual([file!.totals.records, file!.totals.failed, file!.totals.percentiles.p50], [3, 1, 2]);
  });

  it('lists only the first of many broken records', () => {
    write('a.jsonl', '{"a": \n'.repeat(20));
    const { stderr } = run('a.jsonl', ...PLAIN);
    assert.equal(stderr.match(/not valid JSON/g)!.length, 5);
    assert.match(stderr, /15 more/);
  });

  it('counts damaged bytes as a record that can’t be read', () => {
    writeFileSync(
      path.join(folder, 'a.jsonl'),
      Buffer.concat([
        Buffer.from('{"instruction": "好'),
        Buffer.from([0xff]),
        Buffer.from(`", "output": "b"}\n${lines(alpaca('a', 'b'))}`),
      ]),
    );
    const [first, second] = json('a.jsonl', ...PLAIN).files[0]!.records;
    assert.deepEqual([first!.status, first!.reason], ['failed', 'This is not UTF-8 text.']);
    assert.equal(second!.status, 'kept');
  });

  it('is the same for an array as for JSONL, with or without a byte order mark', () => {
    const records = [alpaca('one', 'two'), alpaca('你好，世界', 'x'.repeat(50)), { text: 1 }];
    write('a.jsonl', `\ufeff${lines(...records)}`);
    write('b.json', JSON.stringify(records, null, 2));
    write('c.json', `\ufeff${JSON.stringify(records)}`);
    const [a, b, c] = json('a.jsonl', 'b.json', 'c.json').files.map(({ path: _path, ...rest }) => rest);
    assert.equal(a!.records.length, 3);
    assert.deepEqual(b, a);
    assert.deepEqual(c, a);
  });

  it('is the same on several threads, in the order of the file', () => {
    const records = Array.from({ length: 12_000 }, (_, i) =>
      alpaca(`${i} ${'word '.repeat(i % 97)}`, `${'好的。'.repeat(i % 31)}${'answer '.repeat(i % 53)}`),
    );
    const third = records.length / 3;
    const parts = [0, 1, 2].map((part) => records.slice(part * third, (part + 1) * third));
    write('whole.jsonl', lines(...records));
    write('whole.json', records);
    // Each part is too small to be divided.
    for (const [i, part] of parts.entries()) write(`part${i}.jsonl`, lines(...part));
    const expected = [0, 1, 2].flatMap((i) => json(`part${i}.jsonl`, ...PLAIN).files[0]!.records);
    for (const name of ['whole.jsonl', 'whole.json']) {
      const { records: found } = json(name, ...PLAIN).files[0]!;
      assert.equal(found.length, records.length);
      assert.ok(found.every((record, i) => record.record === i));
      assert.deepEqual(
        found.map(({ tokens }) => tokens),
        expected.map(({ tokens }) => tokens),
      );
    }
  });

  it('counts a file of no known layout if it is named, and passes over it in a folder', () => {
    write('corpus.json', [{ text: 'hi', created_at: '2024-01-01' }]);
    // A lone object is no dataset, unless its author says so.
    write('record.json', {
      conversations: [
        { from: 'human', value: 'hi' },
        { from: 'gpt', value: 'ho' },
      ],
    });
    write('package.json', { name: 'x' });
    assert.equal(json('corpus.json').files[0]!.records[0]!.turns.length, 1);
    assert.equal(json('record.json').files[0]!.records[0]!.turns.length, 2);
    assert.equal(json('package.json').files[0]!.totals.failed, 1);
    assert.deepEqual(json('.').files, []);
    assert.equal(run('.').status, 0);
  });

  it('takes the settings of the nearest tuneset.json, and rather those of the command line', () => {
    write('tuneset.json', { tokenizer: 'o200k', template: 'none', cutoffLength: 5 });
    write('deep/tuneset.json', { tokenizer: 'deepseek-v3', template: 'none' });
    write('a.jsonl', lines(alpaca('a', 'b')));
    write('deep/b.jsonl', lines(alpaca('a', 'b')));
    const report = json('a.jsonl', 'deep/b.jsonl');
    assert.deepEqual([report.tokenizer, report.cutoff], ['o200k', 5]);
    assert.equal(report.files[0]!.tokenizer, undefined);
    assert.equal(report.files[1]!.tokenizer, 'deepseek-v3');
    const given = json('a.jsonl', '--tokenizer', 'qwen3', '--cutoff', '7');
    assert.deepEqual([given.tokenizer, given.cutoff, given.template], ['qwen3', 7, null]);
    assert.equal(json('a.jsonl', '--config', 'deep/tuneset.json').tokenizer, 'deepseek-v3');
  });

  it('finds template files from the current folder, and those of a project from its own', () => {
    const template = '{% for message in messages %}{{ message.content }}{% endfor %}';
    write('sub/mine.jinja', template);
    write('sub/tuneset.json', { template: 'mine.jinja' });
    write('sub/a.jsonl', lines(alpaca('a', 'b')));
    assert.match(json('sub/a.jsonl').template!, /mine\.jinja$/);
    assert.match(json('sub/a.jsonl', '--template', 'sub/mine.jinja').template!, /mine\.jinja$/);
    assert.equal(run('sub/a.jsonl', '--template', 'mine.jinja').status, 2);
  });

  describe('with a dataset_info.json', () => {
    beforeEach(() => {
      write('info/data.json', [{ frage: 'a', antwort: 'b' }]);
      write('info/many/one.jsonl', lines({ frage: 'a', antwort: 'b' }));
      write('info/many/two.jsonl', lines({ frage: 'c', antwort: 'd' }));
      const columns = { prompt: 'frage', response: 'antwort' };
      write('info/dataset_info.json', {
        mine: { file_name: 'data.json', columns },
        all: { file_name: 'many', columns },
        typo: { file_name: 'data.json', columns: { prompt: 'nothere', response: 'antwort' } },
        gone: { file_name: 'gone.json' },
        hub: { hf_hub_url: 'someone/something' },
        table: { file_name: 'table.csv' },
      });
      write('info/table.csv', 'a,b\n');
    });

    const info = (name: string, ...more: string[]) => [
      '--dataset-info',
      'info/dataset_info.json',
      '--dataset',
      name,
      ...more,
    ];

    it('reads the file or the folder that the entry names, as the entry says', () => {
      const report = json(...info('mine'));
      assert.deepEqual([report.target, report.template, report.cutoff], ['llamafactory', 'qwen3', 2048]);
      assert.equal(report.files[0]!.path.replaceAll('\\', '/'), 'info/data.json');
      assert.equal(report.files[0]!.records[0]!.status, 'kept');
      assert.equal(json(...info('all')).files.length, 2);
      assert.equal(json('--dataset-info', 'info', '--dataset', 'mine').files.length, 1);
    });

    it('reads other files as the entry says', () => {
      write('mine.jsonl', lines({ frage: 'x', antwort: 'y' }));
      assert.equal(json('mine.jsonl', ...info('mine')).files[0]!.records[0]!.status, 'kept');
    });

    it('fails as the trainer does where no record of the file has a column', () => {
      const { status, stdout } = run(...info('typo'), '--reporter', 'json');
      assert.equal(status, 1);
      assert.equal((JSON.parse(stdout) as TokensReport).files[0]!.records[0]!.reason, "KeyError: 'nothere'");
    });

    it('knows the columns of the whole file', () => {
      write('info/data.json', [
        { frage: 'a', antwort: 'b' },
        { frage: 'a', antwort: 'b', nothere: 'c' },
      ]);
      assert.equal(json(...info('typo')).files[0]!.totals.failed, 0);
    });

    it('exits 2 with a message that says what is wrong', () => {
      const message = (...args: string[]): string => {
        const { status, stderr, stdout } = run(...args);
        assert.deepEqual([status, stdout], [2, '']);
        return stderr;
      };
      assert.match(message(...info('nothing')), /no dataset “nothing”.*mine, all/);
      assert.match(message(...info('gone')), /is not there: .*gone\.json/);
      assert.match(message(...info('hub')), /“hub” is loaded from elsewhere/);
      assert.match(message(...info('table')), /reads JSON and JSONL, not \.csv/);
      assert.match(message('--dataset', 'mine'), /--dataset needs --dataset-info/);
      assert.match(message('--dataset-info', 'none.json', '--dataset', 'mine'), /no file “none\.json”/);
      assert.match(message(...info('mine', '--target', 'trl')), /belong to LLaMA-Factory/);
      write('info/dataset_info.json', '{');
      assert.match(message(...info('mine')), /is not valid JSON/);
      write('info/dataset_info.json', '\ufeff{"mine": {"file_name": "data.json"}}');
      assert.match(message(...info('mine')), /byte order mark/);
    });
  });

  it('exits 2 if it can’t run', () => {
    write('a.jsonl', lines(alpaca('a', 'b')));
    for (const args of [
      ['missing.jsonl'],
      ['a.jsonl', '--tokenizer', './nothing'],
      ['a.jsonl', '--tokenizer', 'nothing'],
      ['a.jsonl', '--template', 'nothing'],
      ['a.jsonl', '--cutoff', '0'],
      ['a.jsonl', '--cutoff', '1.5'],
      ['a.jsonl', '--target', 'nothing'],
      ['a.jsonl', '--thinking', 'maybe'],
      ['a.jsonl', '--reporter', 'sarif'],
      ['a.jsonl', '--ids'],
      ['a.jsonl', '--no-such-option'],
      ['a.jsonl', '--target', 'llamafactory', '--mask-history', '--train-on-prompt'],
    ]) {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([args, status, stdout], [args, 2, '']);
      assert.match(stderr, /^tuneset: /);
    }
  });

  it('writes whole JSON and exits 2 where a file can’t be read, and measures the others', () => {
    writeFileSync(path.join(folder, 'a.jsonl'), Buffer.from('\ufeff{"instruction": "a"}\n', 'utf16le'));
    write('b.jsonl', lines(alpaca('a', 'b')));
    const { status, stdout, stderr } = run('a.jsonl', 'b.jsonl', '--reporter', 'json', ...PLAIN);
    assert.equal(status, 2);
    assert.match(stderr, /a\.jsonl can’t be read: it is not UTF-8 text, but utf-16le/);
    assert.deepEqual(
      (JSON.parse(stdout) as TokensReport).files.map((file) => file.path),
      ['b.jsonl'],
    );
  });

  it('writes a line for each record as CSV', () => {
    const turn = (from: string, value: string) => ({ from, value });
    write('a.jsonl', lines(alpaca('a', 'b'), { conversations: [turn('=1+1', 'x'), turn('gpt', 'y')] }));
    const [head, ...rows] = run('a.jsonl', '--reporter', 'csv', ...PLAIN).stdout.split('\r\n');
    assert.match(head!, /^file,record,line,status,tokens,trained,kept,/);
    assert.match(rows[0]!, /^a\.jsonl,0,1,kept,2,1,2,1,.*user 1\/0\/1; assistant 1\/1\/1$/);
    assert.match(rows[1]!, /^a\.jsonl,1,2,kept,/);
    assert.ok(!/(^|,)"?=/.test(rows[1]!), rows[1]);
  });

  it('shows totals, what the cutoff takes, and the longest records to people', () => {
    write('a.jsonl', lines(alpaca('a', 'b'), alpaca('long', 'word '.repeat(60)), 3));
    const { status, stdout } = run('a.jsonl', '--target', 'llamafactory', '--cutoff', '40');
    assert.equal(status, 1);
    assert.match(stdout, /^a\.jsonl\n {2}qwen3 · template qwen3 · llamafactory · cutoff 40\n/);
    assert.match(stdout, /records +3\n/);
    assert.match(stdout, /over the cutoff +1 +Answer cut off: 1/);
    assert.match(stdout, /failed +1 +line 3: /);
    assert.match(stdout, /longest +\d+ +record 2, line 2/);
    assert.match(run('a.jsonl', '--lang', 'zh-cn').stdout, /\p{Script=Han}/u);
  });

  it('says what is ≈', () => {
    write('a.jsonl', lines(alpaca('a', 'b')));
    const { stdout, stderr } = run('a.jsonl', '--target', 'openai');
    assert.match(stderr, /^tuneset: ≈ /);
    assert.match(stdout, /tokens +≈\d/);
    assert.equal(json('a.jsonl', '--target', 'openai').exact, false);
  });
});
