import { formatById, type Format, type FormatChoice } from '../format';
import type { Mapping, RoleKind, Roles } from '../names';
import { COLUMNS, defaultAttributes, type Attributes, type Column, type Formatting, type Tag } from './attributes';

/** What the formats call the field that a column maps; a format has one of them. */
const FIELDS: Readonly<Record<Column, readonly string[]>> = {
  prompt: ['instruction', 'text', 'prompt'],
  query: ['input'],
  response: ['output', 'completion'],
  history: ['history'],
  messages: ['conversations', 'messages'],
  system: ['system'],
  tools: ['tools'],
  images: ['images'],
  videos: ['videos'],
  audios: ['audios'],
  chosen: ['chosen'],
  rejected: ['rejected'],
  kto_tag: ['kto_tag', 'label'],
};

const KINDS: readonly (readonly [tag: Tag, kind: RoleKind])[] = [
  ['user_tag', 'user'],
  ['assistant_tag', 'assistant'],
  ['observation_tag', 'tool'],
  ['function_tag', 'call'],
  ['system_tag', 'system'],
];

/** The format by which Tuneset reads what LLaMA-Factory reads with these attributes: fields that they don't map are not read. */
export function choiceOf(attributes: Attributes): FormatChoice {
  const id = formatIdOf(attributes);
  const format = formatById(id);
  if (!format) return { id };
  const mapping = {
    ...fieldsOf(attributes, format),
    ...(format.words.role === '' ? {} : wordsOf(attributes, format)),
  };
  return Object.keys(mapping).length === 0 ? { id } : { id, mapping };
}

/**
 * The formats that LLaMA-Factory can read: of prompts and completions those that are texts. Its verdicts (`kto_tag`) are read only where they are mapped.
 */
const FORMATTINGS: Readonly<Record<string, Formatting>> = {
  alpaca: 'alpaca',
  'preference-alpaca': 'alpaca',
  'kto-alpaca': 'alpaca',
  sharegpt: 'sharegpt',
  'preference-sharegpt': 'sharegpt',
  'kto-sharegpt': 'sharegpt',
  messages: 'openai',
  'kto-messages': 'openai',
  'prompt-completion': 'alpaca',
  'kto-prompt-completion': 'alpaca',
};

/**
 * What an entry of a `dataset_info.json` would say of records that no entry describes: as {@link defaultAttributes}, in the words of the data. Of several
 * roles of a kind, LLaMA-Factory knows the first. Undefined for a format that it can't read.
 */
export function attributesFor({ id, mapping = {} }: FormatChoice): Attributes | undefined {
  const formatting = FORMATTINGS[id];
  const format = formatById(id);
  if (!formatting || !format) return undefined;
  const own = defaultAttributes(formatting);
  const ranking = format.purpose === 'preference';
  const columns: Partial<Record<Column, string | null>> = ranking ? { chosen: 'chosen', rejected: 'rejected' } : {};
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const field = FIELDS[column].find((name) => Object.hasOwn(format.schema.properties, name));
    if (field === undefined) continue;
    const mapped = mapping.fields?.[field];
    if (mapped !== undefined) columns[column] = mapped;
    else if (own[column] !== null) columns[column] = field;
  }
  return {
    ...{ ...own, ...columns, ranking },
    role_tag: mapping.role ?? own.role_tag,
    content_tag: mapping.content ?? own.content_tag,
    ...(mapping.roles && tagsOf(mapping.roles)),
  };
}

function tagsOf(roles: Roles): Partial<Record<Tag, string | null>> {
  const named = Object.entries(roles);
  return Object.fromEntries(KINDS.map(([tag, kind]) => [tag, named.find(([, each]) => each === kind)?.[0] ?? null]));
}

function formatIdOf(attributes: Attributes): string {
  const { formatting, ranking, kto_tag } = attributes;
  const purpose = ranking ? 'preference-' : kto_tag === null ? '' : 'kto-';
  if (formatting === 'alpaca') return purpose === '' && isPlainText(attributes) ? 'text' : `${purpose}alpaca`;
  // Both answers of a pair are one message each, as in ShareGPT, whatever the messages' keys are.
  if (ranking) return 'preference-sharegpt';
  const isMessages =
    formatting === 'openai' || (attributes.role_tag === 'role' && attributes.content_tag === 'content');
  return `${purpose}${isMessages ? 'messages' : 'sharegpt'}`;
}

/** Nothing but a text is mapped: for pre-training. */
function isPlainText({ prompt, query, response, history }: Attributes): boolean {
  return prompt !== null && query === null && response === null && history === null;
}

/** The fields of the format that have another name in the data, or that aren't read. */
function fieldsOf(attributes: Attributes, { schema }: Format): Mapping {
  const fields: Record<string, string | null> = {};
  for (const column of Object.keys(FIELDS) as Column[]) {
    const field = FIELDS[column].find((name) => Object.hasOwn(schema.properties, name));
    if (field !== undefined && attributes[column] !== field) fields[field] = attributes[column];
  }
  return Object.keys(fields).length === 0 ? {} : { fields };
}

/** A tag that is null names no role; keys of messages that are null can't be read at all, and are taken for the format's own. */
function wordsOf(attributes: Attributes, { words }: Format): Mapping {
  const roles: Record<string, RoleKind> = {};
  for (const [tag, kind] of KINDS) {
    const role = attributes[tag];
    if (role !== null && !Object.hasOwn(roles, role)) roles[role] = kind;
  }
  const { role_tag: role, content_tag: content } = attributes;
  return {
    ...(role === null || role === words.role ? {} : { role }),
    ...(content === null || content === words.content ? {} : { content }),
    ...(areSame(roles, words.roles) ? {} : { roles }),
  };
}

function areSame(some: Roles, others: Roles): boolean {
  const names = Object.keys(some);
  return names.length === Object.keys(others).length && names.every((name) => some[name] === others[name]);
}
