/** Tokens kept of a prompt and of its answer. */
export interface Kept {
  readonly source: number;
  readonly target: number;
}

/**
 * How LLaMA-Factory cuts one prompt and its answer (`infer_seqlen` of data/processor/processor_utils.py): a short answer stays whole, else a
 * short prompt, else both are cut in proportion. Cuts keep the front.
 *
 * @param source tokens of the prompt
 * @param target tokens of the answer
 * @param cutoff tokens for both
 */
export function inferLengths(source: number, target: number, cutoff: number): Kept {
  let most: number;
  if (target * 2 < cutoff) most = cutoff;
  else if (source * 2 < cutoff) most = cutoff - source;
  else most = Math.trunc(cutoff * (target / (source + target)));
  const newTarget = Math.min(most, target);
  return { source: Math.min(Math.max(cutoff - newTarget, 0), source), target: newTarget };
}

/** What becomes of one pair of prompt and answer. */
export interface PairPlan extends Kept {
  /** Labels of the prompt: none trained, all, or the end token of the turn before in place of the first. */
  readonly sourceLabels: 'none' | 'all' | 'eos';
  readonly targetTrained: boolean;
}

export interface SupervisedOptions {
  readonly cutoff: number;
  readonly maskHistory: boolean;
  readonly trainOnPrompt: boolean;
  readonly efficientEos: boolean;
}

/**
 * Fills the cutoff pair by pair, from the first on, with `maskHistory` from the last on (`SupervisedDatasetProcessor`). Pairs for which nothing
 * is left get undefined.
 */
export function planPairs(pairs: readonly Kept[], options: SupervisedOptions): (PairPlan | undefined)[] {
  const { cutoff, maskHistory, trainOnPrompt, efficientEos } = options;
  const plans = new Array<PairPlan | undefined>(pairs.length).fill(undefined);
  let total = efficientEos ? 1 : 0;
  for (let turn = 0; turn < pairs.length && total < cutoff; turn++) {
    const index = maskHistory ? pairs.length - 1 - turn : turn;
    const kept = inferLengths(pairs[index]!.source, pairs[index]!.target, cutoff - total);
    total += kept.source + kept.target;
    const endsTurnBefore = efficientEos && turn > 0;
    const sourceLabels = trainOnPrompt ? 'all' : endsTurnBefore ? 'eos' : 'none';
    plans[index] = { ...kept, sourceLabels, targetTrained: !maskHistory || turn === 0 };
  }
  return plans;
}
