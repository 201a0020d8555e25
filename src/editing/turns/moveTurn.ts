import { exchange } from '../elements';
import type { RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { cannotMove } from './canChange';
import { moveExchange } from './exchangeEdits';

/** Lets a turn change places with the one before it or behind it; a question together with its answer where they go together. */
export function moveTurn(record: RecordText, turn: number, by: -1 | 1): EditsOrRefusal {
  const { conversation } = record;
  const refused = cannotMove(conversation, turn, by);
  if (refused !== null) return { refused };
  const seat = conversation.seats[turn]!;
  if (seat.kind === 'exchange') return moveExchange(record, seat.exchange, by);
  return conversation.everywhere(conversation.turns[turn]!.pointer).flatMap((pointer, i) => {
    const other = conversation.everywhere(conversation.turns[turn + by]!.pointer)[i]!;
    return exchange(record, record.at(pointer)!, record.at(other)!);
  });
}
