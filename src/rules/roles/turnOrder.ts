import { allTurns, type Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import type { RecordView } from '../view';
import { isReadable } from './readable';

/** What can be wrong with the order of turns; each is told by a rule of its own. */
export type OrderFaultKind =
  | 'no-assistant-turn'
  | 'no-user-turn'
  | 'first-turn-not-user'
  | 'roles-not-alternating'
  | 'system-not-first'
  | 'multiple-systems'
  | 'last-turn-not-assistant'
  | 'turn-parity';

export interface OrderFault {
  readonly kind: OrderFaultKind;
  /** The turns that are out of order; empty if turns are missing. */
  readonly turns: readonly Turn[];
  /** The turn that they should follow or be joined with. */
  readonly before?: Turn | undefined;
}

/** Who speaks. Results of tools are asking, calls of tools answering; of roles that nobody knows, or with names of their own, nothing is expected. */
type Side = 'asking' | 'answering' | 'system' | 'free';

const known = new WeakMap<RecordView, readonly OrderFault[]>();

/**
 * What is wrong with the order of a record's turns, one fault for one cause: what follows from a fault is not told a second time, and next to a turn whose
 * role is not known nothing is. Formats without messages have an order by their form.
 */
export function orderFaults(view: RecordView): readonly OrderFault[] {
  let faults = known.get(view);
  if (!faults) known.set(view, (faults = hasOrder(view) ? findFaults(view) : []));
  return faults;
}

/** The pointer to the field that holds the messages. */
export function messagesPointer(view: RecordView): string {
  for (const field of view.format.messageFields) {
    const name = view.format.names.field(field);
    if (name !== undefined && Object.hasOwn(view.value, name)) return pointerOf([name]);
  }
  return '';
}

/** True if LLaMA-Factory reads the record as `formatting: openai`, where results of tools that follow one another are one turn. */
export function isOpenaiFormatting(view: RecordView): boolean {
  return view.format.id.endsWith('messages');
}

function hasOrder(view: RecordView): boolean {
  const { messageFields, purpose } = view.format;
  return messageFields.length > 0 && purpose !== 'text' && isReadable(view);
}

function sideOf({ role, isKnown }: Turn): Side {
  if (!isKnown || role === 'other') return 'free';
  if (role === 'system') return 'system';
  return role === 'assistant' ? 'answering' : 'asking';
}

function findFaults(view: RecordView): OrderFault[] {
  const { turns } = view.sample;
  const systems = systemFaults(turns);
  return [...systems, ...withoutConsequences(sideFaults(view), systems, turns)];
}

/** Where a system prompt stands that doesn't belong there, its neighbours are not to blame, and what it may have taken the place of is not missing. */
function withoutConsequences(
  faults: readonly OrderFault[],
  systems: readonly OrderFault[],
  turns: readonly Turn[],
): readonly OrderFault[] {
  if (systems.length === 0) return faults;
  const places = systems.flatMap((fault) => fault.turns.map((turn) => turns.indexOf(turn)));
  const isNear = (turn: Turn): boolean => places.some((place) => Math.abs(place - turns.indexOf(turn)) <= 1);
  return faults.filter((fault) => fault.turns.length > 0 && !fault.turns.some(isNear));
}

function systemFaults(turns: readonly Turn[]): OrderFault[] {
  const first = turns.find((turn) => sideOf(turn) === 'system');
  return turns.flatMap((turn, i): OrderFault[] => {
    if (i === 0 || sideOf(turn) !== 'system') return [];
    return turn === first
      ? [{ kind: 'system-not-first', turns: [turn], before: turns[0] }]
      : [{ kind: 'multiple-systems', turns: [turn], before: first }];
  });
}

function sideFaults(view: RecordView): OrderFault[] {
  const { purpose } = view.format;
  const { turns, preference } = view.sample;
  const spoken = turns.filter((turn) => sideOf(turn) !== 'system');
  const has = (side: Side): boolean => spoken.some((turn) => sideOf(turn) === side);
  // Of LLaMA-Factory’s v1, records of both kinds are of one format.
  const wantsAnswer = purpose !== 'preference' && !preference;
  const isOfAnswers = allTurns(view.sample).some((turn) => sideOf(turn) === 'free');
  if (!has('free') && !(turns.length === 0 && isOfAnswers)) {
    if (wantsAnswer && !has('answering')) return [{ kind: 'no-assistant-turn', turns: [] }];
    if (!has('asking') && !isAskedInAnswers(view)) return [{ kind: 'no-user-turn', turns: spoken.slice(0, 1) }];
  }
  const first = firstFault(spoken);
  const last = lastFault(spoken, wantsAnswer);
  // Two turns that have changed places are out of order once.
  const isSwapped = first.concat(last).flatMap((fault) => fault.turns).length === spoken.length;
  if (isSwapped && first.length > 0) return first;
  const isTrailing = (turn: Turn): boolean => last.some((fault) => fault.turns.includes(turn));
  const repeats = repeatFaults(view, turns).filter((fault) => !wantsAnswer || !fault.turns.every(isTrailing));
  return [...first, ...repeats, ...last];
}

/** TRL’s implicit prompts and v1’s pairs: the question stands in each answer, and in both it is not the same. */
function isAskedInAnswers({ sample: { turns, preference } }: RecordView): boolean {
  const sides = [preference?.chosen, preference?.rejected].filter((side) => side !== undefined);
  return (
    turns.length === 0 &&
    sides.length > 0 &&
    sides.every((side) => side.turns.some((turn) => sideOf(turn) !== 'answering'))
  );
}

function firstFault(spoken: readonly Turn[]): OrderFault[] {
  const end = spoken.findIndex((turn) => sideOf(turn) !== 'answering');
  return end > 0 ? [{ kind: 'first-turn-not-user', turns: spoken.slice(0, end) }] : [];
}

function lastFault(spoken: readonly Turn[], wantsAnswer: boolean): OrderFault[] {
  const last = spoken.at(-1);
  if (!last || sideOf(last) === 'free') return [];
  if (!wantsAnswer) return sideOf(last) === 'answering' ? [{ kind: 'turn-parity', turns: [last] }] : [];
  if (sideOf(last) === 'answering') return [];
  const answer = spoken.findLastIndex((turn) => sideOf(turn) !== 'asking');
  return [{ kind: 'last-turn-not-assistant', turns: spoken.slice(answer + 1), before: spoken[answer] }];
}

/** A run of turns of one side is one fault. Leading answers and trailing questions are told by other rules. */
function repeatFaults(view: RecordView, turns: readonly Turn[]): OrderFault[] {
  const faults: OrderFault[] = [];
  const first = turns.findIndex((turn) => sideOf(turn) === 'asking' || sideOf(turn) === 'free');
  for (let i = Math.max(first, 0) + 1; i < turns.length; i++) {
    const before = turns[i - 1]!;
    const start = i;
    while (i < turns.length && isRepeat(view, turns[i - 1]!, turns[i]!)) i++;
    if (i > start) faults.push({ kind: 'roles-not-alternating', turns: turns.slice(start, i), before });
  }
  return faults;
}

function isRepeat(view: RecordView, before: Turn, turn: Turn): boolean {
  const side = sideOf(turn);
  if (side !== sideOf(before) || (side !== 'asking' && side !== 'answering')) return false;
  // Calls without results and results without calls are faults of the tools, but LLaMA-Factory drops a result that follows a question.
  if (before.calls) return false;
  if (turn.role === 'tool' && before.role !== 'tool') return view.target === 'llamafactory';
  const areResults = turn.role === 'tool' && before.role === 'tool';
  return !areResults || (view.target === 'llamafactory' && !isOpenaiFormatting(view));
}
