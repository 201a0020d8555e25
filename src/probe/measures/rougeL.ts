import { wordsOf } from './words';

/**
 * ROUGE-L of an answer against a reference, from 0 to 1: the F1 of their longest common subsequence of {@link wordsOf words}, as in Google's rouge-score
 * (`rougeL`, not split into sentences).
 */
export function rougeL(answer: string, reference: string): number {
  const said = wordsOf(answer);
  const wanted = wordsOf(reference);
  const common = commonLength(said, wanted);
  if (common === 0) return 0;
  const precision = common / said.length;
  const recall = common / wanted.length;
  return (2 * precision * recall) / (precision + recall);
}

/**
 * Length of the longest common subsequence. A row of the usual table is the bits of one number, of which a 0 is where the length grows, so that long texts
 * take no time that anybody notices (Hyyrö, Bit-Parallel LCS-length Computation Revisited, 2004).
 */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const places = new Map<string, bigint>();
  b.forEach((word, i) => places.set(word, (places.get(word) ?? 0n) | (1n << BigInt(i))));
  const all = (1n << BigInt(b.length)) - 1n;
  let row = all;
  for (const word of a) {
    const met = row & (places.get(word) ?? 0n);
    row = ((row + met) | (row - met)) & all;
  }
  return b.length - row.toString(2).replaceAll('0', '').length;
}
