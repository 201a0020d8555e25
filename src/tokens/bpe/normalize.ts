import { LATER_MARKS } from './laterMarks';

const BARRIER = new RegExp(`([${LATER_MARKS}])`, 'v');

/** What joins the character before it: marks, and Hangul jamo, which are none. */
const JOINS = new RegExp(`^[[\\p{M}--[${LATER_MARKS}]]\\u1161-\\u1175\\u11a8-\\u11c2]$`, 'v');

/** The first character with a mark that {@link JOINS} knows. */
const FIRST_MARK = 0x300;

/** NFC as the Rust crate makes it. The text has no lone surrogates. */
export function normalize(text: string): string {
  const normal = text.normalize('NFC');
  // What is in order for a newer Unicode is so for an older one.
  if (normal === text) return text;
  return text
    .split(BARRIER)
    .map((part) => part.normalize('NFC'))
    .join('');
}

/** Does the text at a place have to be normalised together with what stands before it? */
export function joins(text: string, at: number): boolean {
  const code = text.codePointAt(at)!;
  return code >= FIRST_MARK && JOINS.test(String.fromCodePoint(code)) && !BARRIER.test(characterBefore(text, at));
}

function characterBefore(text: string, at: number): string {
  const code = at > 1 ? text.codePointAt(at - 2)! : 0;
  return code > 0xffff ? String.fromCodePoint(code) : text.charAt(at - 1);
}
