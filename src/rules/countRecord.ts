import { parseFor, type Measure } from '../tokens/meter';
import { allRules } from './catalogue';
import type { Measuring } from './checker';
import type { Counted, LengthReport, LostThought } from './lengths';

const lengthRules = allRules.filter((rule) => 'lengths' in rule);

/**
 * Measures a record and asks the rules of lengths, whatever their levels.
 *
 * @throws SyntaxError if the text is no JSON
 */
export function countRecord(text: string, { meter, cutoff }: Measuring): Counted {
  const measure = meter.measure(parseFor(meter, text));
  const reports: LengthReport[] = [];
  for (const rule of lengthRules) {
    rule.lengths!({ measure, cutoff }, (found) => reports.push({ ...found, rule: rule.id }));
  }
  const { tokens, trained, reason, pointer, isOfFile, isUncountable } = measure;
  const status = isUncountable ? 'kept' : measure.status;
  const lostThoughts = [...lostIn(measure), ...(measure.rejected ? lostIn(measure.rejected) : [])];
  return {
    ...{ status, tokens, trained, isOver: cutoff !== null && tokens > cutoff, reports },
    ...(isOfFile ? { isOfFile } : {}),
    ...(isUncountable ? { isUncountable } : {}),
    ...(lostThoughts.length > 0 ? { lostThoughts } : {}),
    ...(status === 'kept' || reason === undefined ? {} : { reason }),
    ...(status === 'kept' || pointer === undefined ? {} : { pointer }),
  };
}

function lostIn({ turns }: Measure): LostThought[] {
  return turns.flatMap(({ pointers, lostThought }, i) =>
    lostThought ? [{ pointers, isOfHistory: i < turns.length - 1 }] : [],
  );
}
