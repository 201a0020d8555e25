import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../jsonObject';
import { listOf } from '../listOf';

/** The columns of an entry that has no `columns`; null: not read. */
export const COLUMNS = {
  prompt: 'instruction',
  query: 'input',
  response: 'output',
  history: null,
  messages: 'conversations',
  system: null,
  tools: null,
  images: null,
  videos: null,
  audios: null,
  chosen: null,
  rejected: null,
  kto_tag: null,
} as const;

/** The tags of an entry that has no `tags`. */
export const TAGS = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  observation_tag: 'observation',
  function_tag: 'function_call',
  system_tag: 'system',
} as const;

export type Column = keyof typeof COLUMNS;
export type Tag = keyof typeof TAGS;

export const FORMATTINGS = ['alpaca', 'sharegpt', 'openai'] as const;
export type Formatting = (typeof FORMATTINGS)[number];

/** How LLaMA-Factory reads a record: `DatasetAttr` of its data/parser.py. Null = not read. */
export interface Attributes extends Readonly<Record<Column | Tag, string | null>> {
  readonly formatting: Formatting;
  readonly ranking: boolean;
}

export type AttributesResult = { readonly attributes: Attributes } | { readonly fault: string };

/**
 * Reads one entry of a `dataset_info.json`. An entry with `columns` reads the listed columns only, without any default for the others; so
 * it is with `tags`.
 *
 * @param value the parsed file
 * @param name of the dataset
 */
export function parseDatasetInfo(value: unknown, name: string): AttributesResult {
  if (!isJsonObject(value))
    return { fault: l10n.t('dataset_info.json must hold an object with a dataset’s name as each key.') };
  const entry = Object.hasOwn(value, name) ? value[name] : undefined;
  if (entry === undefined) {
    const names = listOf(Object.keys(value), 12);
    return { fault: l10n.t('{0} has no dataset “{1}”. It has: {2}', 'dataset_info.json', name, names) };
  }
  if (!isJsonObject(entry)) return { fault: l10n.t('dataset_info.json: “{0}” must be an object.', name) };
  const { formatting = 'alpaca', ranking = false, columns, tags } = entry;
  if (!isFormatting(formatting)) {
    return {
      fault: l10n.t(
        'dataset_info.json: “{0}” has the formatting {1}; LLaMA-Factory knows {2}.',
        name,
        JSON.stringify(formatting),
        listOf(FORMATTINGS),
      ),
    };
  }
  const wrong = typeof ranking === 'boolean' ? wrongNames({ columns, tags }) : 'ranking';
  if (wrong !== undefined)
    return { fault: l10n.t('dataset_info.json: “{0}” in “{1}” has the wrong type.', wrong, name) };
  return {
    attributes: {
      formatting,
      ranking: ranking as boolean,
      ...(columns === undefined ? COLUMNS : listed(COLUMNS, columns)),
      ...(tags === undefined ? TAGS : listed(TAGS, tags)),
    },
  };
}

/** Attributes of a file that no `dataset_info.json` describes: those that bring every field of the format to use. */
export function defaultAttributes(formatting: Formatting): Attributes {
  const all: Attributes = { formatting, ranking: false, ...COLUMNS, ...TAGS };
  if (formatting === 'alpaca') return { ...all, system: 'system', history: 'history' };
  if (formatting === 'sharegpt') return { ...all, system: 'system', tools: 'tools' };
  return { ...all, messages: 'messages', tools: 'tools', ...OPENAI_TAGS };
}

const OPENAI_TAGS: Readonly<Record<Tag, string>> = {
  role_tag: 'role',
  content_tag: 'content',
  user_tag: 'user',
  assistant_tag: 'assistant',
  observation_tag: 'tool',
  function_tag: 'function_call',
  system_tag: 'system',
};

function isFormatting(value: unknown): value is Formatting {
  return FORMATTINGS.some((formatting) => formatting === value);
}

/** The first listed column or tag that is no text, or `columns` or `tags` itself. */
function wrongNames(groups: Readonly<Record<'columns' | 'tags', unknown>>): string | undefined {
  for (const [group, value] of Object.entries(groups)) {
    if (value === undefined) continue;
    if (!isJsonObject(value)) return group;
    const wrong = Object.keys(value).find((key) => value[key] !== null && typeof value[key] !== 'string');
    if (wrong !== undefined) return `${group}.${wrong}`;
  }
  return undefined;
}

function listed<Key extends string>(
  defaults: Readonly<Record<Key, unknown>>,
  value: unknown,
): Record<Key, string | null> {
  const names = value as Readonly<Partial<Record<string, string | null>>>;
  const keys = Object.keys(defaults) as Key[];
  return Object.fromEntries(keys.map((key) => [key, names[key] ?? null])) as Record<Key, string | null>;
}
