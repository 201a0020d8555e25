#!/usr/bin/env node
import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { likelyName } from '../dataset/likelyName';
import { listOf } from '../dataset/listOf';
import { environmentLocale, isChinese, useLanguage } from '../host/language';
import { CannotRun } from './cannotRun';
import { commonOptions, parserOptions, parseStrictly, type Command } from './command';
import { commands } from './commands';
import { helpText } from './help';
import { tell } from './tell';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads us has seen enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  // The disk is full, or the device is gone: what was written so far is no report.
  tell(l10n.t('The output can’t be written: {0}', error.message));
  process.exit(2);
});

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    // Exit code 1 says that the data has errors; this is our own.
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 2;
  },
);

/** Runs what the arguments ask for and gives the exit code; 2 if it could not run. */
async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = look(argv);
  // Faults in the arguments are told in the language that they ask for.
  const locale = typeof values.lang === 'string' ? values.lang : environmentLocale(process.env);
  await useLanguage(locale);
  try {
    if (values.version === true) return print(version());
    const [command, group] = commandNamed(positionals);
    if (!command) parseStrictly(argv, commonOptions);
    if (values.help === true || !command) return print(helpText(group, command));
    return await command.run(argv, isChinese(locale) ? 'zh-cn' : undefined);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    tell(error.message);
    return error.exitCode;
  }
}

/** A first look: which command it is, and what every command takes. Options of all commands are known, so that their values aren't taken for paths. */
function look(argv: readonly string[]) {
  const options = Object.assign({}, ...commands.map((command) => command.options), commonOptions) as Command['options'];
  return parseArgs({ args: [...argv], strict: false, options: parserOptions(options) });
}

/** The command that words name, and those among which it was looked for: those of a group, such as `tuneset labels`, if no more is said. */
function commandNamed([word, next]: readonly string[]): [command: Command | undefined, group: readonly Command[]] {
  if (word === undefined) return [undefined, commands];
  const group = commands.filter(({ name }) => name.startsWith(`${word} `));
  if (group.length > 0 && next === undefined) return [undefined, group];
  const name = group.length > 0 ? `${word} ${next}` : word;
  const command = commands.find((known) => known.name === name);
  if (command) return [command, commands];
  const names = (group.length > 0 ? group : commands).map((each) => each.name);
  const likely = likelyName(name, names);
  if (likely !== undefined) throw new CannotRun(l10n.t('There is no command “{0}”. Is “{1}” meant?', name, likely));
  const known = listOf(names.map((each) => `tuneset ${each}`));
  throw new CannotRun(l10n.t('There is no command “{0}”. There are: {1}', name, known));
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
