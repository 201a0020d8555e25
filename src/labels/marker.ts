import type { RobustnessSettings } from './labelSettings';

/** The kinds of noise that every project knows, in the order in which they are shown. */
export const USUAL_KINDS = ['typo', 'incomplete', 'code-mixed', 'colloquial', 'noise'] as const;

/** The kind of a marker that names none, such as `true`. */
export const SOME_NOISE = 'noise';

/** Says of a record that its prompt is bad on purpose. */
export interface Marker {
  /** One at least. */
  readonly kinds: readonly string[];
  /** The id of the clean record that it was made from. */
  readonly variantOf?: string;
}

/** The marker of a record; undefined if it has none: the field is absent, null, false, blank or an empty list. */
export function markerOf(
  record: Readonly<Record<string, unknown>>,
  { field, variantOf }: RobustnessSettings,
): Marker | undefined {
  const kinds = kindsIn(record[field]);
  if (kinds.length === 0) return undefined;
  const twin = record[variantOf];
  return typeof twin === 'string' && twin !== '' ? { kinds, variantOf: twin } : { kinds };
}

/** The kinds that a marker names: none for one that names none, such as `true`. */
export function namedKinds(
  record: Readonly<Record<string, unknown>>,
  { field }: Pick<RobustnessSettings, 'field'>,
): readonly string[] {
  const value = record[field];
  return value === true || typeof value === 'number' ? [] : kindsIn(value);
}

/**
 * What the marker's field holds for these kinds; undefined for none. One text for several kinds too: a column that holds texts and lists can't be loaded by
 * Hugging Face datasets up to 4.0.
 *
 * @param isList the file's other records have lists
 */
export function markerValue(kinds: readonly string[], isList = false): string | readonly string[] | undefined {
  if (kinds.length === 0) return undefined;
  return isList ? kinds : kinds.join(', ');
}

function kindsIn(value: unknown): string[] {
  if (value === true || (typeof value === 'number' && value !== 0)) return [SOME_NOISE];
  if (typeof value === 'string') return namesIn(value.split(/[,，、;；]/));
  if (Array.isArray(value)) return namesIn((value as unknown[]).filter((each) => typeof each === 'string'));
  return [];
}

function namesIn(parts: readonly string[]): string[] {
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}
