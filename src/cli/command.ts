import * as l10n from '@vscode/l10n';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { likelyName } from '../dataset/likelyName';
import { listOf } from '../dataset/listOf';
import { CannotRun } from './cannotRun';

/** What options of many commands are about, in the order of the help. */
export const optionGroups = ['asking', 'judging', 'limits', 'writing', 'reading', 'measuring', 'llamafactory'] as const;
export type OptionGroup = (typeof optionGroups)[number];

/** An option of a command: a switch, a text, texts (the option may be given several times), one of some words, or a whole number from 1 on. */
export type Option = (
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' | 'texts'; readonly placeholder: string }
  | ChoiceOf<string>
  | { readonly kind: 'number' }
) & {
  /** Where it stands in the help; without it among the command's own. */
  readonly group?: OptionGroup;
  /** One letter that stands for the option. */
  readonly short?: string;
  readonly help: () => string;
};

export type Options = Readonly<Record<string, Option>>;

/** What was given, by option; undefined for what wasn't, false for switches, an empty list for texts. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { kind: 'switch' }
    ? boolean
    : O[Name] extends { kind: 'texts' }
      ? readonly string[]
      : | (O[Name] extends { kind: 'number' } ? number : O[Name] extends ChoiceOf<infer Choice> ? Choice : string)
        | undefined;
};

interface ChoiceOf<Choice extends string> {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
  /** Stands for the choices in the help where they are told elsewhere; those of `format` in a list of their own. */
  readonly placeholder?: string;
}

export interface Invocation<O extends Options> {
  readonly paths: readonly string[];
  readonly options: Values<O>;
  /** Of the messages; undefined for English. */
  readonly language: string | undefined;
}

/** All that the command line knows of a command: what it takes, what its help says, what it does. */
export interface Definition<O extends Options> {
  /** One word, or two for a command of a group. */
  readonly name: string;
  readonly summary: () => string;
  readonly paths: () => string;
  readonly options: O;
  readonly exitCodes: () => string;
  /**
   * @returns the exit code
   * @throws CannotRun
   */
  run(invocation: Invocation<O>): Promise<number>;
}

export interface Command extends Omit<Definition<Options>, 'run'> {
  /**
   * Parses what follows the command's name and runs it.
   *
   * @returns the exit code
   * @throws CannotRun if the arguments make no sense, or nothing can be done
   */
  run(argv: readonly string[], language: string | undefined): Promise<number>;
}

/** Options that every command takes. */
export const commonOptions = {
  lang: {
    kind: 'text',
    placeholder: 'en|zh-cn',
    help: () => l10n.t('language of the messages; else that of the environment'),
  },
  help: { kind: 'switch', short: 'h', help: () => l10n.t('show this help') },
  version: { kind: 'switch', short: 'v', help: () => l10n.t('show the version') },
} as const satisfies Options;

export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  return {
    ...definition,
    run: (argv, language) => {
      const { values, positionals } = parseStrictly(argv, { ...definition.options, ...commonOptions });
      const options = Object.fromEntries(
        Object.entries(definition.options).map(([name, option]) => [name, valueOf(name, option, values[name])]),
      );
      const paths = positionals.slice(definition.name.split(' ').length);
      return definition.run({ paths, options: options as Values<O>, language });
    },
  };
}

/** How Node's parser is told of options. */
export function parserOptions(options: Options): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { kind, short }]) => {
      const type = kind === 'switch' ? ('boolean' as const) : ('string' as const);
      return [name, { type, ...(short !== undefined && { short }), ...(kind === 'texts' && { multiple: true }) }];
    }),
  );
}

/** @throws CannotRun for an option that isn't among them, or that lacks its value */
export function parseStrictly(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: parserOptions(options) });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? /'(-[^ '=]*)/.exec(message)?.[1] : undefined;
    throw new CannotRun(
      unknown === undefined ? l10n.t('{0} Try: tuneset --help', message) : unknownOption(unknown, argv, options),
    );
  }
}

function unknownOption(given: string, argv: readonly string[], options: Options): string {
  const command = argv.filter((argument) => !argument.startsWith('-')).slice(0, 1);
  const help = ['tuneset', ...command, '--help'].join(' ');
  const names = Object.keys(options).map((name) => `--${name}`);
  const likely = likelyName(given, names);
  return likely === undefined
    ? l10n.t('There is no option “{0}”. All options: {1}', given, help)
    : l10n.t('There is no option “{0}”. Is “{1}” meant? All options: {2}', given, likely, help);
}

function valueOf(
  name: string,
  option: Option,
  given: unknown,
): string | number | boolean | readonly unknown[] | undefined {
  if (option.kind === 'switch') return given === true;
  if (option.kind === 'texts') return Array.isArray(given) ? (given as unknown[]) : [];
  if (typeof given !== 'string') return undefined;
  if (option.kind === 'choice' && !option.choices.includes(given)) {
    throw new CannotRun(l10n.t('--{0} can’t be “{1}”. Choose one of: {2}', name, given, listOf(option.choices)));
  }
  if (option.kind !== 'number') return given;
  if (!/^[1-9]\d{0,14}$/.test(given)) {
    throw new CannotRun(l10n.t('--{0} must be a whole number from 1 on, not “{1}”.', name, given));
  }
  return Number(given);
}
