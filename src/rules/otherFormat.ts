import { detectable, type Fields, type Format } from '../dataset/format';
import { hasNearFields } from './nearestField';

/**
 * The format that a record speaks for in place of its file's; undefined if it may be a faulty record of that one: it has its fields, be they
 * misspelled, or lacks no more than the verdict.
 */
export function otherFormat(value: Fields, format: Format): Format | undefined {
  if (format.recognises(value) || isWithoutVerdict(value, format)) return undefined;
  const other = detectable.find((candidate) => candidate.id !== format.id && candidate.recognises(value));
  if (!other?.isCommon) return other;
  return hasNearFields(format, value) || format.evidence.some((field) => field in value) ? undefined : other;
}

function isWithoutVerdict(value: Fields, format: Format): boolean {
  const field = format.names.field('kto_tag');
  return format.purpose === 'feedback' && field !== undefined && format.recognises({ ...value, [field]: true });
}
