import * as l10n from '@vscode/l10n';
import schema from '../../../schemas/dataset_info.schema.json';
import { isJsonObject } from '../../dataset/jsonObject';
import { brief } from '../brief';
import type { Fix, Outcome, Rule } from '../rule';
import { spanOf, type EntryView } from './view';

export const infoAttributeType: Rule = {
  id: 'info-attribute-type',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Value of the wrong type in dataset_info.json'),
    what: l10n.t(
      'A value of dataset_info.json that has another type than LLaMA-Factory expects: “columns” that is a list, “num_samples” in quotes, a “file_name” that is a list of files, an entry that is no object.',
    ),
    why: l10n.t(
      'LLaMA-Factory does not check the types: it ends with an error somewhere later, or takes the value for another one. The text "false" counts as true in “ranking”, and a tag that is no text fits no message.',
    ),
    mend: l10n.t(
      'Write the value in the type that is named. Several files of one dataset are put into a folder, and “file_name” names the folder.',
    ),
    faulty: `{"mine": {"file_name": "mine.json", "num_samples": "100"}}`,
    sound: `{"mine": {"file_name": "mine.json", "num_samples": 100}}`,
  }),
  info({ info }, report) {
    const isBroken = !info.root && info.text.trim() !== '';
    if (isBroken || info.root?.type === 'object') return;
    const message = l10n.t('dataset_info.json must hold an object with a dataset’s name as each key.');
    report({ message, start: 0, end: Math.min(1, info.text.length) });
  },
  entry(view, report) {
    const { value, name, node } = view.entry;
    if (!isJsonObject(value)) {
      const message = l10n.t('The dataset “{0}” must be an object: {1}.', brief(name), '{"file_name": "…"}');
      report({ message, ...spanOf(node) });
      return;
    }
    for (const fault of wrongValues(value)) {
      report({
        message: messageOf(fault),
        ...view.span(...fault.path),
        outcome: outcomeOf(fault),
        fixes: fixesFor(view, fault),
      });
    }
  },
};

type Type = 'string' | 'boolean' | 'integer' | 'object';

interface WrongValue {
  /** An attribute, and a name in `columns` or `tags`. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly type: Type;
}

/** The part of the schema that says what types values have. */
interface Typed {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Typed>>;
}

const { entry, columns, tags } = schema.$defs;
const GROUPS: Readonly<Record<string, Typed>> = { columns, tags };

/** Values of other types than the schema has. The formatting has a rule of its own. */
function wrongValues(value: Readonly<Record<string, unknown>>): WrongValue[] {
  const attributes: Readonly<Record<string, Typed>> = entry.properties;
  return Object.entries(value).flatMap(([name, given]) => {
    if (!Object.hasOwn(attributes, name) || name === 'formatting') return [];
    const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
    if (!group || !isJsonObject(given)) return wrongValue([name], given, group ?? attributes[name]!);
    return Object.entries(given).flatMap(([inner, each]) => {
      const typed = group.properties ?? {};
      return Object.hasOwn(typed, inner) ? wrongValue([name, inner], each, typed[inner]!) : [];
    });
  });
}

function wrongValue(path: readonly string[], value: unknown, { type }: Typed): WrongValue[] {
  const types = [type].flat();
  const wanted = types[0];
  if (types.includes(typeOf(value))) return [];
  return isType(wanted) ? [{ path, value, type: wanted }] : [];
}

function isType(type: string | undefined): type is Type {
  return type === 'string' || type === 'boolean' || type === 'integer' || type === 'object';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function messageOf({ path, value, type }: WrongValue): string {
  const name = path.join('.');
  const given = brief(JSON.stringify(value));
  switch (type) {
    case 'string':
      return l10n.t('“{0}” must be a text in quotes, not {1}.', name, given);
    case 'boolean':
      return l10n.t('“{0}” must be true or false; LLaMA-Factory takes {1} for {2}.', name, given, isTrue(value));
    case 'integer':
      return l10n.t('“{0}” must be an integer without quotes, not {1}.', name, given);
    case 'object':
      return l10n.t('“{0}” must be an object, not {1}.', name, given);
  }
}

/** What Python takes the value for where it asks for no type. */
function isTrue(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** What LLaMA-Factory does with it (data/parser.py, loader.py, converter.py); null: that depends. */
function outcomeOf({ path: [attribute, name], value, type }: WrongValue): Outcome | null {
  if (type === 'boolean' || attribute === 'subset' || attribute === 'folder') return null;
  if (attribute === 'columns' && name !== undefined && !isTrue(value)) return 'ignored';
  const isWord = attribute === 'tags' && name !== undefined && name !== 'role_tag' && name !== 'content_tag';
  return isWord && typeof value !== 'object' ? 'dropped' : 'crash';
}

function fixesFor(view: EntryView, { path, value, type }: WrongValue): Fix[] {
  const meant = meantBy(value, type);
  if (meant === undefined) return [];
  const text = JSON.stringify(meant);
  return [
    {
      title: l10n.t('Change it to {0}', brief(text)),
      safety: 'preview',
      edits: [{ ...view.span(...path), text }],
    },
  ];
}

/** The value of the right type that was most likely meant. */
function meantBy(value: unknown, type: Type): unknown {
  if (type === 'string') return Array.isArray(value) && value.length === 1 && isText(value[0]) ? value[0] : undefined;
  if (type === 'object') return undefined;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (type === 'integer') return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : undefined;
  if (word === 'true' || word === 'false') return word === 'true';
  return word === undefined && typeof value !== 'object' ? isTrue(value) : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
