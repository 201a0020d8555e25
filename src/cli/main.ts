#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentLocale, isChinese, useLanguage } from '../host/language';
import { runCheck } from './check';
import { CannotRun } from './cannotRun';
import { parseArguments } from './arguments';
import { helpText } from './help';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads us has seen enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    // Exit code 1 says that the data has errors; this is our own.
    process.stderr.write(`tuneset: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);

/** Runs the command and gives its exit code: 0 no errors found, 1 errors found, 2 could not run. */
async function run(argv: readonly string[]): Promise<number> {
  // Faults in the arguments are told in the language that they ask for.
  const { lang } = parseArgs({ args: [...argv], strict: false, options: { lang: { type: 'string' } } }).values;
  const locale = typeof lang === 'string' ? lang : environmentLocale(process.env);
  useLanguage(locale);
  try {
    const args = parseArguments(argv);
    if (args.version) return print(version());
    if (args.help || args.command === undefined) return print(helpText());
    return await runCheck(args, isChinese(locale) ? 'zh-cn' : undefined);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    process.stderr.write(`tuneset: ${error.message}\n`);
    return 2;
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
