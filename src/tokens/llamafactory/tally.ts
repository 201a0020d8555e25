import type { Measure, TurnMeasure } from '../meter';
import { feedOf, UNTRAINED, type Sequence } from '../sequence';
import type { Pair, Part, Turn } from './encode';
import type { PairPlan } from './truncate';

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

/** Parts as they were added, for the sequence of tokens. */
interface Run {
  readonly parts: readonly Part[];
  readonly kept: number;
  readonly labels: Labels;
}

/** Adds up parts of a conversation, turn by turn, and collects their tokens. */
export class Tally {
  private readonly turns = new Map<Turn, Sums>();
  private readonly runs: Run[] = [];

  constructor(private readonly withFeed: boolean) {}

  /**
   * @param kept tokens of the parts that truncation leaves, from the front
   * @param labels what is trained of them before truncation
   */
  add(parts: readonly Part[], kept: number, labels: Labels): void {
    let left = kept;
    for (const [index, part] of parts.entries()) {
      const sums = this.sums(part.turn);
      const keptHere = Math.min(part.length, left);
      left -= keptHere;
      sums.tokens += part.length;
      sums.trained += trainedIn(part.length, labels, index);
      sums.kept += keptHere;
      sums.keptTrained += trainedIn(keptHere, labels, index);
    }
    if (this.withFeed) this.runs.push({ parts, kept, labels });
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
    const sequence = this.withFeed ? this.sequence() : undefined;
    return {
      status: 'kept',
      tokens: sum('tokens'),
      trained: sum('trained'),
      kept: sum('kept'),
      keptTrained: sum('keptTrained'),
      turns,
      ...(sequence ? { feed: feedOf(sequence), sequence } : {}),
      ...(rejected ? { rejected } : {}),
    };
  }

  private sequence(): Sequence {
    const indices = new Map([...this.turns.keys()].map((turn, index) => [turn, index]));
    const ids: number[] = [];
    const labels: number[] = [];
    const kept: boolean[] = [];
    const turns: number[] = [];
    for (const run of this.runs) {
      const start = ids.length;
      for (const { turn, ids: ofPart = [] } of run.parts) {
        for (const id of ofPart) {
          kept.push(ids.length - start < run.kept);
          labels.push(run.labels === 'all' ? id : UNTRAINED);
          turns.push(indices.get(turn)!);
          ids.push(id);
        }
      }
      if (typeof run.labels === 'object' && ids.length > start) labels[start] = run.labels.first;
    }
    return { ids, labels, kept, turns };
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

/** Adds a pair as planned; without a plan nothing of it is kept. What is trained does not depend on the cutoff. */
export function addPair(tally: Tally, pair: Pair, full: PairPlan, plan: PairPlan | undefined, eos: number): void {
  const labelsOf = ({ sourceLabels }: PairPlan): Labels => (sourceLabels === 'eos' ? { first: eos } : sourceLabels);
  tally.add(pair.source, plan?.source ?? 0, labelsOf(full));
  tally.add(pair.target, plan?.target ?? 0, full.targetTrained ? 'all' : 'none');
}
