import { detectable, type Fields, type Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';

/**
 * A value that is no record but that `datasets` loads as one row. `wrapped`: an object around the list of records; `columns`: a list for each field;
 * `keyed`: an object of records by id.
 */
export type RootShape =
  { readonly kind: 'scalar' | 'list' | 'columns' | 'keyed' } | { readonly kind: 'wrapped'; readonly member: string };

/** Tells the shape of a value that is no record; undefined for a record, also for a faulty one. */
export function rootShape(value: unknown, format: Format | undefined): RootShape | undefined {
  if (Array.isArray(value)) return { kind: 'list' };
  if (!isJsonObject(value)) return { kind: 'scalar' };
  // Without a format only what is told for certain: common fields stand in objects of all kinds.
  const candidates = format ? [format] : detectable.filter(({ isCommon }) => !isCommon);
  if (candidates.some((candidate) => holdsColumns(value, candidate))) return { kind: 'columns' };
  if (format?.evidence.some((field) => field in value)) return undefined;
  const isRecord = (item: unknown): boolean =>
    isJsonObject(item) && candidates.some((candidate) => candidate.recognises(item));
  const members = Object.entries(value);
  const wrapped = members.find(([, member]) => Array.isArray(member) && member.length > 0 && isRecord(member[0]));
  if (wrapped) return { kind: 'wrapped', member: wrapped[0] };
  if (members.length > 0 && members.every(([, member]) => isRecord(member))) return { kind: 'keyed' };
  return undefined;
}

/** True for a field whose value in a record is a list, such as one of messages. */
function takesList({ schema }: Format, field: string): boolean {
  const { type, $ref = '' } = schema.properties[field] ?? {};
  return [type].flat().includes('array') || /messages$/i.test($ref);
}

/** True if all fields that tell of the format are lists whose first items, taken together, are a record of it. */
function holdsColumns(value: Fields, format: Format): boolean {
  const first: Record<string, unknown> = {};
  let isAny = false;
  for (const field of format.evidence) {
    const column = value[field];
    if (column === undefined) continue;
    if (!Array.isArray(column) || (takesList(format, field) && !Array.isArray(column[0]))) return false;
    first[field] = column[0];
    isAny = true;
  }
  return isAny && format.recognises(first);
}
