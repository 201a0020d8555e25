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
  const orders = Math.min(ORDERS, said.length, wanted.length);
  return Array.from({ length: orders }, (_, i) => {
    const shared = sharedGrams(said, wanted, i + 1);
    return { precision: shared / (said.length - i), recall: shared / (wanted.length - i) };
  });
}

export function fMeasure({ precision, recall }: Match): number {
  const weighed = BETA ** 2 * precision + recall;
  return weighed === 0 ? 0 : ((1 + BETA ** 2) * precision * recall) / weighed;
}

function charactersOf(text: string): readonly string[] {
  return Array.from(text.replaceAll(/\s+/g, ''));
}

function sharedGrams(a: readonly string[], b: readonly string[], order: number): number {
  const counts = new Map<string, number>();
  for (const gram of grams(a, order)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  let shared = 0;
  for (const gram of grams(b, order)) {
    const count = counts.get(gram) ?? 0;
    if (count === 0) continue;
    counts.set(gram, count - 1);
    shared++;
  }
  return shared;
}

function* grams(characters: readonly string[], order: number): Generator<string> {
  for (let i = 0; i + order <= characters.length; i++) yield characters.slice(i, i + order).join('');
}
