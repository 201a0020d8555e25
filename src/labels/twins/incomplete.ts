import type { Draft } from './draft';
import type { Random } from './random';
import type { Strength } from './strength';
import { segmentsOf } from './words';

/** Of the text, how much is left out at most. */
const MOST = { light: 0.25, medium: 0.45, strong: 0.65 };
const LEAST = { light: 0, medium: 0.15, strong: 0.3 };

/** So much stays, in characters of Chinese; of other scripts about three times that. */
const STAYS = 5;

/** Words after which nobody stops but one who was interrupted. */
const DANGLING =
  /(?:[的和与或把被在从向对给让使为以及]|\b(?:a|an|the|of|to|and|or|in|on|for|with|that|which|is|are))$/iu;

/** UTF-16 units in which such a word is found, with what stands before it. */
const LAST_WORD = 8;

/** Leaves out the end: behind a clause, a phrase or a word, so that the sentence hangs in the air. What is kept is never left out. */
export function leaveOutTheEnd(draft: Draft, strength: Strength, random: Random): boolean {
  const { text } = draft;
  const end = text.trimEnd().length;
  const [from, to] = [end - end * MOST[strength], end - end * LEAST[strength]];
  const all = stops(text, end);
  const least = Math.max(draft.keptUntil, all.find((at) => weight(text.slice(0, at)) >= STAYS) ?? Infinity);
  const places = all.filter((at) => at >= least);
  const inReach = places.filter((at) => at >= from && at <= to);
  const nearest = places.filter((at) => at > to).slice(0, 1);
  const candidates = inReach.length > 0 ? inReach : nearest;
  if (candidates.length === 0) return false;
  const dangling = candidates.filter((at) => DANGLING.test(text.slice(Math.max(0, at - LAST_WORD), at)));
  const at = random.pick(dangling.length > 0 && random.chance(0.5) ? dangling : candidates);
  return draft.leaveOut(at, end);
}

/** Where words end, in ascending order; never right behind the whole sentence's last word: without its full stop it would be complete. */
function stops(text: string, end: number): number[] {
  return segmentsOf(text.slice(0, end))
    .filter(({ isWord }) => isWord)
    .map(({ start, text: word }) => start + word.length)
    .slice(0, -1);
}

function weight(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const others = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return han + (others - han) / 3;
}
