import { Random } from './random';
import { areSimilar, hash, shinglesOf } from './shingles';

/** Of 120 permutations: at 20 bands of 6 rows 99.8 % of the pairs with a similarity of 0.8 meet in some band, and 8 % of those with 0.4. */
const BANDS = 20;
const ROWS = 6;
const SIMILAR = 0.8;
/** Texts with fewer shingles are compared as a whole. */
const SHORT = 20;

/**
 * Finds records whose texts are near-equal: MinHash with locality-sensitive hashing finds the candidates, the shingles themselves decide. What is kept of a
 * record are 20 numbers; its text is asked for again where two have to be compared.
 */
export class NearDuplicates {
  private readonly multipliers: Uint32Array;
  private readonly summands: Uint32Array;
  private readonly minima = new Uint32Array(BANDS * ROWS);
  private readonly whole = new Map<number, number>();
  private bands = new Uint32Array(BANDS * 1024);
  private first = new Uint32Array(1024);
  private isLong = new Uint8Array(1024);
  private count = 0;

  constructor() {
    const random = new Random(0n);
    this.multipliers = Uint32Array.from({ length: BANDS * ROWS }, () => random.next() | 1);
    this.summands = Uint32Array.from({ length: BANDS * ROWS }, () => random.next());
  }

  /** Takes the next record's text, as `comparedText` gives it. */
  add(text: string): void {
    const index = this.count++;
    this.makeRoom();
    // 53 bits of the text; that two others have the same only brings them to the same side.
    const key = hash(text, 0, text.length, 1) * 2 ** 21 + (hash(text, 0, text.length, 2) >>> 11);
    const same = this.whole.get(key);
    this.first[index] = same ?? index;
    if (same !== undefined) return;
    this.whole.set(key, index);
    const shingles = shinglesOf(text);
    if (shingles.length < SHORT) return;
    this.isLong[index] = 1;
    this.bands.set(this.bandsOf(shingles), index * BANDS);
  }

  /**
   * For each record the first one that it is near-equal to, directly or through others.
   *
   * @param textOf the text of a record, once more
   */
  clusters(textOf: (record: number) => string): Uint32Array {
    const { count } = this;
    const groups = new Groups(this.first.slice(0, count));
    const long: number[] = [];
    for (let record = 0; record < count; record++) if (this.isLong[record]) long.push(record);
    for (let band = 0; band < BANDS; band++) this.joinBand(band, long, groups, textOf);
    return groups.all();
  }

  private bandsOf(shingles: Uint32Array): Uint32Array {
    const { multipliers, summands, minima } = this;
    for (let i = 0; i < minima.length; i++) {
      const multiplier = multipliers[i]!;
      const summand = summands[i]!;
      let least = 0xffffffff;
      for (const shingle of shingles) {
        const value = (Math.imul(shingle, multiplier) + summand) >>> 0;
        if (value < least) least = value;
      }
      minima[i] = least;
    }
    return Uint32Array.from({ length: BANDS }, (_, band) => {
      const rows = String.fromCharCode(
        ...[...minima.subarray(band * ROWS, (band + 1) * ROWS)].flatMap((row) => [row >>> 16, row & 0xffff]),
      );
      return hash(rows, 0, rows.length, band);
    });
  }

  /** Compares the records that are alike in a band. Sorted as numbers of which the high bits are the band and the low ones the record. */
  private joinBand(band: number, long: readonly number[], groups: Groups, textOf: (record: number) => string): void {
    const bits = Math.ceil(Math.log2(this.count + 1));
    const scale = 2 ** bits;
    const drop = 2 ** Math.max(0, 32 + bits - 53);
    const keys = Float64Array.from(
      long,
      (record) => Math.floor(this.bands[record * BANDS + band]! / drop) * scale + record,
    ).sort();
    for (let from = 0; from < keys.length;) {
      const shared = Math.floor(keys[from]! / scale);
      let to = from + 1;
      while (to < keys.length && Math.floor(keys[to]! / scale) === shared) to++;
      if (to - from > 1)
        joinSimilar(
          Array.from(keys.subarray(from, to), (key) => key % scale),
          groups,
          textOf,
        );
      from = to;
    }
  }

  private makeRoom(): void {
    if (this.count <= this.first.length) return;
    const size = this.first.length * 2;
    this.bands = grown(this.bands, new Uint32Array(size * BANDS));
    this.first = grown(this.first, new Uint32Array(size));
    this.isLong = grown(this.isLong, new Uint8Array(size));
  }
}

function grown<A extends Uint32Array | Uint8Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}

function joinSimilar(candidates: readonly number[], groups: Groups, textOf: (record: number) => string): void {
  if (candidates.every((record) => groups.of(record) === groups.of(candidates[0]!))) return;
  const shingles = candidates.map((record) => shinglesOf(textOf(record)));
  for (let i = 1; i < candidates.length; i++) {
    for (let j = 0; j < i; j++) {
      if (groups.of(candidates[i]!) === groups.of(candidates[j]!)) continue;
      if (areSimilar(shingles[i]!, shingles[j]!, SIMILAR)) groups.join(candidates[i]!, candidates[j]!);
    }
  }
}

/** Sets of records that belong together (union–find); a set goes by its first record. */
class Groups {
  constructor(private readonly parents: Uint32Array) {}

  of(record: number): number {
    let root = record;
    while (this.parents[root] !== root) root = this.parents[root]!;
    for (let at = record; at !== root;) {
      const next = this.parents[at]!;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.of(a), this.of(b)].sort((x, y) => x - y);
    this.parents[second!] = first!;
  }

  all(): Uint32Array {
    return this.parents.map((_, record) => this.of(record));
  }
}
