/** A name that can be searched for. */
export interface Searchable {
  readonly text: string;
  /** How each UTF-16 unit of the text can be read, in lower case; of a Chinese character its syllables in pinyin. */
  readonly readings: readonly (readonly string[])[];
}

/** What it costs to go on at the beginning of a word, to leave characters out, and to begin inside of a word. */
const AT_WORD = 1;
const GAP = 3;

const MEANS_SOMETHING = /[\p{L}\p{N}]/u;
const IS_HAN = /\p{Script=Han}/u;

/**
 * The names that a query finds, the best first; of equally good ones that which comes first. Characters, syllables in pinyin and beginnings of them (`ljtl`,
 * `luojtui` for 逻辑推理) are found in their order, with others in between. An empty query finds all.
 */
export function searchNames<T extends Searchable>(query: string, names: readonly T[]): T[] {
  const wanted = [...query.toLowerCase()].filter((character) => MEANS_SOMETHING.test(character)).join('');
  if (wanted === '') return /\S/.test(query) ? [] : [...names];
  return names
    .map((name) => ({ name, cost: costOf(wanted, name) }))
    .filter(({ cost }) => cost < Infinity)
    .sort((a, b) => a.cost - b.cost)
    .map(({ name }) => name);
}

/** How far a name is from a query; infinite if it doesn't hold it. The time is in proportion to the length of both. */
function costOf(query: string, { text, readings }: Searchable): number {
  const reach = readings.reduce((sum, ways) => sum + Math.max(1, ...ways.map(({ length }) => length)), 0);
  if (query.length > reach) return Infinity;
  /** The cost of the query from a character on (the index), found from each of the name's units on. */
  const costs: Float64Array[] = [];
  costs[query.length] = new Float64Array(text.length + 1);
  for (let from = query.length - 1; from >= 0; from--) {
    const row = (costs[from] = new Float64Array(text.length + 1).fill(Infinity));
    /** The cost if units may be left out before. */
    let afterGap = Infinity;
    for (let at = text.length - 1; at >= 0; at--) {
      let here = Infinity;
      for (const length of matches(query, from, text[at]!.toLowerCase(), readings[at] ?? [])) {
        here = Math.min(here, costs[from + length]![at + 1]!);
      }
      if (here < Infinity) afterGap = Math.min(afterGap, here + stepTo(text, at));
      row[at] = at === 0 ? afterGap : Math.min(here, afterGap);
    }
  }
  return costs[0]![0]!;
}

/** What it costs to go on at a unit that is not the next one. */
function stepTo(text: string, at: number): number {
  if (at === 0) return 0;
  return isWordStart(text, at) ? AT_WORD : GAP;
}

/** How many characters of the query the unit may stand for. */
function matches(query: string, from: number, unit: string, readings: readonly string[]): Set<number> {
  const lengths = new Set<number>(query[from] === unit ? [1] : []);
  for (const reading of readings) {
    for (let length = 1; length <= reading.length && reading[length - 1] === query[from + length - 1]; length++) {
      lengths.add(length);
    }
  }
  return lengths;
}

/** @param at not the first unit */
function isWordStart(text: string, at: number): boolean {
  const [before, unit] = [text[at - 1]!, text[at]!];
  return !MEANS_SOMETHING.test(before) || IS_HAN.test(before) !== IS_HAN.test(unit);
}
