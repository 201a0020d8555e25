import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ProbeLine } from '../../../src/probe/batch/resultLine';
import { DatasetFolder, jsonl } from './datasetFolder';

const KEY = 'planted-key-4711';
const TYPES = ['推理', '代码', '翻译'];
const ENV = { ...process.env, LANG: 'C', LC_ALL: 'C', NO_COLOR: '1', TUNESET_API_KEY: KEY };

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('tuneset probe', function () {
  this.timeout(120_000);
  let server: ChildProcess;
  let url: string;
  let folder: DatasetFolder;

  before(async () => {
    server = spawn(process.execPath, ['dist/demoServer.js', '--port', '0', '--key', KEY, '--pace', '2'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const chunk of server.stdout!.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += chunk;
      const address = /http:\/\/\S+/.exec(said)?.[0];
      if (address !== undefined) {
        url = address;
        break;
      }
    }
    assert.ok(url, said);
  });
  after(() => server.kill());
  beforeEach(() => {
    folder = new DatasetFolder();
    folder.write('a.jsonl', jsonl(records(40)));
  });
  afterEach(() => folder.remove());

  function records(count: number): string[] {
    return Array.from({ length: count }, (_, i) => {
      const label = i % 4 === 3 ? '' : `, "task_type": "${TYPES[i % 4]}"`;
      return `{"instruction": "question ${i % 250}", "output": "answer ${i % 3}"${label}}`;
    });
  }

  function start(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = ENV,
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [path.resolve('dist/cli.js'), 'probe', ...args], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
    const ended = once(child, 'close').then(() => ({ status: child.exitCode, ...texts }));
    return { child, ended };
  }

  function run(...args: readonly string[]): Promise<Ended> {
    return start(args).ended;
  }

  const usual = (): readonly string[] => ['--endpoint', url, '--model', 'demo-tuned', '--max-tokens', '8'];

  function lines(name: string): readonly ProbeLine[] {
    return folder
      .read(name)
      .split('\n')
      .flatMap((line) => {
        try {
          return [JSON.parse(line) as ProbeLine];
        } catch {
          return [];
        }
      });
  }

  function calls(name: string) {
    return lines(name).filter((line) => line.kind === 'call');
  }

  it('ends with exactly 1,000 results of 1,000 records, interrupted twice by Ctrl+C and once killed', async () => {
    folder.write('k.jsonl', jsonl(records(1000)));
    const args = ['k.jsonl', ...usual(), '--all', '--concurrency', '8', '--measure', 'exact', '--resume'];
    for (const signal of ['SIGINT', 'SIGKILL', 'SIGINT'] as const) {
      const before = folder.names.includes('k.probe.jsonl') ? calls('k.probe.jsonl').length : 0;
      const { child, ended } = start(args);
      while (!folder.names.includes('k.probe.jsonl') || calls('k.probe.jsonl').length < before + 50) {
        assert.equal(child.exitCode, null);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      child.kill(signal);
      const { status, stderr } = await ended;
      if (signal === 'SIGKILL') continue;
      assert.equal(status, 130, stderr);
      assert.match(stderr, /of 1000 calls are done; --resume goes on/);
    }
    const { status, stdout, stderr } = await run(...args);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /calls: 1000 of 1000, failed: 0/);
    const finished = calls('k.probe.jsonl').filter(({ state }) => state === 'finished');
    assert.equal(finished.length, 1000);
    assert.equal(new Set(finished.map(({ id }) => id)).size, 1000);
    assert.deepEqual(
      finished.map(({ record }) => record).sort((a, b) => a - b),
      Array.from({ length: 1000 }, (_, i) => i),
    );
    assert.equal(lines('k.probe.jsonl').filter(({ kind }) => kind === 'run').length, 1);
    const again = await run(...args);
    assert.equal(again.status, 0, again.stderr);
    assert.equal(calls('k.probe.jsonl').filter(({ state }) => state === 'finished').length, 1000);
  });

  it('asks so many of each task type, compares models, and measures the likelihood of the reference', async () => {
    const { status, stdout, stderr } = await run(
      ...['a.jsonl', '--endpoint', url, '--model', 'demo-tuned', '--model', 'demo-base', '--max-tokens', '8'],
      ...['--per-type', '2', '--measure', 'chrf', '--measure', 'nll', '--reporter', 'json'],
    );
    assert.equal(status, 0, stderr);
    const { files } = JSON.parse(stdout) as { files: { report: { groups: Group[]; done: number } }[] };
    assert.equal(files[0]!.report.done, 16);
    const groups = files[0]!.report.groups.filter(({ dimension }) => dimension === 'taskType');
    assert.deepEqual(
      groups.map(({ name, calls: count }) => [name, count]),
      ['代码', '推理', '翻译', ''].flatMap((name) => [
        [name, 2],
        [name, 2],
      ]),
    );
    for (const { measures } of groups) assert.ok(measures.nll!.mean > 0);
  });

  it('says by its exit code whether thresholds are reached', async () => {
    const args = ['a.jsonl', ...usual(), '--records', '1-3', '--measure', 'contains=qqq', '--measure', 'nll'];
    const bad = await run(...args, '--threshold', 'contains=0.5');
    assert.equal(bad.status, 1, bad.stderr);
    assert.match(bad.stdout, /✗ contains:qqq 0 < 0\.5/);
    const good = await run(...args, '--threshold', 'contains=0', '--threshold', 'nll=100');
    assert.equal(good.status, 0, good.stderr);
    const unknown = await run(...args, '--threshold', 'exact=1');
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /is not measured/);
  });

  it('compares with the run before', async () => {
    const args = ['a.jsonl', ...usual(), '--records', '1-3', '--measure', 'nll'];
    await run(...args, '--name', 'first');
    const { status, stdout, stderr } = await run(...args, '--compare', 'first');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /±\S+ =/);
    assert.equal((await run(...args, '--compare', 'nothing')).status, 2);
  });

  it('judges with another model', async () => {
    folder.write('judge.txt', 'Say 10. {{answer}}');
    const { status, stderr } = await run(
      ...['a.jsonl', ...usual(), '--records', '1-2', '--measure', 'judge'],
      ...['--judge', url, '--judge-model', 'demo-base', '--judge-prompt', 'judge.txt'],
    );
    assert.equal(status, 0, stderr);
    const judged = calls('a.probe.jsonl').filter(({ measures }) => Object.keys(measures).length > 0);
    assert.equal(judged.length, 2);
  });

  it('keeps the key out of everything that it writes or says, and gives it to nobody else', async () => {
    const good = await run('a.jsonl', ...usual(), '--records', '1-2');
    assert.equal(good.status, 0, good.stderr);
    const wrong = await start(['a.jsonl', ...usual(), '--records', '3'], { ...ENV, TUNESET_API_KEY: `${KEY}-wrong` })
      .ended;
    assert.equal(wrong.status, 2);
    const none = await start(['a.jsonl', ...usual(), '--records', '3', '--key-env', 'NO_SUCH'], ENV).ended;
    assert.equal(none.status, 2);
    assert.match(none.stderr, /NO_SUCH/);
    const openai = { ...ENV, TUNESET_API_KEY: '', OPENAI_API_KEY: KEY };
    assert.equal((await start(['a.jsonl', ...usual(), '--records', '3'], openai).ended).status, 2);
    const written = folder.names.map((name) => folder.read(name)).join('');
    for (const { stdout, stderr } of [good, wrong, none]) assert.ok(!(stdout + stderr).includes(KEY));
    assert.ok(!written.includes(KEY));
  });

  it('goes through the proxy that the environment names, and says where it can’t', async () => {
    const paths = new Set<string>();
    const proxy = http.createServer((request, response) => {
      const { host, pathname } = new URL(request.url!);
      paths.add(`${host}${pathname}`);
      const { method, headers } = request;
      const sent = http.request(new URL(pathname, url), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      request.pipe(sent);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://me:sesame@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const args = ['a.jsonl', '--endpoint', 'http://gpu.test/v1', '--model', 'demo-tuned', '--records', '1-3'];
    const { status, stdout, stderr } = await start(args, { ...ENV, http_proxy: address }).ended;
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    assert.equal(status, 0, stderr);
    assert.match(stdout, /calls: 3 of 3, failed: 0/);
    assert.ok(paths.has('gpu.test/v1/chat/completions'), [...paths].join());
    const missing = await start(args, { ...ENV, http_proxy: address }).ended;
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /The proxy lets nothing through to http:\/\/gpu\.test/);
    assert.ok(!(missing.stderr + folder.read('a.probe.jsonl')).includes('sesame'));
  });

  it('writes to nothing that holds something else than results', async () => {
    const before = folder.read('a.jsonl');
    const { status, stderr } = await run('a.jsonl', ...usual(), '--records', '1', '--results', 'a.jsonl');
    assert.equal(status, 2);
    assert.match(stderr, /a\.jsonl holds something else than results of probes/);
    assert.equal(folder.read('a.jsonl'), before);
  });

  it('tells of files and records that can’t be read, and goes on with the others', async () => {
    folder.write('utf16.jsonl', '\ufffe{\u0000}\u0000');
    folder.write('broken.jsonl', '{"instruction": "Add 1 and 1.", "output": "2"}\n{"instruction": \n');
    const unread = await run('utf16.jsonl', ...usual(), '--all');
    assert.equal(unread.status, 2);
    assert.doesNotMatch(unread.stderr, /\n\s+at /);
    const { status, stdout, stderr } = await run('broken.jsonl', ...usual(), '--all');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /left out 1 ×: It is no record that can be read/);
    assert.match(stdout, /calls: 1 of 1/);
  });

  it('repeats no password that stands in an address', async () => {
    const { status, stderr } = await run('a.jsonl', '--endpoint', 'http://me:sesame@127.0.0.1:1/v1', '--all');
    assert.equal(status, 2);
    assert.ok(!stderr.includes('sesame'), stderr);
  });

  it('says what is wrong with what is asked for', async () => {
    const refused: readonly (readonly [args: readonly string[], says: RegExp])[] = [
      [['a.jsonl'], /--endpoint/],
      [['a.jsonl', '--endpoint', 'localhost', '--all'], /http:\/\//],
      [['a.jsonl', ...usual()], /Say which records/],
      [['a.jsonl', ...usual(), '--all', '--measure', 'rouge'], /rougeL/],
      [['a.jsonl', ...usual(), '--all', '--measure', 'judge'], /--judge/],
      [['a.jsonl', ...usual(), '--all', '--extra-body', '[]'], /JSON object/],
      [['a.jsonl', '--endpoint', 'http://127.0.0.1:1/v1', '--all'], /127\.0\.0\.1:1/],
      [['a.jsonl', ...usual(), '--where', 'instruction is nothing'], /no record/],
      [[...usual(), '--all'], /Name the files/],
    ];
    for (const [args, says] of refused) {
      const { status, stderr } = await run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, says);
    }
    assert.ok(!folder.names.includes('a.probe.jsonl'));
  });

  it('takes results for no dataset', async () => {
    await run('a.jsonl', ...usual(), '--records', '1');
    const { stdout } = folder.run('check', '.', '--reporter', 'json');
    assert.ok(!stdout.includes('a.probe.jsonl'));
  });
});

interface Group {
  readonly dimension: string;
  readonly name: string;
  readonly calls: number;
  readonly measures: Readonly<Record<string, { readonly mean: number }>>;
}
