import type { AnswerToken } from '../answer';

/** Where a token stands in a text, in UTF-16 units. One that ends within a character begins and ends where that character begins. */
export interface TokenPlace {
  readonly start: number;
  readonly end: number;
}

type Told = Pick<AnswerToken, 'text' | 'bytes'>;

/** How far behind the last token the next one is looked for, where tokens are missing or merged. */
const LOOK_AHEAD = 64;

/**
 * Where tokens stand in the content of their answer; null for one that isn't in it: of the thoughts, a special one.
 *
 * Together they may say more than the content (thoughts before it, the end of the turn behind it), or less, where a server loses some.
 */
export function tokenPlaces(tokens: readonly Told[], content: string): (TokenPlace | null)[] {
  const texts = completedTexts(tokens);
  const said = texts.join('');
  const start = content === '' ? -1 : startOfContent(said, content);
  return start === -1 ? searched(texts, content) : counted(texts, start, content.length);
}

/** The token in which a unit of the content stands; null: in none that is told. */
export function tokenAt(places: readonly (TokenPlace | null)[], unit: number): number | null {
  const index = places.findIndex((place) => place !== null && place.start <= unit && unit < place.end);
  return index === -1 ? null : index;
}

/** The texts that tokens complete, by their bytes where these are told. */
function completedTexts(tokens: readonly Told[]): string[] {
  if (!tokens.every(({ bytes }) => bytes !== null)) return tokens.map(({ text }) => text);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return tokens.map(({ bytes }) => decoder.decode(Uint8Array.from(bytes!), { stream: true }));
}

/** What is said before the content are thoughts: so it is the last place where it stands. */
function startOfContent(said: string, content: string): number {
  return said.startsWith(content) && !said.includes('</think>') ? 0 : said.lastIndexOf(content);
}

function counted(texts: readonly string[], start: number, length: number): (TokenPlace | null)[] {
  let behind = -start;
  return texts.map((text) => {
    const from = Math.max(0, behind);
    behind += text.length;
    const to = Math.min(length, behind);
    if (text === '') return behind >= 0 && behind < length ? { start: behind, end: behind } : null;
    return from < to ? { start: from, end: to } : null;
  });
}

function searched(texts: readonly string[], content: string): (TokenPlace | null)[] {
  let next = 0;
  return texts.map((text) => {
    const start = text === '' ? -1 : content.slice(next, next + LOOK_AHEAD + text.length).indexOf(text);
    if (start === -1) return null;
    const from = next + start;
    next = from + text.length;
    return { start: from, end: next };
  });
}
