import * as l10n from '@vscode/l10n';
import { COLUMNS, type Attributes, type Column } from '../../dataset/datasetInfo/attributes';
import type { Contents, ValueKind } from '../../dataset/datasetInfo/dataFacts';
import { listOf } from '../../dataset/listOf';

const MEDIA: readonly Column[] = ['images', 'videos', 'audios'];
const OF_ALPACA: readonly Column[] = ['prompt', 'query', 'response', 'history', 'system', 'tools', ...MEDIA, 'kto_tag'];
const OF_MESSAGES: readonly Column[] = ['messages', 'system', 'tools', ...MEDIA, 'kto_tag'];

/** What a column's values must be for the field to be taken for it. */
const KINDS: Readonly<Partial<Record<Column, ValueKind>>> = { system: 'text', history: 'list', kto_tag: 'boolean' };

/** The columns that LLaMA-Factory has for the formatting, without those of preference pairs. */
export function columnsOf({ formatting }: Attributes): readonly Column[] {
  return formatting === 'alpaca' ? OF_ALPACA : OF_MESSAGES;
}

/** The field that a column reads where its name is the usual one: the default, else the column's own name. */
export function usualField(column: Column): string {
  return COLUMNS[column] ?? column;
}

/** A field of the data that nothing reads. */
export interface LostField {
  readonly column: Column;
  readonly field: string;
  /** Records in which there is something in it. */
  readonly records: number;
}

/** The fields with usual names that the entry doesn't read though there is something in them. */
export function lostFields(attributes: Attributes, contents: Contents): LostField[] {
  const read = new Set(fieldsRead(attributes).map(([, field]) => field));
  return columnsOf(attributes).flatMap((column) => {
    const field = usualField(column);
    const facts = contents.columns.get(field);
    if (attributes[column] !== null || read.has(field) || !facts || facts.filled === 0) return [];
    // The answers of a pair are in other columns.
    if (attributes.ranking && (column === 'response' || column === 'kto_tag')) return [];
    const kind = KINDS[column];
    return kind !== undefined && !facts.kinds.has(kind) ? [] : [{ column, field, records: facts.filled }];
  });
}

/** The columns that LLaMA-Factory reads from every record, with the data's field for each. */
export function fieldsRead(attributes: Attributes): [Column, string][] {
  const pair: readonly Column[] = attributes.ranking ? ['chosen', 'rejected'] : [];
  return [...columnsOf(attributes), ...pair].flatMap((column): [Column, string][] => {
    const field = attributes[column];
    const isUnused = attributes.ranking && column === 'response';
    return field === null || isUnused ? [] : [[column, field]];
  });
}

/** The columns with usual names whose fields the data has: what `columns` must list so that nothing is lost. */
export function usualColumns(attributes: Attributes, contents: Contents): Partial<Record<Column, string>> {
  const found: Partial<Record<Column, string>> = {};
  for (const column of columnsOf(attributes)) {
    const field = attributes[column] ?? usualField(column);
    const facts = contents.columns.get(field);
    const kind = KINDS[column];
    if (facts && facts.filled > 0 && (kind === undefined || facts.kinds.has(kind))) found[column] = field;
  }
  return found;
}

/** “input” (in 3 of 12 records), “system” (in all records) */
export function listOfFields(fields: readonly LostField[], contents: Contents): string {
  return listOf(fields.map(({ field, records }) => l10n.t('“{0}” ({1})', field, shareOf(records, contents))));
}

/** How many records something is true of, for people. */
export function shareOf(count: number, { records, onlyBytes }: Contents): string {
  if (onlyBytes !== undefined) {
    const megabytes = Math.round(onlyBytes / 1024 / 1024);
    return l10n.t('in {0} of the {1} records in the first {2} MB', count, records, megabytes);
  }
  return l10n.t('in {0} of {1} records', count, records);
}

/** “a”, “b” */
export function quoted(names: readonly string[]): string {
  return listOf(names.map((name) => l10n.t('“{0}”', name)));
}
