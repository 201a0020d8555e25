import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { appendLine } from '../../../../src/host/review/appendLine';

describe('Appending a line', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-append-'));
    file = path.join(folder, 'train.review.jsonl');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** What stands in the file once a line was appended to a text. */
  async function appendedTo(text: string, line = '{"b":2}'): Promise<string> {
    writeFileSync(file, text);
    await appendLine(file, line);
    return readFileSync(file, 'utf8');
  }

  it('creates the file', async () => {
    const { before, after } = await appendLine(file, '{"a":1}');
    assert.equal(before, undefined);
    assert.notEqual(after, undefined);
    assert.equal(readFileSync(file, 'utf8'), '{"a":1}\n');
  });

  it('ends the line as the one before it ends', async () => {
    assert.equal(await appendedTo('{"a":1}\n'), '{"a":1}\n{"b":2}\n');
    assert.equal(await appendedTo('{"a":1}\r\n'), '{"a":1}\r\n{"b":2}\r\n');
    assert.equal(await appendedTo(''), '{"b":2}\n');
    assert.equal(await appendedTo('\n'), '\n{"b":2}\n');
  });

  it('begins a new line where the last one has no end', async () => {
    assert.equal(await appendedTo('{"a":1}'), '{"a":1}\n{"b":2}\n');
    assert.equal(await appendedTo('{"a":1}\r\n{"'), '{"a":1}\r\n{"\n{"b":2}\n');
  });

  it('tells the same stamp of a file that nobody changes', async () => {
    const first = await appendLine(file, '1');
    const second = await appendLine(file, '2');
    assert.equal(second.before, first.after);
    writeFileSync(file, '3\n');
    assert.notEqual((await appendLine(file, '4')).before, second.after);
  });

  it('rejects where it can’t write', async () => {
    await assert.rejects(appendLine(path.join(folder, 'none', 'x'), '1'), /ENOENT/);
  });

  it('loses no line that was told to be written when processes that append are killed', async () => {
    const program = path.join(folder, 'append.cjs');
    const source = path.resolve('src/host/review/appendLine.ts');
    const contents = `
      import { appendLine } from ${JSON.stringify(source)};
      const [file, name] = process.argv.slice(2);
      (async () => {
        for (let i = 0; ; i++) {
          await appendLine(file, JSON.stringify({ name, i, text: 'x'.repeat(i % 5000) }));
          process.stdout.write(i + '\\n');
        }
      })();`;
    buildSync({
      ...{ stdin: { contents, loader: 'ts', resolveDir: path.resolve('.') }, outfile: program },
      ...{ bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' },
    });
    const told = new Map<string, number>();
    for (let round = 0; round < 3; round++) {
      const names = [`${round}a`, `${round}b`];
      await Promise.all(
        names.map(async (name, which) => {
          const child = spawn(process.execPath, [program, file, name], { stdio: ['ignore', 'pipe', 'inherit'] });
          const closed = new Promise((resolve) => child.on('close', resolve));
          for await (const line of createInterface(child.stdout)) {
            told.set(name, Number(line));
            if (Number(line) === 40 + 13 * which) child.kill('SIGKILL');
          }
          await closed;
        }),
      );
    }
    const written = new Set<string>();
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      try {
        const { name, i } = JSON.parse(line) as { name: string; i: number };
        written.add(`${name} ${i}`);
      } catch {
        // A process was killed in the middle of this one, and nobody was told that it is there.
      }
    }
    for (const [name, last] of told) {
      for (let i = 0; i <= last; i++) assert.ok(written.has(`${name} ${i}`), `${name} ${i} is missing`);
    }
  });
});
