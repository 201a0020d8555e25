import type { Feed } from './meter';

/** The label of a token that is not trained (`IGNORE_INDEX`, `ignore_index` of PyTorch's cross entropy). */
export const UNTRAINED = -100;

/** The tokens of a conversation before truncation, in the model's order: parallel lists. */
export interface Sequence {
  readonly ids: readonly number[];
  /** What the model is to learn in its place: its id or, as some templates have it, another; −100 = it is not trained. */
  readonly labels: readonly number[];
  /** Does truncation leave it? */
  readonly kept: readonly boolean[];
  /** Index of the turn that it belongs to, in the order of `Measure.turns`. */
  readonly turns: readonly number[];
}

/** What truncation leaves. */
export function feedOf({ ids, labels, kept }: Sequence): Feed {
  const isKept = (_: number, index: number): boolean => kept[index]!;
  return { ids: ids.filter(isKept), labels: labels.filter(isKept) };
}
