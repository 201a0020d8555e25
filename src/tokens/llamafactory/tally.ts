import type { Feed, Measure, TurnMeasure } from '../meter';
import type { Pair, Part, Turn } from './encode';
import type { PairPlan } from './truncate';

/** The label of a token that is not trained (`IGNORE_INDEX`). */
export const IGNORED = -100;

interface Sums {
  tokens: number;
  trained: number;
  kept: number;
  keptTrained: number;
  endLost: boolean;
  ending: number;
}

/** Which tokens of some parts are trained: none, all, or only the first, with another label. */
export type Labels = 'none' | 'all' | { readonly first: number };

/** Adds up parts of a conversation, turn by turn, and collects what is fed. */
export class Tally {
  private readonly turns = new Map<Turn, Sums>();
  private readonly runs: { ids: number[]; labels: number[] }[] = [];

  constructor(private readonly withFeed: boolean) {}

  /**
   * @param kept tokens of the parts that truncation leaves, from the front
   * @param labels what is trained of them before truncation
   * @param keptLabels the same after it
   */
  add(parts: readonly Part[], kept: number, labels: Labels, keptLabels: Labels = labels): void {
    let left = kept;
    for (const [index, part] of parts.entries()) {
      const sums = this.sums(part.turn);
      const keptHere = Math.min(part.length, left);
      left -= keptHere;
      sums.tokens += part.length;
      sums.trained += trainedIn(part.length, labels, index);
      sums.kept += keptHere;
      sums.keptTrained += trainedIn(keptHere, keptLabels, index);
    }
    if (this.withFeed && kept > 0) this.feedFrom(parts, kept, keptLabels);
  }

  /**
   * Notes where a turn ends.
   *
   * @param ending tokens from the one on that teaches the model to stop
   * @param isLost it is trained, and truncation takes it away
   */
  end(turn: Turn, ending: number, isLost: boolean): void {
    const sums = this.sums(turn);
    sums.ending = ending;
    sums.endLost = isLost;
  }

  measure(rejected?: Measure): Measure {
    const turns = [...this.turns].map(([turn, sums]): TurnMeasure => ({ ...turn, ...sums }));
    const sum = (key: 'tokens' | 'trained' | 'kept' | 'keptTrained'): number =>
      turns.reduce((total, turn) => total + turn[key], 0);
    return {
      status: 'kept',
      tokens: sum('tokens'),
      trained: sum('trained'),
      kept: sum('kept'),
      keptTrained: sum('keptTrained'),
      turns,
      ...(this.withFeed ? { feed: this.feed() } : {}),
      ...(rejected ? { rejected } : {}),
    };
  }

  private feed(): Feed {
    return { ids: this.runs.flatMap((run) => run.ids), labels: this.runs.flatMap((run) => run.labels) };
  }

  private feedFrom(parts: readonly Part[], kept: number, labels: Labels): void {
    const ids = parts.flatMap((part) => part.ids ?? []).slice(0, kept);
    if (labels === 'all') this.runs.push({ ids, labels: ids });
    else {
      const ignored = new Array<number>(ids.length).fill(IGNORED);
      if (typeof labels === 'object') ignored[0] = labels.first;
      this.runs.push({ ids, labels: ignored });
    }
  }

  private sums(turn: Turn): Sums {
    let sums = this.turns.get(turn);
    if (!sums)
      this.turns.set(turn, (sums = { tokens: 0, trained: 0, kept: 0, keptTrained: 0, endLost: false, ending: 0 }));
    return sums;
  }
}

function trainedIn(length: number, labels: Labels, index: number): number {
  if (labels === 'all') return length;
  return typeof labels === 'object' && index === 0 && length > 0 ? 1 : 0;
}

/** Adds a pair as planned; without a plan it vanishes. */
export function addPair(tally: Tally, pair: Pair, full: PairPlan, plan: PairPlan | undefined, eos: number): void {
  const labelsOf = ({ sourceLabels }: PairPlan): Labels => (sourceLabels === 'eos' ? { first: eos } : sourceLabels);
  tally.add(pair.source, plan?.source ?? 0, labelsOf(full), plan ? labelsOf(plan) : 'none');
  const targetLabels = full.targetTrained ? 'all' : 'none';
  tally.add(pair.target, plan?.target ?? 0, targetLabels);
}
