import type { Measure, TurnMeasure } from '../meter';
import { feedOf, UNTRAINED, type Sequence } from '../sequence';
import type { Tokenizer } from '../tokenizer';
import type { Trainer } from './trainers';

/** A turn's tokens: [from, to). */
export interface TurnTokens extends Pick<TurnMeasure, 'role' | 'pointers'> {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the numbers of one conversation.
 *
 * @param ids the tokens before truncation
 * @param isTrained 1 for each trained token
 * @param turns they cover the tokens, in order
 */
export function measureTokens(
  tokenizer: Pick<Tokenizer, 'specialText' | 'decode'>,
  ids: readonly number[],
  isTrained: Uint8Array,
  turns: readonly TurnTokens[],
  rule: Pick<Trainer, 'cutoff' | 'overCutoff' | 'tooLong' | 'nothingLeft'>,
  withFeed: boolean,
): Measure {
  const { cutoff } = rule;
  const isOver = cutoff !== undefined && ids.length > cutoff;
  const reach = !isOver ? ids.length : rule.overCutoff === 'truncate' ? cutoff : 0;
  const isEmptied = isOver && rule.nothingLeft && !isTrained.subarray(0, reach).includes(1);
  const kept = isEmptied ? 0 : reach;
  const isDropped = isOver && kept === 0;
  const reason = isDropped ? (isEmptied ? rule.nothingLeft(cutoff) : rule.tooLong(ids.length, cutoff)) : undefined;
  return {
    status: isDropped ? 'dropped' : 'kept',
    ...(reason !== undefined && { reason }),
    tokens: ids.length,
    trained: sum(isTrained, 0, ids.length),
    kept,
    keptTrained: sum(isTrained, 0, kept),
    turns: turns.map((turn) => measureTurn(tokenizer, ids, isTrained, turn, kept, isDropped)),
    ...(withFeed && fed(sequenceOf(ids, isTrained, turns, kept), isDropped)),
  };
}

function measureTurn(
  tokenizer: Pick<Tokenizer, 'specialText' | 'decode'>,
  ids: readonly number[],
  isTrained: Uint8Array,
  { role, pointers, from, to }: TurnTokens,
  kept: number,
  isDropped: boolean,
): TurnMeasure {
  const keptTo = Math.min(Math.max(kept, from), to);
  const trained = sum(isTrained, from, to);
  const end = trained > 0 ? endToken(tokenizer, ids, isTrained, from, to) : undefined;
  return {
    role,
    pointers,
    tokens: to - from,
    trained,
    kept: keptTo - from,
    keptTrained: sum(isTrained, from, keptTo),
    endLost: end !== undefined && end >= kept && !isDropped,
    ending: end === undefined ? 0 : to - end,
  };
}

/** The trained token that ends a turn: its last special token, if nothing but white space follows. */
function endToken(
  tokenizer: Pick<Tokenizer, 'specialText' | 'decode'>,
  ids: readonly number[],
  isTrained: Uint8Array,
  from: number,
  to: number,
): number | undefined {
  let last = to - 1;
  while (last >= from && tokenizer.specialText(ids[last]!) === undefined) last -= 1;
  if (last < from || !isTrained[last]) return undefined;
  return tokenizer.decode(ids.slice(last + 1, to)).trim() === '' ? last : undefined;
}

function sequenceOf(
  ids: readonly number[],
  isTrained: Uint8Array,
  turns: readonly TurnTokens[],
  kept: number,
): Sequence {
  return {
    ids,
    labels: ids.map((id, i) => (isTrained[i] ? id : UNTRAINED)),
    kept: ids.map((_, i) => i < kept),
    turns: turns.flatMap(({ from, to }, turn) => new Array<number>(to - from).fill(turn)),
  };
}

function fed(sequence: Sequence, isDropped: boolean): Pick<Measure, 'sequence' | 'feed'> {
  return isDropped ? { sequence } : { sequence, feed: feedOf(sequence) };
}

function sum(flags: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += flags[i]!;
  return total;
}
