import { formatById, openFormat, type FormatChoice } from '../../../../src/dataset/format';
import type { CheckOptions } from '../../../../src/rules/checker';

/** Of a rule: a faulty text, where it is found, a sound text, and what the first fix makes of the faulty one. */
export interface Case {
  readonly faulty: string;
  /** `line:character`, 0-based, of each finding. */
  readonly at: readonly string[];
  readonly sound: string;
  /** Present for every rule that has fixes. */
  readonly mended?: string;
  /** How the text is read; Alpaca if absent. */
  readonly format?: string | FormatChoice;
  /** What else the text is checked with, such as the target. */
  readonly options?: Omit<Partial<CheckOptions>, 'format'>;
}

export type Cases = Readonly<Record<string, Case>>;

export function optionsOf({ format = 'alpaca', options }: Case): Partial<CheckOptions> {
  return { ...options, format: typeof format === 'string' ? formatById(format) : openFormat(format) };
}
