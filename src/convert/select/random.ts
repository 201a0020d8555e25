const MASK_64 = (1n << 64n) - 1n;

/**
 * Random numbers that are the same everywhere for the same seed: xoshiro128** 1.1 by David Blackman and Sebastiano Vigna
 * (https://prng.di.unimi.it/xoshiro128starstar.c, public domain), its state filled by SplitMix64 (https://prng.di.unimi.it/splitmix64.c), as its authors
 * recommend.
 */
export class Random {
  private readonly state: Uint32Array;

  /** @param seed a whole number; its lowest 64 bits count */
  constructor(seed: bigint) {
    let at = seed & MASK_64;
    const next = (): bigint => {
      at = (at + 0x9e3779b97f4a7c15n) & MASK_64;
      let mixed = at;
      mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
      mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
      return mixed ^ (mixed >> 31n);
    };
    const [first, second] = [next(), next()];
    const low = 0xffffffffn;
    this.state = Uint32Array.from([first & low, first >> 32n, second & low, second >> 32n].map(Number));
  }

  /** 32 bits. */
  next(): number {
    const s = this.state;
    const result = Math.imul(rotated(Math.imul(s[1]!, 5), 7), 9) >>> 0;
    const shifted = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= shifted;
    s[3] = rotated(s[3]!, 11);
    return result;
  }

  /** A whole number from 0 to `limit` - 1, each as likely as the others; `limit` is at most 2^32. */
  below(limit: number): number {
    const fair = 2 ** 32 - (2 ** 32 % limit);
    for (;;) {
      const value = this.next();
      if (value < fair) return value % limit;
    }
  }

  /** Brings numbers in an order that is each as likely as the others (Fisher–Yates). */
  shuffle(numbers: Uint32Array): Uint32Array {
    for (let last = numbers.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const value = numbers[last]!;
      numbers[last] = numbers[other]!;
      numbers[other] = value;
    }
    return numbers;
  }
}

function rotated(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
