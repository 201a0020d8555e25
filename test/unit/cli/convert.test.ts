import assert from 'node:assert/strict';
import { once } from 'node:events';
import { lstatSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { alpacaLines, DatasetFolder, jsonl } from './datasetFolder';
import { assertSurvivesKilling } from './survivesKilling';

const RECORD = '{"instruction": "q", "input": "", "output": "a"}';

interface Report {
  records: number;
  results: number;
  refused: number;
  written: boolean;
  refusals: { code: string; detail: string | null; records: number; first: number[]; message: string }[];
  losses: { kind: string; code: string; detail: string | null; records: number; message: string }[];
}

describe('tuneset convert', function () {
  this.timeout(120_000);
  let folder: DatasetFolder;
  beforeEach(() => (folder = new DatasetFolder()));
  afterEach(() => folder.remove());

  it('writes a new file in the other format, in the container that its name says', () => {
    folder.write('a.jsonl', `${RECORD}\n${RECORD}\n`);
    const { status, stdout } = folder.run('convert', 'a.jsonl', 'b.json', '--to', 'messages');
    assert.equal(status, 0);
    assert.match(stdout, /a\.jsonl \(2 records\) → b\.json \(2 records\)/);
    const message = '{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}';
    assert.equal(folder.read('b.json'), `[\n${message},\n${message}\n]\n`);
    assert.equal(folder.run('convert', 'b.json', 'c', '--to', 'alpaca', '--container', 'jsonl').status, 0);
    assert.equal(folder.read('c'), folder.read('a.jsonl'));
    assert.deepEqual(folder.names, ['a.jsonl', 'b.json', 'c']);
  });

  it('tells what would be lost before it writes, and writes nothing if it is strict', () => {
    folder.write(
      'a.jsonl',
      '{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a", "weight": 0}]}\n',
    );
    const strict = folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt', '--strict');
    assert.equal(strict.status, 1);
    assert.match(strict.stderr, /lost: “weight”.*\(records: 1, times: 1, first: record 1\)/);
    const dry = folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt', '--dry-run', '--reporter', 'json');
    const { losses, written } = JSON.parse(dry.stdout) as Report;
    assert.deepEqual([dry.status, written], [0, false]);
    assert.deepEqual(
      losses.map(({ kind, code, detail, records }) => [kind, code, detail, records]),
      [['lost', 'weight', 'weight', 1]],
    );
    assert.deepEqual(folder.names, ['a.jsonl']);
    assert.equal(folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt').status, 0);
    assert.match(
      folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt', '--overwrite', '--lang', 'zh-cn').stderr,
      /丢失/,
    );
  });

  it('leaves out records that are broken only where it is told to, and names them', () => {
    folder.write('a.jsonl', `${RECORD}\n{"instruction": "q"\n{"instruction": "q", "output": 3}\n`);
    const stopped = folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt');
    assert.equal(stopped.status, 1);
    assert.match(stopped.stderr, /a\.jsonl, record 2: .*JSON[^]*record 3: .*\/output[^]*Nothing was written/);
    assert.deepEqual(folder.names, ['a.jsonl']);
    const { status, stderr } = folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'sharegpt', '--skip');
    assert.equal(status, 0);
    assert.match(stderr, /records left out: 2/);
    assert.equal(folder.lines('b.jsonl').length, 1);
  });

  it('groups records that can’t go along by reason, and says what to do', () => {
    const talk = (role: string): string =>
      `{"conversations": [{"from": "human", "value": "q"}, {"from": "${role}", "value": "r"}, {"from": "gpt", "value": "a"}]}\n`;
    folder.write('a.jsonl', `${talk('narrator').repeat(30)}{"conversations": [{"from": "human", "value": 3}]}\n`);
    const to = ['convert', 'a.jsonl', 'b.jsonl', '--to', 'alpaca', '--from', 'sharegpt'];
    const { status, stderr } = folder.run(...to);
    assert.equal(status, 1);
    assert.deepEqual(stderr.split('\n').slice(0, -1), [
      'tuneset: a.jsonl, 30 records (the first are 1, 2, 3, 4, 5): prompts and answers do not alternate',
      'tuneset: a.jsonl, record 31: the value at /conversations/0/value has a type that the format does not allow',
      'tuneset: Nothing was written. Choose a format that has a place for these records, change them, or give --skip to leave them out.',
    ]);
    const { refusals, refused } = JSON.parse(folder.run(...to, '--reporter', 'json').stdout) as Report;
    assert.equal(refused, 31);
    assert.deepEqual(
      refusals.map(({ code, detail, records, first }) => [code, detail, records, first]),
      [
        ['notAlternating', null, 30, [0, 1, 2, 3, 4]],
        ['wrongType', '/conversations/0/value', 1, [30]],
      ],
    );
  });

  it('never replaces a file unasked, and replaces the one that it reads whole, and tells of it', () => {
    const names = process.platform === 'win32' ? ['a.jsonl', './a.jsonl'] : ['a.jsonl', './a.jsonl', 'link.jsonl'];
    for (const target of names) {
      folder.write('a.jsonl', `${RECORD}\n`.repeat(3));
      if (target === 'link.jsonl') symlinkSync('a.jsonl', path.join(folder.path, target));
      const to = ['convert', 'a.jsonl', target, '--to', 'sharegpt'];
      assert.equal(folder.run(...to).status, 2);
      assert.equal(folder.read('a.jsonl'), `${RECORD}\n`.repeat(3));
      const { status, stderr } = folder.run(...to, '--overwrite');
      assert.equal(status, 0);
      assert.match(stderr, /a\.jsonl is read and replaced/);
      assert.match(folder.read('a.jsonl'), /^(\{"conversations".*\n){3}$/);
    }
    assert.ok(process.platform === 'win32' || lstatSync(path.join(folder.path, 'link.jsonl')).isSymbolicLink());
    assert.ok(folder.names.every((name) => !name.endsWith('.tmp')));
    const other = folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'alpaca');
    assert.doesNotMatch(other.stderr, /replaced/);
  });

  it('says what is wrong with its arguments, or with where it should write, and exits 2', () => {
    folder.write('a.jsonl', `${RECORD}\n`);
    folder.write('log.jsonl', '{"x": 1}\n');
    folder.write('pair.jsonl', '{"instruction": "q", "chosen": "a", "rejected": "b"}\n');
    const failing: readonly (readonly [RegExp, ...string[]])[] = [
      [/Give two paths/, 'a.jsonl'],
      [/no file “missing”/, 'missing', 'b.jsonl', '--to', 'sharegpt'],
      [/can’t be told from its records/, 'log.jsonl', 'b.jsonl', '--to', 'sharegpt'],
      [/--to can’t be/, 'a.jsonl', 'b.jsonl', '--to', 'nonsense'],
      [/alpaca can’t become preference-alpaca/, 'a.jsonl', 'b.jsonl', '--to', 'preference-alpaca'],
      [/can’t be written/, 'a.jsonl', 'no/such/folder/b.jsonl', '--to', 'sharegpt'],
    ];
    for (const [message, ...args] of failing) {
      const { status, stderr } = folder.run('convert', ...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, message);
    }
    assert.equal(folder.run('convert', 'pair.jsonl', 'b.jsonl', '--to', 'kto-messages').status, 0);
    assert.equal(folder.lines('b.jsonl').length, 2);
  });

  it('reads the format from --from, tuneset.json or dataset_info.json', () => {
    folder.write('a.jsonl', '{"frage": "q", "antwort": "a"}\n');
    folder.write(
      'dataset_info.json',
      '{"mine": {"file_name": "a.jsonl", "columns": {"prompt": "frage", "response": "antwort"}}}',
    );
    const expected = '{"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}\n';
    assert.equal(
      folder.run(
        'convert',
        'a.jsonl',
        'b.jsonl',
        '--to',
        'sharegpt',
        '--dataset-info',
        'dataset_info.json',
        '--dataset',
        'mine',
      ).status,
      0,
    );
    assert.equal(folder.read('b.jsonl'), expected);
    folder.write('p.jsonl', '{"prompt": "q", "completion": "a"}\n');
    assert.equal(folder.run('convert', 'p.jsonl', 'c.jsonl', '--to', 'text', '--from', 'prompt-completion').status, 0);
    assert.equal(folder.read('c.jsonl'), '{"text": "qa"}\n');
  });

  it('loses no field that LLaMA-Factory would not read', () => {
    folder.write('a.jsonl', '{"instruction": "q", "output": "a", "system": "s", "history": [["x", "y"]]}\n');
    folder.write(
      'dataset_info.json',
      '{"mine": {"file_name": "a.jsonl", "columns": {"prompt": "instruction", "response": "output"}}}',
    );
    assert.equal(folder.run('convert', 'a.jsonl', 'b.jsonl', '--to', 'messages').status, 0);
    const { messages } = JSON.parse(folder.read('b.jsonl')) as { messages: { content: string }[] };
    assert.deepEqual(
      messages.map(({ content }) => content),
      ['s', 'x', 'y', 'q', 'a'],
    );
  });

  it('leaves the old file or the new one when it is killed, and clears away what killed ones left', async () => {
    folder.write('a.jsonl', jsonl(alpacaLines(4000)));
    await assertSurvivesKilling(folder, ['convert', 'a.jsonl', 'new.jsonl', '--to', 'sharegpt'], ['new.jsonl']);
  });

  if (process.platform !== 'win32') {
    it('leaves nothing behind when it is interrupted', async () => {
      folder.write('a.jsonl', jsonl(alpacaLines(120_000)));
      const child = folder.start('convert', 'a.jsonl', 'b.json');
      const ended = once(child, 'exit');
      while (child.exitCode === null && !folder.names.some((name) => name.endsWith('.tmp'))) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      child.kill('SIGINT');
      const [code, signal] = (await ended) as [number | null, string | null];
      assert.ok(code === 130 || signal === 'SIGINT' || code === 0, `${code} ${signal}`);
      assert.deepEqual(
        folder.names.filter((name) => name.endsWith('.tmp')),
        [],
      );
    });
  }
});
