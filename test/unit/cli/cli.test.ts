import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.resolve('dist/cli.js');
const RECORD = '{"instruction": "a", "output": "b"}\n';

interface JsonReport {
  version: number;
  files: {
    path: string;
    container: string;
    format: string | null;
    records: number;
    findings: {
      rule: string;
      level: string;
      message: string;
      record: number | null;
      pointer: string;
      range: unknown;
      fix?: string;
    }[];
    counts: Record<string, number>;
  }[];
  counts: Record<string, number>;
}

describe('tuneset check', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-cli-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }

  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' };
    return spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8', env });
  }

  function json(...args: string[]): JsonReport {
    return JSON.parse(run('check', '--reporter', 'json', ...args).stdout) as JsonReport;
  }

  it('exits 0 without errors, 1 with errors, 2 if it can’t run', () => {
    write('good.jsonl', RECORD);
    write('bad.jsonl', '{"instruction": "a", "output": ""}\n');
    write('warn.jsonl', `${RECORD}\n${RECORD}`);
    assert.equal(run('check', 'good.jsonl').status, 0);
    assert.equal(run('check', 'warn.jsonl').status, 0);
    assert.equal(run('check', 'bad.jsonl').status, 1);
    assert.equal(run('check', 'missing.jsonl').status, 2);
    assert.equal(run('check', '--format', 'nonsense').status, 2);
    assert.equal(run('check', '--no-such-option').status, 2);
    assert.equal(run('nonsense').status, 2);
    assert.equal(run('--no-such-option').status, 2);
    assert.equal(run().status, 0);
    assert.equal(run('--help').status, 0);
    assert.equal(run('check', '--config', 'missing.json').status, 2);
  });

  it('reports JSON in the shape of its contract', () => {
    write('a.jsonl', `${RECORD}{"instruction": "好", "output": 3, "id": 1}\n`);
    const report = json('a.jsonl');
    assert.deepEqual(report, {
      version: 1,
      files: [
        {
          path: 'a.jsonl',
          container: 'jsonl',
          format: 'alpaca',
          records: 2,
          findings: [
            {
              rule: 'number-as-answer',
              level: 'error',
              message: report.files[0]!.findings[0]!.message,
              record: 1,
              pointer: '/output',
              range: { start: { line: 1, character: 31 }, end: { line: 1, character: 32 } },
              fix: 'Write it as text',
            },
          ],
          counts: { error: 1, warning: 0, info: 0 },
        },
      ],
      counts: { error: 1, warning: 0, info: 0 },
    });
  });

  it('takes files, folders and globs, and passes over what is no dataset', () => {
    write('data/a.jsonl', RECORD);
    write('data/deep/b.json', `[${RECORD}]`);
    write('package.json', '{"name": "x"}');
    write('node_modules/c.jsonl', RECORD);
    const paths = (...args: string[]): string[] =>
      json(...args).files.map(({ path: file }) => file.replaceAll('\\', '/'));
    assert.deepEqual(paths(), ['data/a.jsonl', 'data/deep/b.json']);
    assert.deepEqual(paths('data/*.jsonl'), ['data/a.jsonl']);
    assert.deepEqual(paths('data/deep', 'data/a.jsonl'), ['data/deep/b.json', 'data/a.jsonl']);
    assert.deepEqual(json('package.json').files[0]?.format, null);
  });

  it('reads the nearest tuneset.json, or the one that it is given', () => {
    write('tuneset.json', '{"rules": {"empty-answer": "off"}, "datasets": [{"files": "skip/**", "format": "none"}]}');
    write('other.json', '{"rules": {"empty-answer": "warning"}}');
    write('a.jsonl', '{"instruction": "a", "output": ""}\n');
    write('skip/b.jsonl', '{');
    assert.deepEqual(json().counts, { error: 0, warning: 0, info: 0 });
    assert.deepEqual(json('--config', 'other.json', 'a.jsonl').counts, { error: 0, warning: 1, info: 0 });
  });

  it('reads the project file above each file, wherever it is called from', () => {
    write('proj/tuneset.json', '{"rules": {"empty-answer": "off"}}');
    write('proj/deep/a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.deepEqual(json('proj').counts, { error: 0, warning: 0, info: 0 });
  });

  // A file that can be opened, but whose first byte can't be read, also by an administrator.
  if (process.platform === 'linux') {
    it('writes whole JSON and exits 2 where a file can’t be read, and checks the others', () => {
      write('a.jsonl', RECORD);
      const { status, stdout, stderr } = run('check', '--reporter', 'json', '/proc/self/mem', 'a.jsonl');
      assert.equal(status, 2);
      assert.match(stderr, /mem can’t be read/);
      const { files } = JSON.parse(stdout) as JsonReport;
      assert.deepEqual(
        files.map(({ records }) => records),
        [0, 1],
      );
    });
  }

  it('tells of faults in the arguments in the language that they ask for', () => {
    assert.match(run('check', '--lang=zh-cn', '--reporter', 'x').stderr, /\p{Script=Han}/u);
    assert.match(run('check', '--reporter', 'x', '--lang', 'zh-cn').stderr, /\p{Script=Han}/u);
  });

  it('says where a project file is broken', () => {
    write('tuneset.json', '{"rules": {"empty-answer": "loud"}}');
    const { status, stderr } = run('check');
    assert.equal(status, 2);
    assert.match(stderr, /tuneset\.json is not valid, at \/rules\/empty-answer/);
    write('tuneset.json', '{"rules":\n  }');
    assert.match(run('check').stderr, /at 2:3/);
  });

  it('reads the taxonomy that a project file names, and says where it is broken or missing', () => {
    write('tuneset.json', '{"taxonomy": "types.json"}');
    write('a.jsonl', '{"instruction": "a", "output": "b", "task_type": "B"}\n');
    assert.match(
      run('check', 'a.jsonl').stderr,
      /tuneset\.json is not valid, at \/taxonomy: there is no file “types\.json”/,
    );
    write('types.json', '{"types": [{"nme": "A"}]}');
    assert.match(run('check', 'a.jsonl').stderr, /types\.json is not valid, at \/types\/0/);
    write('types.json', '{"types": [{"name": "A"}]}');
    const { status, stdout } = run('check', 'a.jsonl');
    assert.match(stdout, /“B” is not in the taxonomy/);
    assert.equal(status, 0);
  });

  it('leaves alone what is no dataset, also if it is named, where it is told to', () => {
    write('package.json', '{"name": "x", "version": "1.0.0"}');
    write('bad.json', '[{"instruction": "a", "output": ""}]');
    const { files } = json('--datasets-only', 'package.json', 'bad.json');
    assert.deepEqual(
      files.map((file) => file.path),
      ['bad.json'],
    );
  });

  it('writes for GitHub, SARIF and people', () => {
    write('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.match(
      run('check', '--reporter', 'github').stdout,
      /^::error file=a\.jsonl,line=1,endLine=1,col=32,endColumn=34,title=empty-answer::/,
    );
    const sarif = JSON.parse(run('check', '--reporter', 'sarif').stdout) as {
      runs: { results: { ruleId: string; locations: { physicalLocation: { region: { startColumn: number } } }[] }[] }[];
    };
    assert.equal(sarif.runs[0]!.results[0]!.ruleId, 'empty-answer');
    assert.equal(sarif.runs[0]!.results[0]!.locations[0]!.physicalLocation.region.startColumn, 32);
    assert.match(run('check').stdout, /1:32 {6}error {2}The answer is empty/);
  });

  it('speaks Chinese where it is asked to', () => {
    write('a.jsonl', '{"instruction": "a", "output": ""}\n');
    assert.match(run('check', '--lang', 'zh-cn').stdout, /回答/);
  });

  it('is the same on several threads', () => {
    const lines = Array.from({ length: 120_000 }, (_, i) =>
      i % 10_000 === 7
        ? '{"instruction": "a", "output": ""}\n'
        : RECORD.replace('"a"', `"${'x'.repeat(i % 50)}好${i}"`),
    );
    write('large.jsonl', lines.join(''));
    const [file] = json('large.jsonl').files;
    assert.equal(file!.records, 120_000);
    assert.deepEqual(
      file!.findings.map(({ record }) => record),
      Array.from({ length: 12 }, (_, i) => i * 10_000 + 7),
    );
    assert.deepEqual((file!.findings[11]!.range as { start: unknown }).start, { line: 110_007, character: 31 });
  });

  describe('with a cutoff', () => {
    const LONG = `{"instruction": "a", "output": "${'word '.repeat(60).trim()}"}\n`;
    const rules = (report: JsonReport): string[] => report.files[0]!.findings.map(({ rule }) => rule);

    it('finds what is cut away, if the command line or the project asks for it', () => {
      write('a.jsonl', RECORD + LONG);
      assert.deepEqual(rules(json('a.jsonl')), []);
      const expected = ['sample-over-cutoff', 'answer-cut'];
      const given = json('a.jsonl', '--cutoff', '40', '--target', 'llamafactory');
      assert.deepEqual(rules(given), expected);
      assert.deepEqual(
        given.files[0]!.findings.map(({ record, pointer }) => [record, pointer]),
        [
          [1, ''],
          [1, '/output'],
        ],
      );
      write('tuneset.json', '{"cutoffLength": 40, "target": "llamafactory"}');
      assert.deepEqual(rules(json('a.jsonl')), expected);
      assert.deepEqual(rules(json('a.jsonl', '--cutoff', '100')), []);
    });

    it('finds the same on several threads', () => {
      write('tuneset.json', '{"cutoffLength": 40, "target": "llamafactory"}');
      const lines = Array.from({ length: 15_000 }, (_, i) =>
        i % 1000 === 7 ? LONG : LONG.replace(/(word ){40}/, `${i} `),
      );
      write('large.jsonl', lines.join('') + `{"instruction": "${'x'.repeat(2 ** 22)}", "output": "b"}\n`);
      const findings = json('large.jsonl').files[0]!.findings.filter(({ rule }) => rule === 'answer-cut');
      assert.deepEqual(
        findings.map(({ record }) => record).slice(0, 15),
        Array.from({ length: 15 }, (_, i) => i * 1000 + 7),
      );
    });

    it('checks without it, says why and exits 2 where records can’t be measured', () => {
      write('a.jsonl', '{"instruction": "a", "output": ""}\n');
      const { status, stdout, stderr } = run('check', 'a.jsonl', '--tokenizer', 'nothing', '--reporter', 'json');
      assert.equal(status, 2);
      assert.match(stderr, /There is no tokenizer “nothing”/);
      assert.deepEqual(rules(JSON.parse(stdout) as JsonReport), ['empty-answer']);
    });
  });

  it('finds what is planted in the examples', () => {
    cpSync(path.resolve('examples'), path.join(folder, 'examples'), { recursive: true });
    const expected = JSON.parse(
      run('check', '--reporter', 'json', '--config', 'examples/tuneset.json', 'examples').stdout,
    ) as JsonReport;
    assert.equal(expected.files.find(({ path: file }) => file.endsWith('good.jsonl'))!.findings.length, 0);
    assert.ok(expected.counts.error! > 10);
  });
});
