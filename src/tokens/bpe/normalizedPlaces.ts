import { joins, normalize } from './normalize';

/** Finds places of a normalised text in the text that it was made of. Places in UTF-16 units. */
export interface Places {
  /** Where the character that stands at a place starts. */
  startOf(at: number): number;
  /** Where the character that ends at a place ends. */
  endOf(at: number): number;
}

/** The places of a text that normalising leaves as it is. */
export const samePlaces: Places = { startOf: (at) => at, endOf: (at) => at };

/** A part of the text that normalises by itself, and what becomes of it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly normalFrom: number;
  readonly normalTo: number;
  readonly isChanged: boolean;
}

/** A longer stretch is looked at as a whole; most don't change. In UTF-16 units. */
const CHUNK = 4096;

/**
 * The places of a text that normalising changes. All that becomes of a changed stretch (a letter with its marks) gets the stretch's place.
 * Places are asked for in order, so that nothing but the stretch at hand is kept; going back starts anew.
 */
export class NormalizedPlaces implements Places {
  readonly #text: string;
  #stretches: Generator<Stretch>;
  #current: Stretch;

  constructor(text: string) {
    this.#text = text;
    this.#stretches = chunks(text);
    this.#current = BEFORE_ALL;
  }

  startOf(at: number): number {
    const { from, normalFrom, isChanged } = this.#at(at);
    return isChanged ? from : from + at - normalFrom;
  }

  endOf(at: number): number {
    if (at === 0) return 0;
    const { from, to, normalFrom, isChanged } = this.#at(at - 1);
    return isChanged ? to : from + at - normalFrom;
  }

  /** The stretch that a place of the normalised text stands in; the end of the text for one behind it. */
  #at(at: number): Stretch {
    if (at < this.#current.normalFrom) {
      this.#stretches = chunks(this.#text);
      this.#current = BEFORE_ALL;
    }
    while (at >= this.#current.normalTo) {
      const next = this.#stretches.next();
      if (next.done) return { ...this.#current, from: this.#text.length, to: this.#text.length, isChanged: true };
      this.#current = next.value;
    }
    return this.#current;
  }
}

const BEFORE_ALL: Stretch = { from: 0, to: 0, normalFrom: 0, normalTo: 0, isChanged: false };

/** Chunks that stay as they are, and the small stretches of those that don't. */
function* chunks(text: string): Generator<Stretch> {
  let normalFrom = 0;
  for (let from = 0; from < text.length;) {
    const to = stretchEnd(text, Math.min(from + CHUNK, text.length) - 1);
    const chunk = text.slice(from, to);
    const parts = normalize(chunk) === chunk ? [to] : stretchEnds(text, from, to);
    for (const end of parts) {
      const part = text.slice(from, end);
      const normal = normalize(part);
      const normalTo = normalFrom + normal.length;
      yield { from, to: end, normalFrom, normalTo, isChanged: normal !== part };
      from = end;
      normalFrom = normalTo;
    }
  }
}

function* stretchEnds(text: string, from: number, to: number): Generator<number> {
  for (let end = from; end < to;) yield (end = stretchEnd(text, end));
}

/** The end of the stretch that the character at a place stands in. */
function stretchEnd(text: string, at: number): number {
  let end = at;
  do end += text.codePointAt(end)! > 0xffff ? 2 : 1;
  while (end < text.length && joins(text, end));
  return end;
}
