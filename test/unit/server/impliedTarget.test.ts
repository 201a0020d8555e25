import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Diagnostic } from 'vscode-languageserver/node';
import { ServerSession } from './serverSession';

const ENTRY = { file_name: 'talk.json', formatting: 'sharegpt' };
const says = (from: string, value: string): object => ({ from, value });
const dropped = { conversations: [says('gpt', 'Hello.'), says('human', 'Hi.')] };
const long = { conversations: [says('human', 'Write a lot.'), says('gpt', 'the quick brown fox '.repeat(1000))] };

interface CheckReport {
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly { readonly rule: string; readonly message: string }[];
  }[];
}

function labelOf({ code, message }: Diagnostic): string {
  return `${code}: ${typeof message === 'string' ? message : message.value}`;
}

/** A `dataset_info.json` names the file, so that it is meant for LLaMA-Factory. */
describe('a trainer that nobody names but dataset_info.json', () => {
  let session: ServerSession;
  beforeEach(() => {
    session = new ServerSession();
  });
  afterEach(() => session.stop());

  /** What an editor shows of a file with these records, once all are counted. */
  async function inEditor(records: readonly object[]): Promise<string[]> {
    await session.start();
    session.write('dataset_info.json', { talk: ENTRY });
    const { uri } = await session.open('talk.json', records);
    const last = await session.next(() => {
      const tokens = session.statuses.findLast((status) => status.uri === uri)?.dataset?.tokens;
      return tokens && !tokens.running && tokens.counted === records.length ? session.last(uri) : undefined;
    });
    return last.diagnostics.map(labelOf).sort();
  }

  /** What `tuneset check` says of it. */
  function onCommandLine(): string[] {
    const { stdout } = spawnSync(process.execPath, [path.resolve('dist/cli.js'), 'check', '--reporter', 'json', '.'], {
      cwd: session.folder,
      encoding: 'utf8',
    });
    const file = (JSON.parse(stdout) as CheckReport).files.find((each) => each.path.endsWith('talk.json'));
    return file!.findings.map(({ rule, message }) => `${rule}: ${message}`).sort();
  }

  const rulesOf = (told: readonly string[]): string[] => told.map((each) => each.slice(0, each.indexOf(':')));

  for (const [input, records] of [
    ['dropped', [dropped, dropped]],
    ['too long', [long]],
  ] as const) {
    it(`asks for nothing about lengths, in an editor as on the command line: all are ${input}`, async () => {
      const told = await inEditor(records);
      assert.deepEqual(onCommandLine(), told);
      const asked = ['nothing-left', 'sample-over-cutoff', 'answer-cut'];
      assert.ok(!rulesOf(told).some((rule) => asked.includes(rule)));
    });
  }

  it('asks for it once the project names it, in both', async () => {
    session.write('tuneset.json', { target: 'llamafactory' });
    const told = await inEditor([dropped, dropped]);
    assert.deepEqual(onCommandLine(), told);
    assert.ok(rulesOf(told).includes('nothing-left'));
  });
});
