import { allTurns, type Turn } from '../../dataset/sample';
import { isReadable } from '../roles/readable';
import { orderFaults } from '../roles/turnOrder';
import type { RecordView } from '../view';
import { conversations } from './conversations';

/** The results of tools that follow one another, and the turn that should have called the tools. */
export interface Exchange {
  /** The turn right before; undefined at the start. */
  readonly before: Turn | undefined;
  readonly results: readonly Turn[];
  /** The turn right behind; undefined at the end. */
  readonly after: Turn | undefined;
}

/** Every turn that calls tools, with the results behind it, and every group of results that none called. */
export function exchanges(turns: readonly Turn[]): Exchange[] {
  const found: Exchange[] = [];
  for (let at = 0; at < turns.length; at++) {
    const turn = turns[at]!;
    const isCall = turn.calls !== undefined;
    if (!isCall && turn.role !== 'tool') continue;
    const start = isCall ? at + 1 : at;
    let end = start;
    while (turns[end]?.role === 'tool') end++;
    found.push({ before: isCall ? turn : turns[at - 1], results: turns.slice(start, end), after: turns[end] });
    at = end - 1;
  }
  return found;
}

/** How many results a turn calls for: one for each call of a list; calls in one text have one result, which may hold several. */
export function resultsWanted({ calls }: Turn): number {
  if (!calls) return 0;
  return calls.form === 'list' ? Math.max(1, calls.calls.length) : 1;
}

/** True for an answer that calls a tool in a way of its own: tags or JSON in the text. */
export function seemsToCall({ role, content }: Turn): boolean {
  if (role !== 'assistant') return false;
  if (/<\|?(?:tool|function)_?calls?|^[ \t]*[Aa]ction[ \t]*:/m.test(content)) return true;
  const bracket = content.search(/^[ \t]*[{[]/m);
  return bracket >= 0 && /"name"\s*:/.test(content.slice(bracket));
}

/**
 * The calls and results of a record, as {@link exchanges}. None if its turns can't be read or are out of order: what is called and answered follows from
 * their order, and is judged once that is mended.
 */
export function exchangesOf(view: RecordView): readonly Exchange[] {
  return isInOrder(view) ? conversations(view.sample).flatMap(exchanges) : [];
}

function isInOrder(view: RecordView): boolean {
  const { sample } = view;
  if (!isReadable(view) || allTurns(sample).some(({ isKnown }) => !isKnown) || orderFaults(view).length > 0)
    return false;
  const { chosen, rejected } = sample.preference ?? {};
  return [chosen, rejected].every((answer) => (answer?.turns.at(-1)?.role ?? 'assistant') === 'assistant');
}

/** True if what is called could be read of every call. */
export function canReadCalls({ calls }: Turn): boolean {
  return calls !== undefined && calls.value !== undefined && calls.calls.every(({ name }) => name !== undefined);
}
