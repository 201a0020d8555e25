import { removal, replacement } from '../elements';
import type { RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { cannotDelete } from './canChange';
import { deleteExchange } from './exchangeEdits';

/** Takes a turn away; a question and its answer where they go together. The field of a system prompt stays, without text. */
export function deleteTurn(record: RecordText, turn: number): EditsOrRefusal {
  const { conversation } = record;
  const refused = cannotDelete(conversation, turn);
  if (refused !== null) return { refused };
  const seat = conversation.seats[turn]!;
  if (seat.kind === 'exchange') return deleteExchange(record, seat.exchange);
  if (seat.kind === 'listed') return seat.places.map(({ list, index }) => removal(record.at(list)!, index));
  return [replacement(record.at(conversation.turns[turn]!.pointer)!, '""')];
}
