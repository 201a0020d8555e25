import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { alpacaLines, DatasetFolder, jsonl } from './datasetFolder';

const MARKED = [
  '{"id": "a", "instruction": "wat is tihs", "output": "this", "robustness": "typo"}',
  '{"id": "b", "instruction": "so I was", "output": "yes", "robustness": ["incomplete", "typo"]}',
  '{"instruction": "nihao 世界", "output": "hello", "robustness": "code-mixed", "variant_of": "7"}',
];
const LINES = [...alpacaLines(50), ...MARKED];

interface Report {
  readonly marked: number;
  readonly lost: number;
  readonly losses: readonly {
    readonly fates: readonly string[];
    readonly was: { readonly record: number; readonly prompt: string };
    readonly now: { readonly record: number; readonly kinds: readonly string[] } | null;
  }[];
}

describe('tuneset diff-guard', function () {
  this.timeout(60_000);
  let folder: DatasetFolder;
  beforeEach(() => {
    folder = new DatasetFolder();
    folder.write('old.jsonl', jsonl(LINES));
  });
  afterEach(() => folder.remove());

  /** What became of the marked records once the lines are others: `[index among the marked ones, fates]`. */
  function fates(lines: readonly string[]): unknown[] {
    folder.write('new.jsonl', jsonl(lines));
    const { status, stdout } = folder.run('diff-guard', 'old.jsonl', 'new.jsonl', '--reporter', 'json');
    const { marked, lost, losses } = JSON.parse(stdout) as Report;
    assert.deepEqual([marked, lost, status], [3, losses.length, losses.length > 0 ? 1 : 0]);
    return losses.map(({ was, fates: found }) => [was.record - 50, ...found]);
  }

  const edited = (index: number, edit: (line: string) => string): string[] =>
    LINES.map((line, i) => (i === 50 + index ? edit(line) : line));

  it('lets pass what leaves marked records as they are, wherever they stand', () => {
    assert.deepEqual(fates(LINES), []);
    assert.deepEqual(fates([...LINES].reverse()), []);
    assert.deepEqual(fates(MARKED.map((line) => line.replace('"output": "', '"output": "better: '))), []);
    assert.deepEqual(fates(edited(0, (line) => line.replace('"a"', '"z"').replace('"typo"', '["noise", "typo"]'))), []);
    assert.deepEqual(fates([...LINES, ...MARKED]), []);
  });

  it('finds records that are gone', () => {
    assert.deepEqual(fates(LINES.slice(0, 51)), [
      [1, 'gone'],
      [2, 'gone'],
    ]);
    assert.deepEqual(fates([]).length, 3);
  });

  it('finds markers that are gone or say less', () => {
    assert.deepEqual(fates(edited(0, (line) => line.replace(', "robustness": "typo"', ''))), [[0, 'unmarked']]);
    assert.deepEqual(fates(edited(1, (line) => line.replace('["incomplete", "typo"]', '"typo"'))), [[1, 'kinds']]);
  });

  it('knows a marker that names no kind: a kind may come to it, and none may go', () => {
    const unnamed = (line: string): string => line.replace('"typo"', 'true');
    assert.deepEqual(fates(edited(0, unnamed)), [[0, 'kinds']]);
    folder.write('new.jsonl', jsonl(edited(0, unnamed)));
    assert.match(folder.run('diff-guard', 'old.jsonl', 'new.jsonl').stdout, /doesn’t name any more: typo/);
    folder.write('old.jsonl', jsonl(edited(0, unnamed)));
    assert.deepEqual(fates(LINES), []);
    assert.deepEqual(fates(edited(0, unnamed)), []);
    assert.deepEqual(fates(edited(0, (line) => line.replace(', "robustness": "typo"', ''))), [[0, 'unmarked']]);
  });

  it('tells where the project files of both versions differ', () => {
    for (const [name, field] of [
      ['old', 'robustness'],
      ['new', 'noisy'],
    ] as const) {
      mkdirSync(path.join(folder.path, name));
      folder.write(`${name}/a.jsonl`, jsonl(LINES).replaceAll('"robustness"', `"${field}"`));
      folder.write(`${name}/tuneset.json`, JSON.stringify({ labels: { robustness: { field } } }));
    }
    const { status, stderr } = folder.run('diff-guard', 'old', 'new');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /“robustness” in the old version, and in “noisy” in the new one/);
  });

  it('finds prompts that were rewritten, by id or else by clean twin or answer', () => {
    assert.deepEqual(fates(edited(0, (line) => line.replace('wat is tihs', 'what is this'))), [[0, 'prompt']]);
    assert.deepEqual(fates(edited(2, (line) => line.replace('nihao', '你好'))), [[2, 'prompt']]);
    const cleaned = edited(0, () => '{"id": "a", "instruction": "what is this", "output": "this"}');
    assert.deepEqual(fates(cleaned), [[0, 'unmarked', 'prompt']]);
  });

  it('counts how often a record is there', () => {
    folder.write('old.jsonl', jsonl([MARKED[0]!, MARKED[0]!, MARKED[1]!]));
    assert.deepEqual(fates([MARKED[0]!, MARKED[1]!]).length, 1);
  });

  it('tells people where they were and what they are', () => {
    folder.write('new.jsonl', jsonl(edited(0, (line) => line.replace('wat', 'what')).slice(0, -1)));
    const { status, stdout } = folder.run('diff-guard', 'old.jsonl', 'new.jsonl');
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^old\.jsonl\n {2}record 51 \(typo\): its prompt was rewritten \(now new\.jsonl, record 51\)\n/,
    );
    assert.match(stdout, /wat is tihs\n {4}→ what is tihs\n {2}record 53 \(code-mixed\): it is gone\n/);
    assert.match(stdout, /Records with a robustness marker: 3\. Lost or changed: 2\n$/);
    assert.equal(folder.run('diff-guard', 'old.jsonl', 'new.jsonl', '--allow-robust').status, 0);
  });

  it('compares folders as a whole: a record may move to another file or format', () => {
    for (const name of ['old', 'new']) mkdirSync(path.join(folder.path, name));
    folder.write('old/a.jsonl', jsonl(LINES));
    folder.write('new/a.jsonl', jsonl(LINES.slice(0, 50)));
    const messages = '[{"role": "user", "content": "wat is tihs"}, {"role": "assistant", "content": "this"}]';
    folder.write('new/b.json', `[{"messages": ${messages}, "robustness": "typo"}]`);
    folder.write('new/c.jsonl', jsonl(MARKED.slice(1)));
    const { status, stdout } = folder.run('diff-guard', 'old', 'new');
    assert.deepEqual([status, stdout], [0, 'Records with a robustness marker: 3. All are there as they were.\n']);
  });

  it('reads markers as the project has them', () => {
    const own = (line: string): string => line.replace('"robustness"', '"噪声"');
    folder.write('tuneset.json', JSON.stringify({ labels: { robustness: { field: '噪声' } } }));
    folder.write('old.jsonl', jsonl(LINES.map(own)));
    assert.deepEqual(fates(LINES.map(own).slice(0, -1)), [[2, 'gone']]);
  });

  it('says what is wrong with its arguments', () => {
    for (const args of [[], ['old.jsonl'], ['old.jsonl', 'no.jsonl'], ['old.jsonl', 'old.jsonl', '--staged']]) {
      assert.equal(folder.run('diff-guard', ...args).status, 2, args.join(' '));
    }
  });

  describe('--git', () => {
    const git = (...args: string[]): void => {
      const { status, stderr } = spawnSync('git', args, { cwd: folder.path, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    };
    beforeEach(() => {
      git('init', '-q');
      git('config', 'user.email', 'nobody@example.com');
      git('config', 'user.name', 'nobody');
      git('add', '.');
      git('commit', '-q', '-m', 'data');
    });

    it('compares a commit with the working tree, or with what is staged', () => {
      assert.equal(folder.run('diff-guard', '--git', 'HEAD').status, 0);
      folder.write('old.jsonl', jsonl(LINES.slice(0, -1)));
      const { status, stdout } = folder.run('diff-guard', '--git', 'HEAD');
      assert.equal(status, 1);
      assert.match(stdout, /^HEAD:old\.jsonl\n {2}record 53 \(code-mixed\): it is gone\n/);
      assert.equal(folder.run('diff-guard', '--git', 'HEAD', '--staged').status, 0);
      git('add', '.');
      assert.equal(folder.run('diff-guard', '--git', 'HEAD', '--staged').status, 1);
      folder.write('rest.jsonl', jsonl(MARKED));
      assert.equal(folder.run('diff-guard', '--git', 'HEAD').status, 0);
    });

    it('sees files that are gone, and only those that it is to look at', () => {
      mkdirSync(path.join(folder.path, 'data'));
      folder.write('data/b.jsonl', jsonl(LINES));
      git('add', '.');
      git('commit', '-q', '-m', 'more');
      rmSync(path.join(folder.path, 'old.jsonl'));
      assert.equal(folder.run('diff-guard', '--git', 'HEAD').status, 1);
      assert.equal(folder.run('diff-guard', '--git', 'HEAD', 'data').status, 0);
    });

    it('says that nothing differs, and knows no path that is in neither version', () => {
      assert.equal(folder.run('diff-guard', '--git', 'HEAD').stdout, 'No dataset differs from HEAD.\n');
      for (const more of [[], ['--staged']]) {
        const { status, stderr } = folder.run('diff-guard', '--git', 'HEAD', 'old.jsonl', 'typo.jsonl', ...more);
        assert.equal(status, 2);
        assert.match(stderr, /“typo\.jsonl” is in neither version/);
      }
      git('rm', '-q', 'old.jsonl');
      assert.equal(folder.run('diff-guard', '--git', 'HEAD', 'old.jsonl').status, 1);
      assert.equal(folder.run('diff-guard', '--git', 'HEAD', 'old.jsonl', '--staged').status, 1);
    });

    it('reads each version with its own project file', () => {
      const project = (field: string): void =>
        folder.write('tuneset.json', JSON.stringify({ labels: { robustness: { field } } }));
      project('robustness');
      git('add', '.');
      git('commit', '-q', '-m', 'project');
      project('noisy');
      const alone = folder.run('diff-guard', '--git', 'HEAD');
      assert.match(alone.stderr, /tuneset\.json: the field of robustness markers was “robustness” and is “noisy”/);
      folder.write('old.jsonl', jsonl(LINES).replaceAll('"robustness"', '"noisy"'));
      const moved = folder.run('diff-guard', '--git', 'HEAD');
      assert.deepEqual([moved.status, moved.stdout.includes(': 3. All are there')], [0, true]);
      folder.write('old.jsonl', jsonl(LINES.slice(0, -1)));
      assert.equal(folder.run('diff-guard', '--git', 'HEAD').status, 1);
      git('add', '.');
      project('robustness');
      assert.match(folder.run('diff-guard', '--git', 'HEAD', '--staged').stdout, /Lost or changed: 3/);
    });

    it('knows no commit that there isn’t', () => {
      for (const commit of ['nope', '--output=x']) {
        const { status, stderr } = folder.run('diff-guard', `--git=${commit}`);
        assert.equal(status, 2);
        assert.match(stderr, /there is no commit/);
      }
    });
  });
});

