import type { RecordView } from '../view';

/** The verdict of a KTO record. */
export function verdictOf({
  sample,
  format,
}: RecordView): { readonly value: unknown; readonly pointer: string } | undefined {
  return format.purpose === 'feedback' ? sample.label : undefined;
}

/** The truth value that a text says it is; undefined for other values. */
export function booleanInText(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

const DESIRED = ['1', 'yes', 'y', 't', 'good', 'desired', 'desirable', 'chosen', 'positive', '是', '好'];
const UNDESIRED = ['0', '-1', 'no', 'n', 'f', 'bad', 'undesired', 'undesirable', 'rejected', 'negative', '否', '坏'];

/** What numbers and words most likely mean; undefined if that can't be told. */
export function likelyVerdict(value: unknown): boolean | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (DESIRED.includes(word)) return true;
  return UNDESIRED.includes(word) ? false : undefined;
}
