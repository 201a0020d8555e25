import { isJsonObject } from '../../dataset/jsonObject';

/** A normalizer or pre-tokenizer of a `tokenizer.json`. */
export interface Part {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The parts in order; a `Sequence` stands for those that it holds. */
export function partsOf(value: unknown): Part[] {
  if (!isJsonObject(value) || typeof value.type !== 'string') return [];
  if (value.type !== 'Sequence') return [{ ...value, type: value.type }];
  const inner = value.normalizers ?? value.pretokenizers;
  return Array.isArray(inner) ? inner.flatMap(partsOf) : [];
}
