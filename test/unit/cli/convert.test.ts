import assert from 'node:assert/strict';
import { once } from 'node:events';
import { alpacaLines, DatasetFolder, jsonl } from './datasetFolder';

const RECORD = '{"instruction": "q", "input": "", "output": "a"}';

interface Report {
  records: number;
  results: number;
  refused: number;
  written: boolean;
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

  it('never replaces a file unasked, and can replace the one that it reads', () => {
    folder.write('a.jsonl', `${RECORD}\n`);
    assert.equal(folder.run('convert', 'a.jsonl', 'a.jsonl', '--to', 'sharegpt').status, 2);
    assert.equal(folder.read('a.jsonl'), `${RECORD}\n`);
    assert.equal(folder.run('convert', 'a.jsonl', 'a.jsonl', '--to', 'sharegpt', '--overwrite').status, 0);
    assert.match(folder.read('a.jsonl'), /^\{"conversations"/);
    assert.deepEqual(folder.names, ['a.jsonl']);
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
    const lines = alpacaLines(4000);
    folder.write('a.jsonl', jsonl(lines));
    folder.write('old.jsonl', 'old');
    const started = Date.now();
    folder.run('convert', 'a.jsonl', 'whole.jsonl', '--to', 'sharegpt');
    const usual = Date.now() - started;
    const whole = folder.read('whole.jsonl');
    let interrupted = 0;
    for (let i = 0; i < 8; i++) {
      const child = folder.start('convert', 'a.jsonl', 'old.jsonl', '--to', 'sharegpt', '--overwrite');
      const ended = once(child, 'exit');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, Math.random() * usual))]);
      if (child.exitCode === null) interrupted++;
      child.kill('SIGKILL');
      await ended;
      const found = folder.read('old.jsonl');
      assert.ok(found === 'old' || found === whole, `${found.length} characters`);
      const besides = folder.names.filter((name) => !['a.jsonl', 'old.jsonl', 'whole.jsonl'].includes(name));
      assert.ok(
        besides.length <= 1 && besides.every((name) => /^old\.jsonl\.tuneset-.*\.tmp$/.test(name)),
        besides.join(),
      );
    }
    assert.ok(interrupted > 0);
    assert.equal(folder.run('convert', 'a.jsonl', 'old.jsonl', '--to', 'sharegpt', '--overwrite').status, 0);
    assert.equal(folder.read('old.jsonl'), whole);
    assert.deepEqual(folder.names, ['a.jsonl', 'old.jsonl', 'whole.jsonl']);
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
