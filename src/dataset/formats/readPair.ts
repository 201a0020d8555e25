import type { Names } from '../names';
import type { Answer, Media, Turn } from '../sample';
import type { Place } from './fields';
import { fieldTurn, NO_MESSAGES, readMessage, readMessages, type Messages } from './readMessages';

/** A preference pair and what both answers follow. */
export interface Pair {
  readonly turns: readonly Turn[];
  readonly preference: { readonly chosen?: Answer; readonly rejected?: Answer };
  readonly media: readonly Media[];
}

/** One side of a pair. */
interface Side extends Messages {
  readonly pointer: string;
  readonly repeated?: readonly Turn[];
}

/** An answer: a string, a message, or a list of messages. Anything else is left out. */
export function readSide(place: Place | undefined, names: Names): Side | undefined {
  if (!place || place.value === undefined || place.value === null) return undefined;
  const { value, pointer } = place;
  if (typeof value === 'string') return { turns: [fieldTurn('assistant', place)], media: [], pointer };
  const { turns, media } = Array.isArray(value) ? readMessages(place, names) : readMessage(place, names);
  return turns.length > 0 ? { turns, media, pointer } : undefined;
}

/** A pair behind a prompt. Where the answers repeat the prompt (TRL's implicit prompt), what they share takes its place. */
export function readPair(prompt: Messages, chosen: Side | undefined, rejected: Side | undefined): Pair {
  const sides = [chosen, rejected].filter((side) => side !== undefined);
  if (sides.length > 0 && sides.every(isWhole)) return readWholePair(chosen, rejected);
  return pair(prompt, chosen, rejected);
}

/** Two whole conversations, the prompt in each. The last turn of each is its own, even where both are equal, or one is missing. */
export function readWholePair(chosen: Side | undefined, rejected: Side | undefined): Pair {
  const shared = sharedTurns((chosen ?? rejected)?.turns ?? [], (rejected ?? chosen)?.turns ?? []);
  const prompt = { turns: (chosen ?? rejected)?.turns.slice(0, shared) ?? [], media: [] };
  return pair(prompt, chosen && withoutFirst(chosen, shared), rejected && withoutFirst(rejected, shared));
}

function sharedTurns(turns: readonly Turn[], others: readonly Turn[]): number {
  const differs = turns.findIndex((turn, i) => !isSame(turn, others[i]));
  const most = Math.max(0, Math.min(turns.length, others.length) - 1);
  return differs < 0 ? most : Math.min(differs, most);
}

function pair(prompt: Messages, chosen: Side | undefined, rejected: Side | undefined): Pair {
  return {
    turns: prompt.turns,
    preference: { ...(chosen && { chosen: answer(chosen) }), ...(rejected && { rejected: answer(rejected) }) },
    media: [prompt, chosen ?? NO_MESSAGES, rejected ?? NO_MESSAGES].flatMap(({ media }) => media),
  };
}

function answer({ turns, pointer, repeated }: Side): Answer {
  return { turns, pointer, ...(repeated && { repeated }) };
}

function withoutFirst(side: Side, count: number): Side {
  return { ...side, turns: side.turns.slice(count), repeated: side.turns.slice(0, count) };
}

function isWhole({ turns }: Side): boolean {
  return turns[0] !== undefined && (turns[0].role === 'system' || turns[0].role === 'user');
}

function isSame(turn: Turn, other: Turn | undefined): boolean {
  return (
    turn.role === other?.role &&
    turn.content === other.content &&
    JSON.stringify(turn.calls?.value) === JSON.stringify(other.calls?.value) &&
    turn.reasoning?.text === other.reasoning?.text
  );
}
