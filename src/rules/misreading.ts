import { firstValues } from '../dataset/detect';
import type { Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { otherFormat } from './otherFormat';
import type { Finding } from './rule';

/** Who says how a file is read. */
export type ReadingSource = 'commandLine' | 'project' | 'datasetInfo';

/** A file that is said to have one format, and whose first records are written in another one. */
export interface Misreading {
  /** What they are written in. */
  readonly other: Format;
  /** How many of the first records that were looked at. */
  readonly speaking: number;
  readonly looked: number;
  readonly source: ReadingSource;
}

/** Below that many records each is told by itself: all of them can be seen at a glance. */
const FEWEST_TOLD_ONCE = 5;
/** The share of the first records that must be written in the same other format. */
const SHARE = 0.9;

/**
 * Tells whether it is the setting that is wrong, rather than the records.
 *
 * @param head the file's text, or its beginning
 * @param isWhole `head` is the whole file
 * @param format what the file is said to be
 */
export function misreading(
  head: string,
  isWhole: boolean,
  format: Format,
  source: ReadingSource,
): Misreading | undefined {
  const values = firstValues(head, isWhole).filter(isJsonObject);
  const others = values.filter((value) => !format.validate(value)).map((value) => otherFormat(value, format));
  const [other] = others;
  if (!other) return undefined;
  const speaking = others.filter((each) => each?.id === other.id).length;
  return speaking >= SHARE * values.length ? { other, speaking, looked: values.length, source } : undefined;
}

/** True if it is told of the file, and not of each record. */
export function isToldOnce({ speaking }: Misreading): boolean {
  return speaking >= FEWEST_TOLD_ONCE;
}

/** True for what is said of a record and follows from the file's being misread. */
export function followsFrom(
  misread: Misreading | undefined,
  { otherFormat: other }: Pick<Finding, 'otherFormat'>,
): boolean {
  return misread !== undefined && other === misread.other.id && isToldOnce(misread);
}
