import * as l10n from '@vscode/l10n';
import type { MarkTotal, Rule } from '../rule';
import { pairOf, textOf } from './sides';

/** Share of pairs with a longer chosen answer, from which on it is told. */
const MOST_LONGER = 0.7;
/** Fewer pairs say nothing: with fair coins, 15 of 20 heads come up once in fifty times. */
const FEWEST_PAIRS = 20;
/** Steps of a doubling of length that are told apart, and how many doublings. */
const STEPS = 8;
const MAX_DOUBLINGS = 6;

export const prefLengthBias: Rule = {
  id: 'pref-length-bias',
  level: 'warning',
  fix: 'no',
  page: () => ({
    title: l10n.t('Chosen answers are the longer ones'),
    what: l10n.t(
      'More than 70 of 100 pairs have a chosen answer that is longer than the rejected one, in a file of at least {0} pairs.',
      FEWEST_PAIRS,
    ),
    why: l10n.t(
      'DPO and its relatives learn length before anything else, as it is the simplest thing that tells the answers apart: the model becomes wordy without becoming better.',
    ),
    mend: l10n.t(
      'Add pairs whose chosen answer is the shorter one, shorten chosen answers that ramble, or use a loss that weighs length (SimPO, length-normalised DPO).',
    ),
    faulty: `{"instruction": "1+1?", "input": "", "chosen": "It is 2, as adding one to one gives two.", "rejected": "3"}`,
    sound: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": "It might be 3, if I am not mistaken."}`,
  }),
  // One mark for each pair: by how many steps the chosen answer is longer. So few are counted that the median can be told.
  marks(view) {
    const pair = pairOf(view);
    return pair ? [String(stepsLonger(textOf(pair.chosen).length, textOf(pair.rejected).length))] : [];
  },
  tell(marks, _facts, report) {
    const bySteps = [...marks].map(([key, total]) => ({ key, steps: Number(key), total }));
    const longer = bySteps.filter(({ steps }) => steps > 0);
    const [all, more] = [countOf(bySteps), countOf(longer)];
    if (all < FEWEST_PAIRS || more <= MOST_LONGER * all) return;
    const first = longer.reduce((a, b) => (a.total.records[0]! <= b.total.records[0]! ? a : b));
    const ratio = 2 ** ((medianOf(bySteps, all) - 0.5) / STEPS);
    report({
      message: l10n.t(
        'In {0} of {1} pairs ({2} %) the chosen answer is longer, typically {3} times as long as the rejected one.',
        ...[more, all, Math.round((100 * more) / all), ratio.toFixed(1)],
      ),
      mark: first.key,
    });
  },
  markSpan: (view) => view.span(pairOf(view)?.chosen.pointer ?? ''),
};

interface Bucket {
  readonly steps: number;
  readonly total: MarkTotal;
}

/** Positive if the first text is longer; one step is the eighth part of a doubling. */
function stepsLonger(chosen: number, rejected: number): number {
  if (chosen === rejected) return 0;
  const steps = Math.min(Math.ceil(Math.abs(Math.log2(chosen / rejected)) * STEPS), MAX_DOUBLINGS * STEPS);
  return chosen > rejected ? steps : -steps;
}

function countOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { total }) => sum + total.count, 0);
}

function medianOf(buckets: readonly Bucket[], all: number): number {
  let before = 0;
  const sorted = [...buckets].sort((a, b) => a.steps - b.steps);
  return sorted.find(({ total }) => (before += total.count) >= all / 2)?.steps ?? 0;
}
