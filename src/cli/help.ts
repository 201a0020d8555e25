import * as l10n from '@vscode/l10n';
import { commonOptions, type Command, type Option, type Options } from './command';
import { displayWidth, padEnd } from './displayWidth';

/** The help of all commands, or of one with its options. */
export function helpText(commands: readonly Command[], command?: Command): string {
  return (command ? commandHelp(command) : overview(commands)).join('\n');
}

function overview(commands: readonly Command[]): string[] {
  const rows = commands.map(({ name, summary }): Row => [name, summary()]);
  return [
    l10n.t('Tuneset checks and measures the datasets that language models are fine-tuned on.'),
    '',
    `${l10n.t('Usage:')} tuneset ${l10n.t('<command> [paths…] [options]')}`,
    '',
    ...table([...rows, ...optionRows(commonOptions)]),
    '',
    l10n.t('The options of a command: tuneset <command> --help'),
  ];
}

function commandHelp({ name, summary, paths, options, exitCodes }: Command): string[] {
  return [
    summary(),
    '',
    `${l10n.t('Usage:')} tuneset ${name} [paths…] ${Object.entries(options).map(usage).join(' ')}`,
    '',
    ...table([['paths', paths()], ...optionRows({ ...options, ...commonOptions })]),
    '',
    exitCodes(),
  ];
}

type Row = readonly [term: string, meaning: string];

function optionRows(options: Options): Row[] {
  return Object.entries(options).map(([name, option]) => [term(name, option), option.help()]);
}

function usage([name, option]: [string, Option]): string {
  return `[--${name}${valueIn(option)}]`;
}

function term(name: string, option: Option): string {
  const value = option.kind === 'choice' ? ` <${name}>` : valueIn(option);
  return `--${name}${value}${option.short === undefined ? '' : `, -${option.short}`}`;
}

/** How the value of an option is written in the usage line. */
function valueIn(option: Option): string {
  if (option.kind === 'switch') return '';
  if (option.kind === 'number') return ' <N>';
  if (option.kind === 'choice') return ` ${option.choices.join('|')}`;
  return ` ${option.placeholder.includes('|') ? option.placeholder : `<${option.placeholder}>`}`;
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([term]) => displayWidth(term)));
  return rows.map(([term, meaning]) => `  ${padEnd(term, width)}  ${meaning}`);
}
