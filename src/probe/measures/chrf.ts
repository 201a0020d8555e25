/** Longest character n-grams, and how much more recall weighs than precision: sacreBLEU's defaults (chrF2). */
const ORDERS = 6;
const BETA = 2;

/**
 * chrF of an answer against a reference, from 0 to 1, as sacreBLEU computes it for a sentence by default: n-grams of 1 to 6 characters (Unicode code
 * points) without white space, case kept, precision and recall averaged over the orders that both texts have, F2 of the averages.
 */
export function chrf(answer: string, reference: string): number {
  const orders = chrfOrders(answer, reference);
  if (orders.length === 0) return 0;
  const total = (of: 'precision' | 'recall'): number => orders.reduce((sum, order) => sum + order[of], 0);
  return fMeasure({ precision: total('precision') / orders.length, recall: total('recall') / orders.length });
}

interface Match {
  readonly precision: number;
  readonly recall: number;
}

/** How n-grams of two texts match, for 1 to 6 characters; without the orders for which one text is too short. */
export function chrfOrders(answer: string, reference: string): readonly Match[] {
  const said = charactersOf(answer);
  const wanted = charactersOf(reference);
  const shared = said.length < wanted.length ? sharedGrams(said, wanted) : sharedGrams(wanted, said);
  return shared.map((count, i) => ({ precision: count / (said.length - i), recall: count / (wanted.length - i) }));
}

export function fMeasure({ precision, recall }: Match): number {
  const weighed = BETA ** 2 * precision + recall;
  return weighed === 0 ? 0 : ((1 + BETA ** 2) * precision * recall) / weighed;
}

function charactersOf(text: string): readonly string[] {
  return Array.from(text.replaceAll(/\s+/g, ''));
}

/** Stands for all n-grams that are not in the shorter text. */
const NONE = -1;

/**
 * How many n-grams two texts share, for 1 to 6 characters, or as many as the shorter one has. N-grams have numbers, as texts are slow to look up: that of n characters follows from the number of
 * the first n - 1 of them and the last one. Only those of the shorter text are held, since an answer may be very long.
 */
function sharedGrams(short: readonly string[], long: readonly string[]): readonly number[] {
  const alphabet = new Map<string, number>();
  for (const character of short) if (!alphabet.has(character)) alphabet.set(character, alphabet.size);
  const numbered = (text: readonly string[]): Int32Array =>
    Int32Array.from(text, (character) => alphabet.get(character) ?? NONE);
  const [ofShort, ofLong] = [numbered(short), numbered(long)];
  const shared: number[] = [];
  let [grams, others, count] = [ofShort, ofLong, alphabet.size];
  for (let order = 1; order <= Math.min(ORDERS, short.length); order++) {
    shared.push(commonCount(grams, others, count));
    const known = new Map<number, number>();
    grams = longerGrams(grams, ofShort.subarray(order), (gram, next) => {
      const key = gram * alphabet.size + next;
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    });
    others = longerGrams(
      others,
      ofLong.subarray(order),
      (gram, next) => known.get(gram * alphabet.size + next) ?? NONE,
    );
    count = known.size;
  }
  return shared;
}

/** @param next the characters behind the n-grams; the last one has none */
function longerGrams(
  grams: Int32Array,
  next: Int32Array,
  numberOf: (gram: number, next: number) => number,
): Int32Array {
  return next.map((character, i) => (grams[i] === NONE || character === NONE ? NONE : numberOf(grams[i]!, character)));
}

/** @param count of different numbers among the first */
function commonCount(some: Int32Array, others: Int32Array, count: number): number {
  const left = new Int32Array(count);
  for (const number of some) left[number]!++;
  let common = 0;
  for (const number of others) {
    if (number === NONE || left[number] === 0) continue;
    left[number]!--;
    common++;
  }
  return common;
}
