import * as l10n from '@vscode/l10n';
import type { Options } from '../command';
import { configOption, entryOptions, formatOption } from '../readingOptions';

/** How the records of the source are read. */
export const readingOptions = { from: formatOption, ...configOption, ...entryOptions } as const satisfies Options;

/** What is written, and when it isn't. */
export const writingOptions = {
  container: {
    kind: 'choice',
    group: 'writing',
    choices: ['jsonl', 'array'],
    help: () => l10n.t('a record on each line, or one JSON array; else by the name of the new file, else as before'),
  },
  skip: {
    kind: 'switch',
    group: 'writing',
    help: () => l10n.t('leave out records that are broken or can’t go along; else nothing is written'),
  },
  overwrite: { kind: 'switch', group: 'writing', help: () => l10n.t('replace files that are there already') },
  'allow-robust': {
    kind: 'switch',
    group: 'writing',
    help: () =>
      l10n.t('also where records with a robustness marker, or their markers, are lost; else nothing is written'),
  },
} as const satisfies Options;

export const seedOption = {
  seed: {
    kind: 'text',
    placeholder: 'N',
    help: () => l10n.t('a whole number; the same seed always gives the same result (default 0)'),
  },
} as const satisfies Options;

export const stratifyOption = {
  stratify: {
    kind: 'text',
    placeholder: 'field',
    help: () => l10n.t('keep the shares of this field’s values: a name, nested.name or /json/pointer'),
  },
} as const satisfies Options;
