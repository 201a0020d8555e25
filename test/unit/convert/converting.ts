import assert from 'node:assert/strict';
import { convertRecord, planConversion, type ConversionOptions } from '../../../src/convert/conversion';
import type { Loss } from '../../../src/convert/losses';
import type { Obstacle } from '../../../src/convert/obstacles';
import type { FormatChoice } from '../../../src/dataset/format';

/** What becomes of a record's text. */
export function converted(
  text: string,
  from: string | FormatChoice,
  to: string,
  options: ConversionOptions = {},
): { readonly records: readonly string[]; readonly losses: readonly string[]; readonly obstacle?: Obstacle } {
  const plan = planConversion(typeof from === 'string' ? { id: from } : from, to, options);
  assert.ok(!('refusal' in plan), 'refusal' in plan ? plan.refusal : '');
  const result = convertRecord(plan, text);
  if ('obstacle' in result) return { records: [], losses: [], obstacle: result.obstacle };
  return { records: result.records, losses: result.losses.map(named) };
}

/** The lone record that a record becomes. */
export function convertedTo(text: string, from: string, to: string, options: ConversionOptions = {}): string {
  const { records, obstacle } = converted(text, from, to, options);
  assert.deepEqual([obstacle, records.length], [undefined, 1], text);
  return records[0]!;
}

function named({ code, detail }: Loss): string {
  return detail === undefined ? code : `${code} ${detail}`;
}
