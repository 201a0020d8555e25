import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const CLI = path.resolve('dist/cli.js');
const ENV = { ...process.env, LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' };

/** A folder with datasets, in which the command line is run. */
export class DatasetFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'tuneset-data-'));

  write(name: string, content: string): void {
    writeFileSync(path.join(this.path, name), content);
  }

  read(name: string): string {
    return readFileSync(path.join(this.path, name), 'utf8');
  }

  /** The lines of a JSONL file. */
  lines(name: string): string[] {
    return this.read(name).split('\n').slice(0, -1);
  }

  get names(): string[] {
    return readdirSync(this.path).sort();
  }

  run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [CLI, ...args], { cwd: this.path, encoding: 'utf8', env: ENV });
  }

  /** Runs it without waiting for its end. */
  start(...args: string[]): ChildProcess {
    return spawn(process.execPath, [CLI, ...args], { cwd: this.path, stdio: 'ignore', env: ENV });
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** Alpaca records, each with a number and one of two languages. */
export function alpacaLines(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) =>
      `{"instruction": "question ${i}", "input": "", "output": "answer ${i}", "lang": "${i % 4 === 0 ? 'zh' : 'en'}", "id": ${i}.0}`,
  );
}

export function jsonl(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