describe('records with a robustness marker', function () {
  this.timeout(60_000);
  let folder: DatasetFolder;
  beforeEach(() => {
    folder = new DatasetFolder();
    folder.write('a.jsonl', jsonl(LINES));
  });
  afterEach(() => folder.remove());

  it('don’t get lost where a command replaces their file', () => {
    const args = ['sample', 'a.jsonl', 'a.jsonl', '--count', '5', '--overwrite'];
    const { status, stderr } = folder.run(...args);
    assert.equal(status, 1);
    assert.match(stderr, /that would be lost, or lose it: \d; the first is record 5\d of a\.jsonl.*--allow-robust/);
    assert.deepEqual([folder.read('a.jsonl'), folder.names], [jsonl(LINES), ['a.jsonl']]);
    assert.equal(folder.run(...args, '--allow-robust').status, 0);
    assert.equal(folder.lines('a.jsonl').length, 5);
  });

  it('may be left out of a new file, since the old one stays', () => {
    for (const seed of ['1', '2']) {
      const args = ['sample', 'a.jsonl', 'b.jsonl', '--count', '25', '--overwrite', '--seed', seed];
      assert.equal(folder.run(...args).status, 0);
    }
  });

  it('are there after what keeps all records: shuffle, split, merge, convert', () => {
    for (const args of [
      ['shuffle', 'a.jsonl', 'a.jsonl'],
      ['convert', 'a.jsonl', 'a.jsonl', '--to', 'messages'],
      ['merge', 'a.jsonl', 'a.jsonl', '--out', 'a.jsonl'],
      ['merge', 'a.jsonl', '--out', 'a.jsonl', '--dedupe'],
      ['split', 'a.jsonl', '--train', 'a.jsonl', '--validation', 'v.jsonl'],
    ]) {
      const { status, stderr } = folder.run(...args, '--overwrite');
      assert.equal(status, 0, stderr);
    }
  });

  it('keep their marker where fields are dropped', () => {
    folder.write('tuneset.json', JSON.stringify({ labels: { robustness: { field: 'noisy' } } }));
    folder.write('a.jsonl', jsonl(LINES).replaceAll('"robustness"', '"noisy"'));
    const args = ['convert', 'a.jsonl', 'b.jsonl', '--to', 'messages', '--drop-fields'];
    const { status, stderr } = folder.run(...args);
    assert.equal(status, 1);
    assert.match(stderr, /would lose their robustness marker.*: 3.*--allow-robust/);
    assert.deepEqual(folder.names, ['a.jsonl', 'tuneset.json']);
    assert.equal(folder.run(...args, '--allow-robust').status, 0);
  });
});
