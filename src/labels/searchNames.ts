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

/** How far a name is from a query; infinite if it doesn't hold it. */
function costOf(query: string, { text, readings }: Searchable): number {
  const known = new Map<number, number>();
  /** The cost of the query from `from` on, found from the name's unit `at` on. */
  const costFrom = (from: number, at: number): number => {
    if (from === query.length) return 0;
    const key = from * (text.length + 1) + at;
    let cost = known.get(key);
    if (cost === undefined) known.set(key, (cost = cheapest(from, at)));
    return cost;
  };
  const cheapest = (from: number, at: number): number => {
    let best = Infinity;
    for (let unit = at; unit < text.length; unit++) {
      const step = unit === at && at > 0 ? 0 : isWordStart(text, unit) ? (unit === 0 ? 0 : AT_WORD) : GAP;
      if (step >= best) continue;
      for (const length of matches(query, from, text[unit]!.toLowerCase(), readings[unit] ?? [])) {
        best = Math.min(best, step + costFrom(from + length, unit + 1));
      }
    }
    return best;
  };
  return costFrom(0, 0);
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

function isWordStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const [before, unit] = [text[at - 1]!, text[at]!];
  return !MEANS_SOMETHING.test(before) || IS_HAN.test(before) !== IS_HAN.test(unit);
}
