import * as l10n from '@vscode/l10n';
import { formats } from '../dataset/format';
import type { Option, Options } from './command';

/** Which `tuneset.json` holds. */
export const configOption = {
  config: {
    kind: 'text',
    placeholder: 'file',
    group: 'reading',
    help: () => l10n.t('project file to use; else the nearest tuneset.json above each file'),
  },
} as const satisfies Options;

/** A dataset of LLaMA-Factory's, whose entry says how its records are read. */
export const entryOptions = {
  'dataset-info': {
    kind: 'text',
    placeholder: 'file',
    group: 'reading',
    help: () => l10n.t('the dataset_info.json of LLaMA-Factory'),
  },
  dataset: {
    kind: 'text',
    placeholder: 'name',
    group: 'reading',
    help: () => l10n.t('a dataset in it, which says how records are read, and which file if no paths are given'),
  },
} as const satisfies Options;

/** The format of the records, under the name that suits the command. */
export const formatOption = {
  kind: 'choice',
  choices: formats.map(({ id }) => id),
  placeholder: 'format',
  group: 'reading',
  help: () => l10n.t('read the records as this format instead of detecting it'),
} as const satisfies Option;
