import * as l10n from '@vscode/l10n';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CannotRun } from './cannotRun';

/** An option of a command: a switch, a text, one of some words, or a whole number from 1 on. */
export type Option = (
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly placeholder: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number' }
) & {
  /** One letter that stands for the option. */
  readonly short?: string;
  readonly help: () => string;
};

export type Options = Readonly<Record<string, Option>>;

/** What was given, by option; undefined for what wasn't, false for switches. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { kind: 'switch' }
    ? boolean
    : | (O[Name] extends { kind: 'number' } ? number : O[Name] extends ChoiceOf<infer Choice> ? Choice : string)
      | undefined;
};

interface ChoiceOf<Choice extends string> {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
}

export interface Invocation<O extends Options> {
  readonly paths: readonly string[];
  readonly options: Values<O>;
  /** Of the messages; undefined for English. */
  readonly language: string | undefined;
}

/** All that the command line knows of a command: what it takes, what its help says, what it does. */
export interface Definition<O extends Options> {
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
      return definition.run({ paths: positionals.slice(1), options: options as Values<O>, language });
    },
  };
}

/** How Node's parser is told of options. */
export function parserOptions(options: Options): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { kind, short }]) => {
      const type = kind === 'switch' ? ('boolean' as const) : ('string' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
}

/** @throws CannotRun for an option that isn't among them, or that lacks its value */
export function parseStrictly(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: parserOptions(options) });
  } catch (error) {
    throw new CannotRun(l10n.t('{0} Try: tuneset --help', (error as Error).message));
  }
}

function valueOf(name: string, option: Option, given: unknown): string | number | boolean | undefined {
  if (option.kind === 'switch') return given === true;
  if (typeof given !== 'string') return undefined;
  if (option.kind === 'choice' && !option.choices.includes(given)) {
    const choices = option.choices.join(', ');
    throw new CannotRun(l10n.t('--{0} can’t be “{1}”. Choose one of: {2}', name, given, choices));
  }
  if (option.kind !== 'number') return given;
  if (!/^[1-9]\d{0,14}$/.test(given)) {
    throw new CannotRun(l10n.t('--{0} must be a whole number from 1 on, not “{1}”.', name, given));
  }
  return Number(given);
}
