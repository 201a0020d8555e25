import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.resolve('dist/cli.js');

interface JsonReport {
  files: {
    path: string;
    format: string | null;
    records: number;
    datasets?: number;
    findings: { rule: string; level: string; message: string; outcome?: string; range: { start: { line: number } } }[];
  }[];
  counts: Record<string, number>;
}

describe('tuneset check with a dataset_info.json', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-info-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: unknown): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  function runCommand(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' };
    return spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8', env });
  }

  function run(...args: string[]): ReturnType<typeof runCommand> {
    return runCommand('check', ...args);
  }

  function json(...args: string[]): JsonReport {
    const { stdout, stderr } = run('--reporter', 'json', ...args);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as JsonReport;
  }

  function rules(report: JsonReport, name: string): string[] {
    const file = report.files.find((each) => each.path.replaceAll('\\', '/') === name);
    assert.ok(file, name);
    return file.findings.map(({ rule }) => rule);
  }

  const qa = { frage: 'a', antwort: 'b' };
  const columns = { prompt: 'frage', response: 'antwort' };

  it('reads every file as its entry says, and reports the entries’ own faults once', () => {
    write('dataset_info.json', {
      mine: { file_name: 'mine.json', columns },
      folder: { file_name: 'parts', columns },
      talk: { file_name: 'talk.json', formatting: 'sharegpt' },
      gone: { file_name: './deep/../gone.json' },
      hub: { hf_hub_url: 'someone/something' },
    });
    write('mine.json', [qa, { ...qa, system: 's' }]);
    write('parts/a.jsonl', `${JSON.stringify(qa)}\n`);
    write('talk.json', [
      {
        conversations: [
          { from: 'human', value: 'a' },
          { from: 'gpt', value: 'b' },
        ],
      },
    ]);
    const report = json();
    assert.deepEqual(
      report.files.map(({ path: name, format }) => [name.replaceAll('\\', '/'), format]),
      [
        ['dataset_info.json', 'dataset_info'],
        ['mine.json', 'alpaca'],
        ['parts/a.jsonl', 'alpaca'],
        ['talk.json', 'sharegpt'],
      ],
    );
    assert.deepEqual(rules(report, 'dataset_info.json'), ['info-columns-incomplete', 'info-file-missing']);
    assert.deepEqual([report.files[0]!.datasets, report.files[0]!.records], [5, 0]);
    assert.deepEqual(rules(report, 'parts/a.jsonl'), []);
    assert.deepEqual(rules(report, 'talk.json'), []);
    assert.deepEqual(rules(json('dataset_info.json'), 'dataset_info.json'), [
      'info-columns-incomplete',
      'info-file-missing',
    ]);
  });

  it('checks all datasets of the file that it is given, or one, with the findings of their entries', () => {
    write('info/dataset_info.json', {
      mine: { file_name: 'mine.json', columns: { ...columns, system: 'sytem' } },
      other: { file_name: 'other.json' },
    });
    write('info/mine.json', [{ ...qa, system: 's' }]);
    write('info/other.json', [{ instruction: 'a', output: 'b' }]);
    const all = json('--dataset-info', 'info');
    assert.deepEqual(
      all.files.map(({ path: name }) => name.replaceAll('\\', '/')),
      ['info/dataset_info.json', 'info/mine.json', 'info/other.json'],
    );
    const one = json('--dataset-info', 'info/dataset_info.json', '--dataset', 'mine');
    assert.equal(one.files.length, 2);
    assert.deepEqual(rules(one, 'info/dataset_info.json'), ['info-column-missing-in-file']);
    assert.equal(one.files[0]!.findings[0]!.outcome, 'crash');
    assert.equal(one.files[0]!.findings[0]!.range.start.line, 6);
  });

  it('takes the data for LLaMA-Factory’s where an entry names it and tuneset.json names nobody', () => {
    write('dataset_info.json', { mine: { file_name: 'mine.jsonl' } });
    write('mine.jsonl', '{"instruction": "a", "input": "", "output": 3}\n');
    assert.equal(json('mine.jsonl').files[0]!.findings[0]!.outcome, 'dropped');
    write('tuneset.json', { target: 'trl' });
    assert.equal(json('mine.jsonl').files[0]!.findings[0]!.outcome, undefined);
  });

  it('tells which fields of a file its entry does not map', () => {
    write('dataset_info.json', { mine: { file_name: 'mine.jsonl', columns } });
    write('mine.jsonl', `${JSON.stringify({ ...qa, input: 'x' })}\n`.repeat(3));
    const { findings } = json('mine.jsonl').files[0]!;
    assert.deepEqual(
      findings.map(({ rule, outcome }) => [rule, outcome]),
      [['column-unknown', 'ignored']],
    );
    assert.match(findings[0]!.message, /dataset_info\.json maps no column to “input” \(in 3 records\)/);
  });

  it('lets tuneset.json add to what an entry says, choose among entries, and name the file', () => {
    write('conf/dataset_info.json', {
      first: { file_name: '../data/a.jsonl' },
      second: {
        file_name: '../data/a.jsonl',
        formatting: 'sharegpt',
        tags: { role_tag: 'from', content_tag: 'value', user_tag: 'u', assistant_tag: 'a' },
      },
    });
    write('tuneset.json', {
      datasetInfo: 'conf/dataset_info.json',
      datasets: [{ files: 'data/*.jsonl', dataset: 'second' }],
    });
    write('data/a.jsonl', '{"conversations": [{"from": "u", "value": "a"}, {"from": "a", "value": "b"}]}\n');
    const report = json('data/a.jsonl');
    assert.deepEqual([report.files[0]!.format, report.files[0]!.findings], ['sharegpt', []]);
  });

  it('tells of a name in tuneset.json that is not defined, and of a file that is broken', () => {
    write('dataset_info.json', { mine: { file_name: 'mine.json' } });
    write('mine.json', [{ instruction: 'a', input: '', output: 'b' }]);
    write('tuneset.json', { datasets: [{ files: '*.json', dataset: 'nobody' }] });
    assert.deepEqual(rules(json('dataset_info.json'), 'dataset_info.json'), ['info-name-undefined']);
    write('tuneset.json', {});
    write('dataset_info.json', '\ufeff{"mine": {"file_name": "mine.json",}}');
    assert.deepEqual(rules(json('--dataset-info', '.'), 'dataset_info.json'), ['info-bom', 'json-syntax']);
  });

  it('says in every command in the same way why the dataset that is asked for is none', () => {
    write('dataset_info.json', {
      ...{ mine: { file_name: 'mine.json' }, gone: { file_name: 'mnie.json' }, lost: { file_name: 'elsewhere.json' } },
      ...{ hub: { hf_hub_url: 'a/b' }, bare: {} },
    });
    write('mine.json', [{ instruction: 'a', input: '', output: 'b' }]);
    const failing: readonly (readonly [RegExp, ...string[]])[] = [
      [/--dataset needs --dataset-info/, '--dataset', 'mine'],
      [/no file “nowhere”/, '--dataset-info', 'nowhere', '--dataset', 'mine'],
      [/dataset_info\.json has no dataset “mnie”\. Is “mine” meant\?/, '--dataset-info', '.', '--dataset', 'mnie'],
      [/has no dataset “other”\. It has: mine, gone, lost, hub, bare/, '--dataset-info', '.', '--dataset', 'other'],
    ];
    const withoutFile: typeof failing = [
      [
        /the file of “gone” is not there: mnie\.json\. Is “mine\.json” meant\?/,
        '--dataset-info',
        '.',
        '--dataset',
        'gone',
      ],
      [/the file of “lost” is not there: elsewhere\.json\n/, '--dataset-info', '.', '--dataset', 'lost'],
      [/“hub” is loaded from elsewhere \(hf_hub_url\)/, '--dataset-info', '.', '--dataset', 'hub'],
      [/“bare” has no file_name/, '--dataset-info', '.', '--dataset', 'bare'],
    ];
    const commands: readonly (readonly [string[], typeof failing])[] = [
      [['check'], [...failing, ...withoutFile]],
      [['tokens'], [...failing, ...withoutFile]],
      [['convert', 'mine.json', 'new.json'], failing],
      [['split', 'mine.json', '--train', 't.json', '--validation', 'v.json'], failing],
    ];
    for (const [command, faults] of commands) {
      for (const [message, ...args] of faults) {
        const { status, stdout, stderr } = runCommand(...command, ...args);
        assert.deepEqual([status, stdout], [2, ''], [...command, ...args].join(' '));
        assert.match(stderr, message);
      }
    }
  });
});
