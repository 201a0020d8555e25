import type { Turn } from '../../dataset/sample';
import { nearest } from '../../editing/pointers';
import type { PreviewTokens, TurnTokens } from '../../protocol/preview';
import type { Measure, TurnMeasure } from '../../tokens/meter';
import type { CounterFacts } from '../counters';
import { turnPlaces } from './turnPlaces';

/** What the target makes of a record, for people. */
export function previewTokens(measure: Measure, facts: CounterFacts): PreviewTokens {
  const { tokenizer, template, target, cutoff, exact } = facts;
  const { tokens, trained, kept, keptTrained, rejected, reason, isUncountable, approximate } = measure;
  return {
    ...{ tokenizer, template, target, cutoff, tokens, trained, kept, keptTrained },
    exact: exact && !isUncountable && !approximate,
    status: isUncountable ? 'kept' : measure.status,
    reason: reason ?? null,
    rejected: rejected ? { tokens: rejected.tokens, trained: rejected.trained, kept: rejected.kept } : null,
  };
}

/**
 * The tokens of each turn; null for one that the measure doesn't know by itself.
 *
 * @param turns the turns of a sample, those of the answers of a pair behind the others
 * @param rejectedFrom index of the first turn of the rejected answer
 */
export function turnTokens(
  measure: Measure,
  turns: readonly Turn[],
  rejectedFrom: number,
): readonly (TurnTokens | null)[] {
  const found: (TurnTokens | null)[] = turns.map(() => null);
  addAll(measure.turns, turns.slice(0, rejectedFrom), 0, found);
  addAll(measure.rejected?.turns ?? [], turns.slice(rejectedFrom), rejectedFrom, found);
  return found;
}

function addAll(
  measures: readonly TurnMeasure[],
  turns: readonly Turn[],
  from: number,
  found: (TurnTokens | null)[],
): void {
  const owners = turnPlaces(turns);
  for (const own of measures) {
    const i = own.pointers.map((pointer) => nearest(pointer, owners)).find((owner) => owner !== undefined);
    if (i !== undefined) found[from + i] = added(found[from + i] ?? null, own);
  }
}

function added(sum: TurnTokens | null, own: TurnMeasure): TurnTokens {
  return {
    tokens: (sum?.tokens ?? 0) + own.tokens,
    trained: (sum?.trained ?? 0) + own.trained,
    kept: (sum?.kept ?? 0) + own.kept,
    keptTrained: (sum?.keptTrained ?? 0) + own.keptTrained,
    lostThought: sum?.lostThought === true || own.lostThought === true,
  };
}
