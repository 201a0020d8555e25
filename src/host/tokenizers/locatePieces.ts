import { FoldedText } from './foldedText';

/** A place in a text, in UTF-16 units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Places the pieces that a tokenizer made of a text in that text, because the library tells no offsets. A piece is looked for where the one
 * before ended: as it is, else by what is left of it when case, accents, compatibility forms and white space are disregarded. Pieces that
 * can't be found (unknown characters) share what lies between their neighbours.
 *
 * @param pieces as the vocabulary writes them: `▁word`, `##part`, `<0xE4>`
 * @returns one place for each; in order, and the text is covered
 */
export function locatePieces(text: string, pieces: readonly string[]): Place[] {
  const found = new Finder(text).find(surfaces(pieces));
  return filled(found, text.length);
}

/** Pieces that make up one text between them: bytes of a character; all others are alone. */
interface Surface {
  readonly text: string;
  readonly count: number;
}

class Finder {
  readonly #text: string;
  #folded: FoldedText | undefined;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(surfaces: readonly Surface[]): (Place | undefined)[] {
    const places: (Place | undefined)[] = [];
    for (const { text, count } of surfaces) {
      const place = (this.#folded?.isInside ? undefined : this.#findExactly(text)) ?? this.#findFolded(text);
      if (place) this.#at = Math.max(this.#at, place.end);
      for (let i = 0; i < count; i++) places.push(place);
    }
    return places;
  }

  #findExactly(surface: string): Place | undefined {
    const start = this.#at;
    // A space before the first word is the tokenizer's own, if the text has none.
    for (const part of surface.startsWith(' ') ? [surface, surface.slice(1)] : [surface])
      if (part !== '' && this.#text.startsWith(part, start)) return { start, end: start + part.length };
    return undefined;
  }

  #findFolded(surface: string): Place | undefined {
    this.#folded ??= new FoldedText(this.#text);
    return this.#folded.find(surface, this.#at);
  }
}

const BYTE = /^<0x([0-9A-F]{2})>$/;

/** What the pieces stand for in the text. Bytes in a row are put together to characters. */
function surfaces(pieces: readonly string[]): Surface[] {
  const result: Surface[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const bytes: number[] = [];
    for (let match; (match = BYTE.exec(pieces[i + bytes.length] ?? ''));) bytes.push(parseInt(match[1]!, 16));
    if (bytes.length > 0) {
      result.push(...characters(bytes));
      i += bytes.length - 1;
    } else result.push({ text: surfaceOf(pieces[i]!), count: 1 });
  }
  return result;
}

function surfaceOf(piece: string): string {
  return piece
    .replace(/^##(?=.)/s, '')
    .replace(/<\/w>$/, '')
    .replaceAll('▁', ' ');
}

/** The characters that a run of bytes makes up, each with the number of its bytes. */
function characters(bytes: readonly number[]): Surface[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const result: Surface[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Math.min(lengthOf(bytes[at]!), bytes.length - at);
    result.push({ text: decoder.decode(Uint8Array.from(bytes.slice(at, at + length))), count: length });
    at += length;
  }
  return result;
}

function lengthOf(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/**
 * Gives all pieces a place: what was not found shares the gap that it stands in (or the character, if both its neighbours are parts of one);
 * a gap without such pieces belongs to the piece behind it.
 */
function filled(found: readonly (Place | undefined)[], length: number): Place[] {
  const places: Place[] = [];
  let end = 0;
  let lost = 0;
  const fillGap = (gapEnd: number): void => {
    for (; lost > 0; lost--) places.push({ start: Math.min(end, gapEnd), end: Math.max(end, gapEnd) });
  };
  for (const place of found) {
    if (place === undefined) {
      lost += 1;
      continue;
    }
    const start = lost > 0 ? place.start : Math.min(end, place.start);
    fillGap(place.start);
    places.push({ start, end: place.end });
    end = Math.max(end, place.end);
  }
  fillGap(length);
  const last = places.at(-1);
  if (last && last.end < length) places[places.length - 1] = { start: last.start, end: length };
  return places;
}
