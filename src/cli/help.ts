import * as l10n from '@vscode/l10n';
import { commonOptions, optionGroups, type Command, type Option, type OptionGroup, type Options } from './command';
import { displayWidth, padEnd } from './displayWidth';

/** Columns that a list of values may take before it goes on in the next line. */
const LINE_WIDTH = 100;

/** The help of all commands, or of one with its options. */
export function helpText(commands: readonly Command[], command?: Command): string {
  return (command ? commandHelp(command) : overview(commands)).join('\n');
}

function overview(commands: readonly Command[]): string[] {
  const rows = commands.map(({ name, summary }): Row => [name, summary()]);
  return [
    l10n.t('Tuneset checks and measures the datasets that language models are fine-tuned on.'),
    '',
    l10n.t('Usage: {0}', `tuneset ${l10n.t('<command> [paths…] [options]')}`),
    '',
    ...table([...rows, ...optionRows(commonOptions)]),
    '',
    l10n.t('The options of a command: tuneset <command> --help'),
  ];
}

function commandHelp({ name, summary, paths, options, exitCodes }: Command): string[] {
  const groups = optionGroups.map((group) => [group, ofGroup(options, group)] as const);
  const sections: readonly Section[] = [
    { rows: [[l10n.t('paths'), paths()], ...optionRows(ofGroup(options, undefined))] },
    ...groups.map(([group, members]) => ({ title: titleOf(group), rows: optionRows(members) })),
    { title: l10n.t('Always:'), rows: optionRows(commonOptions) },
    { title: l10n.t('Formats:'), rows: formatRows(options) },
  ];
  const shown = sections.filter(({ rows }) => rows.length > 0);
  const width = Math.max(...shown.flatMap(({ rows }) => rows.map(([term]) => displayWidth(term))));
  return [
    summary(),
    '',
    l10n.t('Usage: {0}', `tuneset ${name} ${l10n.t('[paths…] [options]')}`),
    ...shown.flatMap(({ title, rows }) => ['', ...(title === undefined ? [] : [title]), ...table(rows, width)]),
    '',
    exitCodes(),
  ];
}

type Row = readonly [term: string, meaning: string];

interface Section {
  readonly title?: string;
  readonly rows: readonly Row[];
}

function titleOf(group: OptionGroup): string {
  return {
    asking: l10n.t('Whom to ask, and how:'),
    judging: l10n.t('Who judges:'),
    limits: l10n.t('How fast, and how much:'),
    reading: l10n.t('How records are read:'),
    measuring: l10n.t('How records are measured:'),
    llamafactory: l10n.t('For LLaMA-Factory only:'),
    writing: l10n.t('What is written:'),
  }[group];
}

function ofGroup(options: Options, group: OptionGroup | undefined): Options {
  return Object.fromEntries(Object.entries(options).filter(([, option]) => option.group === group));
}

function optionRows(options: Options): Row[] {
  return Object.entries(options).map(([name, option]) => [term(name, option), option.help()]);
}

/** The values of options that take the id of a format: options with the same ones share a row. */
function formatRows(options: Options): Row[] {
  const byIds = new Map<string, string[]>();
  for (const [name, option] of Object.entries(options)) {
    if (option.kind !== 'choice' || option.placeholder !== 'format') continue;
    const ids = wrapped(option.choices.toSorted());
    byIds.set(ids, [...(byIds.get(ids) ?? []), `--${name}`]);
  }
  return [...byIds].flatMap(([ids, names]) =>
    ids.split('\n').map((line, i): Row => [i === 0 ? names.join(' ') : '', line]),
  );
}

/** Words in lines that are not too long. */
function wrapped(words: readonly string[]): string {
  return words.reduce((text, word) => {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    return text === '' ? word : `${text}${line.length + word.length > LINE_WIDTH ? '\n' : '  '}${word}`;
  }, '');
}

function term(name: string, option: Option): string {
  const value = valueIn(option);
  return `--${name}${value === '' ? '' : ` ${value}`}${option.short === undefined ? '' : `, -${option.short}`}`;
}

/** How the value of an option is written. */
function valueIn(option: Option): string {
  switch (option.kind) {
    case 'switch':
      return '';
    case 'number':
      return '<N>';
    case 'choice':
      return option.placeholder === undefined ? option.choices.join('|') : `<${option.placeholder}>`;
    case 'text':
    case 'texts':
      return option.placeholder.includes('|') ? option.placeholder : `<${option.placeholder}>`;
  }
}

function table(rows: readonly Row[], width = Math.max(...rows.map(([term]) => displayWidth(term)))): string[] {
  return rows.map(([term, meaning]) => `  ${padEnd(term, width)}  ${meaning}`);
}
