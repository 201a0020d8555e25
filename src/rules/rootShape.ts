import { formats, type Format } from '../dataset/format';
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
  const candidates = format ? [format] : formats;
  for (const candidate of candidates) {
    if (candidate.evidence.every((field) => Array.isArray(value[field]))) return { kind: 'columns' };
  }
  if (format?.evidence.some((field) => field in value)) return undefined;
  const isRecord = (item: unknown): boolean =>
    isJsonObject(item) && candidates.some((candidate) => candidate.recognises(item));
  const members = Object.entries(value);
  const wrapped = members.find(([, member]) => Array.isArray(member) && member.length > 0 && isRecord(member[0]));
  if (wrapped) return { kind: 'wrapped', member: wrapped[0] };
  if (members.length > 0 && members.every(([, member]) => isRecord(member))) return { kind: 'keyed' };
  return undefined;
}
