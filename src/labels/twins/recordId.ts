import type { Fields } from '../../dataset/format';
import { recordFields, type RecordField } from '../recordFields';

/** A number is finite; a whole one that JavaScript's numbers can't hold exactly is a bigint. */
export type RecordId = string | number | bigint;

/**
 * The `id` of a record, to the last digit; undefined if it has none, or one that is neither a number nor a text with something in it.
 *
 * @param text the record as it stands in its file
 */
export function recordId({ id }: Fields, text: string): RecordId | undefined {
  if (typeof id === 'string') return id === '' ? undefined : id;
  if (typeof id !== 'number' || !Number.isFinite(id)) return undefined;
  if (!Number.isInteger(id) || Number.isSafeInteger(id)) return id;
  const { valueStart, end } = idField(text)!;
  const digits = text.slice(valueStart, end);
  return BigInt(/^-?\d+$/.test(digits) ? digits : id);
}

/** Where the `id` stands that counts: of several the last. */
export function idField(text: string): RecordField | undefined {
  return recordFields(text).findLast(({ name }) => name === 'id');
}
