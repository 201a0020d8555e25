import { NextToken } from './nextToken';

/** What follows a context. Contexts are read backwards: `earlier` leads to those that are longer by one token before. */
interface Context {
  /** How often each token followed. */
  readonly counts: Map<number, number>;
  total: number;
  readonly earlier: Map<number, Context>;
}

export interface NgramOptions {
  /** Tokens of the longest context. */
  readonly order: number;
  /** Tokens of the vocabulary. */
  readonly vocabulary: number;
  /** How much is left to shorter contexts; 1: as much as Witten and Bell leave. */
  readonly backOff: number;
}

/** Probability that is shared by all tokens of the vocabulary, seen or not. */
const EVERYWHERE = 0.01;

/**
 * A language model that counts: which tokens followed the last one, the last two, and so on. Probabilities of long contexts are
 * interpolated with those of shorter ones as Witten and Bell do (IEEE Trans. Inf. Theory 37, 1991; method C): a context that was followed by
 * T different tokens in N places leaves T/(N + T) to the context that is shorter by one. Here T counts several times, as little was read.
 */
export class NgramModel {
  readonly #root: Context = newContext();
  readonly #seen: number[] = [];
  readonly #slots = new Map<number, number>();

  constructor(private readonly options: NgramOptions) {}

  /** Tokens of the longest context. */
  get order(): number {
    return this.options.order;
  }

  /** Counts a text. Contexts don't reach over its beginning. */
  train(ids: readonly number[]): void {
    for (const [at, id] of ids.entries()) {
      if (!this.#slots.has(id)) {
        this.#slots.set(id, this.#seen.length);
        this.#seen.push(id);
      }
      let context = this.#root;
      count(context, id);
      for (let back = at - 1; back >= Math.max(0, at - this.options.order); back--) {
        context = longer(context, ids[back]!);
        count(context, id);
      }
    }
  }

  /** @param ids what comes before, oldest first */
  next(ids: readonly number[]): NextToken {
    const probabilities = new Float64Array(this.#seen.length);
    let left = 1;
    for (const { counts, total } of this.#contexts(ids).reverse()) {
      const others = this.options.backOff * counts.size;
      const own = left / (total + others);
      for (const [id, times] of counts) probabilities[this.#slots.get(id)!]! += own * times;
      left = own * others;
    }
    // The shortest context leaves to all tokens what the seen ones don't take.
    const shared = EVERYWHERE + (1 - EVERYWHERE) * left;
    const unseen = shared / this.options.vocabulary;
    for (const [slot, probability] of probabilities.entries()) {
      probabilities[slot] = probability * (1 - EVERYWHERE) + unseen;
    }
    return new NextToken(this.#seen, this.#slots, probabilities, unseen);
  }

  /** The contexts that are known, the shortest first. */
  #contexts(ids: readonly number[]): Context[] {
    const found = [this.#root];
    let context: Context | undefined = this.#root;
    for (let back = ids.length - 1; back >= 0; back--) {
      context = context.earlier.get(ids[back]!);
      if (!context) break;
      found.push(context);
    }
    return found.filter(({ total }) => total > 0);
  }
}

function newContext(): Context {
  return { counts: new Map(), total: 0, earlier: new Map() };
}

function count(context: Context, id: number): void {
  context.counts.set(id, (context.counts.get(id) ?? 0) + 1);
  context.total += 1;
}

function longer(context: Context, id: number): Context {
  let found = context.earlier.get(id);
  if (!found) {
    found = newContext();
    context.earlier.set(id, found);
  }
  return found;
}
