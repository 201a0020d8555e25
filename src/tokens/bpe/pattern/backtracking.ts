import type { Pattern, Repeat } from './syntax';

/** Where a match that starts at a place ends, in UTF-16 units; −1 if there is none. */
type Matcher = (text: string, start: number) => number;

/** What must match behind: its end, or −1. */
type Rest = (end: number) => number;
type Step = (start: number, rest: Rest) => number;

/**
 * A matcher with as much memory for a run of a million characters as for one: a repeated character is counted, and given back one by one,
 * where the engine's own matcher keeps a state for each and gives up after some millions. It finds the same.
 */
export function compileMatcher(pattern: Pattern): Matcher {
  return new Compiler().compile(pattern);
}

class Compiler {
  #text = '';
  readonly #tests = new Map<string, (code: number) => boolean>();

  compile(pattern: Pattern): Matcher {
    const step = this.#step(pattern);
    return (text, start) => {
      this.#text = text;
      const end = step(start, (last) => last);
      this.#text = '';
      return end;
    };
  }

  #step(pattern: Pattern): Step {
    switch (pattern.type) {
      case 'character': {
        const test = this.#test(pattern.source);
        return (start, rest) => {
          const end = this.#next(start, test);
          return end < 0 ? -1 : rest(end);
        };
      }
      case 'sequence':
        return inSequence(pattern.parts.map((part) => this.#step(part)));
      case 'choice': {
        const options = pattern.options.map((option) => this.#step(option));
        return (start, rest) => first(options, (option) => option(start, rest));
      }
      case 'lookahead': {
        const step = this.#step(pattern.part);
        return (start, rest) => (step(start, (end) => end) < 0 === pattern.isNegative ? rest(start) : -1);
      }
      case 'repeat':
        return pattern.part.type === 'character'
          ? this.#run(pattern, this.#test(pattern.part.source))
          : this.#copies(pattern);
    }
  }

  /** A repeated character: as many as there are, then fewer; or the other way round. */
  #run({ min, max, isLazy }: Repeat, test: (code: number) => boolean): Step {
    if (isLazy)
      return (start, rest) => {
        let end = start;
        for (let count = 0; count <= max && end >= 0; count++) {
          const found = count >= min ? rest(end) : -1;
          if (found >= 0) return found;
          end = this.#next(end, test);
        }
        return -1;
      };
    return (start, rest) => {
      let end = start;
      let count = 0;
      for (let next; count < max && (next = this.#next(end, test)) >= 0; count++) end = next;
      for (; count >= min; count--) {
        const found = rest(end);
        if (found >= 0) return found;
        end -= this.#widthBefore(end);
      }
      return -1;
    };
  }

  /** A repeated group: so many copies of it, one in the other. */
  #copies({ part, min, max, isLazy }: Repeat): Step {
    const step = this.#step(part);
    let more: Step = (start, rest) => rest(start);
    for (let i = max; i > 0; i--) {
      const behind = more;
      const once: Step = (start, rest) => step(start, (end) => behind(end, rest));
      const none: Step = (start, rest) => rest(start);
      const options = isLazy ? [none, once] : [once, none];
      more = i <= min ? once : (start, rest) => first(options, (option) => option(start, rest));
    }
    return more;
  }

  /** The end of the code point at a place, −1 if it isn't one of the class. */
  #next(at: number, test: (code: number) => boolean): number {
    const code = at < this.#text.length ? this.#text.codePointAt(at)! : -1;
    if (code < 0 || !test(code)) return -1;
    return at + (code > 0xffff ? 2 : 1);
  }

  #widthBefore(end: number): number {
    const isPair = end > 1 && this.#text.codePointAt(end - 2)! > 0xffff;
    return isPair ? 2 : 1;
  }

  /** Is a code point in a class? Asked once for each. */
  #test(source: string): (code: number) => boolean {
    let test = this.#tests.get(source);
    if (!test) this.#tests.set(source, (test = memberTest(source)));
    return test;
  }
}

function inSequence(steps: readonly Step[]): Step {
  return steps.reduceRight<Step>(
    (behind, step) => (start, rest) => step(start, (end) => behind(end, rest)),
    (start, rest) => rest(start),
  );
}

function first(options: readonly Step[], attempt: (option: Step) => number): number {
  for (const option of options) {
    const end = attempt(option);
    if (end >= 0) return end;
  }
  return -1;
}

function memberTest(source: string): (code: number) => boolean {
  const pattern = new RegExp(`^${source}$`, 'v');
  let known: Uint8Array | undefined;
  return (code) => {
    known ??= new Uint8Array(0x110000);
    if (known[code] === 0) known[code] = pattern.test(String.fromCodePoint(code)) ? 2 : 1;
    return known[code] === 2;
  };
}
