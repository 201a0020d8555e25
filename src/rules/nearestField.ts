import { distance } from 'fastest-levenshtein';
import type { Format } from '../dataset/format';
import type { RecordView } from './view';

/** Names that other tools give to the same field: ms-swift's column aliases (swift/dataset/preprocessor/core.py). */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  instruction: ['prompt', 'question', 'query', 'problem'],
  output: ['response', 'answer', 'completion', 'target', 'solution'],
};

/** Fields whose names are common words and whose loss harms nobody: `course` is no misspelled `source`. */
const IGNORED_BY_TRAINERS = new Set(['source', 'variant_of']);

/** The format's field, absent from the record, that an unknown key most likely stands for: at most two letters off, or a known alias. */
export function nearestField(view: RecordView, key: string): string | undefined {
  return nearestOf(
    view.format,
    key,
    Object.keys(view.format.schema.properties).filter((field) => !Object.hasOwn(view.value, field)),
  );
}

/** True if the key may stand for some field of the format, depending on which ones a record has. */
export function isNearSomeField(format: Format, key: string): boolean {
  return nearestOf(format, key, Object.keys(format.schema.properties)) !== undefined;
}

function nearestOf(format: Format, key: string, absent: readonly string[]): string | undefined {
  const wanted = key.trim().toLowerCase();
  if (wanted.length >= 4) {
    const near = absent
      .filter((field) => field.length >= 5 && !IGNORED_BY_TRAINERS.has(field))
      .map((field) => ({ field, off: lettersOff(wanted, field) }))
      .filter(({ off }) => off <= (wanted.length <= 5 ? 1 : 2))
      .sort((a, b) => a.off - b.off)[0];
    if (near) return near.field;
  }
  return absent.find((field) => format.schema.required.includes(field) && ALIASES[field]?.includes(wanted));
}

/** Letters to change; letters in another order count as one. */
function lettersOff(a: string, b: string): number {
  const sorted = (text: string): string => [...text].sort().join('');
  return sorted(a) === sorted(b) ? Math.min(1, distance(a, b)) : distance(a, b);
}
