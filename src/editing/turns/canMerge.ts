import * as l10n from '@vscode/l10n';
import { WEIGHT_KEYS } from '../../dataset/formats/readMessages';
import { thoughtLength } from '../../dataset/formats/readCalls';
import type { Turn } from '../../dataset/sample';
import { endReason, isNeighbour } from './canChange';
import type { Conversation } from './conversation';
import { reasons, textReason } from './reasons';

/** Fields of a message that are put together where both have them. */
export const JOINED_KEYS: ReadonlySet<string> = new Set(['tool_calls', 'reasoning_content', 'reasoning', 'thinking']);

/** OpenAI's former field of one call. */
const LONE_CALL = 'function_call';

/** Why a turn can't be made one with the next; null if it can. */
export function cannotMerge(conversation: Conversation, turn: number): string | null {
  const seat = conversation.seats[turn];
  if (!seat) return reasons.gone();
  if (seat.kind === 'exchange') return reasons.inExchanges();
  if (seat.kind === 'text') return textReason(conversation, turn);
  if (seat.kind === 'lone') return reasons.oneMessage(seat.field);
  if (!isNeighbour(conversation, turn, turn + 1)) return endReason(conversation, turn, 1);
  const [first, second] = [conversation.turns[turn]!, conversation.turns[turn + 1]!];
  if (first.name !== second.name) {
    return l10n.t('The next turn has another role, “{0}”.', second.name);
  }
  const key = conversation.format.names.content;
  return contentReason(first, second, key) ?? memberReason(first, second, conversation);
}

/** Text goes with text, parts with parts, calls with calls; anything goes with nothing. */
function contentReason(first: Turn, second: Turn, key: string): string | null {
  const [own, other] = [first.source?.[key], second.source?.[key]];
  if (isAbsent(own) || isAbsent(other)) return null;
  if (typeof own === 'string' && typeof other === 'string') return callsReason(first, second);
  if (Array.isArray(own) && Array.isArray(other)) return null;
  if (typeof own === 'object' && typeof other === 'object') return l10n.t('One of the two contents can’t be read.');
  return l10n.t('One of the two is text, and the other one is made of parts.');
}

/** Calls that stand in the text as JSON become one list. */
function callsReason(first: Turn, second: Turn): string | null {
  const [own, other] = [first.calls, second.calls];
  if (own?.form !== 'text' && other?.form !== 'text') return null;
  if (own?.value === undefined || other?.value === undefined) return l10n.t('A call that is no JSON can’t be joined.');
  return thoughtLength(second.content) > 0 ? l10n.t('A thought stands in front of the second call.') : null;
}

/** Whatever else the second message says must not be lost. */
function memberReason(first: Turn, second: Turn, { format: { names } }: Conversation): string | null {
  const [own, other] = [first.source ?? {}, second.source ?? {}];
  const keys = new Set([...Object.keys(other), ...WEIGHT_KEYS.filter((key) => Object.hasOwn(own, key))]);
  for (const key of keys) {
    if (key === names.role || key === names.content) continue;
    const [mine, theirs] = [memberOf(own, key), memberOf(other, key)];
    // Of several calls one must not be lost, also if they are equal.
    if (key !== LONE_CALL && isEqual(mine, theirs)) continue;
    const isWeight = (WEIGHT_KEYS as readonly string[]).includes(key);
    if (!isWeight && (isAbsent(mine) || isAbsent(theirs))) continue;
    if (JOINED_KEYS.has(key) && areJoinable(mine, theirs)) continue;
    return l10n.t('The two differ in “{0}”.', key);
  }
  return null;
}

function areJoinable(own: unknown, other: unknown): boolean {
  return (typeof own === 'string' && typeof other === 'string') || (Array.isArray(own) && Array.isArray(other));
}

function memberOf(message: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(message, key) ? message[key] : undefined;
}

function isEqual(own: unknown, other: unknown): boolean {
  if (isAbsent(own) && isAbsent(other)) return true;
  let isExact = true;
  // Two long numbers may be the same to JavaScript.
  const exact = (_: string, value: unknown): unknown => {
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) isExact = false;
    return value;
  };
  return JSON.stringify(own, exact) === JSON.stringify(other, exact) && isExact;
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
