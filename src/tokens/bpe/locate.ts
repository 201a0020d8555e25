import type { Token } from '../tokenizer';

/**
 * Places tokens in a text by the number of their bytes. A token that holds a part of a character spans the whole character, so tokens
 * that share a character have overlapping spans.
 *
 * @param text ordinary text, without added tokens
 * @param ids its tokens
 * @param byteLengthOf length of a token in bytes
 * @param normalizes true if the tokens are those of the text in NFC
 */
export function locateTokens(
  text: string,
  ids: readonly number[],
  byteLengthOf: (id: number) => number,
  normalizes: boolean,
): Token[] {
  const places = normalizes && text.normalize('NFC') !== text ? normalizedPlaces(text) : plainPlaces(text);
  const tokens: Token[] = [];
  let at = 0;
  for (const id of ids) {
    const last = at + byteLengthOf(id) - 1;
    tokens.push({ id, start: places.start[at] ?? text.length, end: places.end[last] ?? text.length });
    at = last + 1;
  }
  return tokens;
}

/** For each byte of the (normalised) UTF-8: where the character that it belongs to starts and ends in the text, in UTF-16 units. */
interface Places {
  readonly start: readonly number[];
  readonly end: readonly number[];
}

function plainPlaces(text: string): Places {
  const start: number[] = [];
  const end: number[] = [];
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i)!;
    const units = code > 0xffff ? 2 : 1;
    put(start, end, i, i + units, utf8Length(code));
    i += units;
  }
  return { start, end };
}

/**
 * A normalised text is placed by stretches that normalise by themselves: a new one starts at each character that stays as it is behind the
 * one before. All bytes of a stretch that changes get the stretch's place.
 */
function normalizedPlaces(text: string): Places {
  const start: number[] = [];
  const end: number[] = [];
  for (const [stretch, at] of stretches(text)) {
    const normal = stretch.normalize('NFC');
    if (normal === stretch) {
      const inner = plainPlaces(stretch);
      for (let i = 0; i < inner.start.length; i++) {
        start.push(at + inner.start[i]!);
        end.push(at + inner.end[i]!);
      }
    } else {
      let bytes = 0;
      for (const character of normal) bytes += utf8Length(character.codePointAt(0)!);
      put(start, end, at, at + stretch.length, bytes);
    }
  }
  return { start, end };
}

/** Characters with what combines with them; Hangul jamo combine without being marks. */
const STRETCH = /[\s\S][\p{M}\u1161-\u1175\u11a8-\u11c2]*/gu;

function* stretches(text: string): Generator<[string, number]> {
  for (const match of text.matchAll(STRETCH)) yield [match[0], match.index];
}

function put(start: number[], end: number[], from: number, to: number, bytes: number): void {
  for (let i = 0; i < bytes; i++) {
    start.push(from);
    end.push(to);
  }
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
