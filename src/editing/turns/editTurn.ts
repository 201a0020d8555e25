import { joinedEdits } from '../joinedEdits';
import type { RecordText } from '../recordText';
import { isRefused, type EditsOrRefusal } from '../refused';
import { addTurn } from './addTurn';
import { deleteTurn } from './deleteTurn';
import { mergeTurn } from './mergeTurn';
import { moveTurn } from './moveTurn';
import type { TurnOperation } from './operations';
import { setRole } from './setRole';
import { setText } from './setText';
import { splitTurn } from './splitTurn';

/**
 * The edits that do something with one turn of a record. Whatever it is not about stays as it is written.
 *
 * @returns edits of the record's text in their order, none of which touch; or why it can't be done
 */
export function editTurn(record: RecordText, operation: TurnOperation): EditsOrRefusal {
  const edits = editsFor(record, operation);
  return isRefused(edits) ? edits : joinedEdits(record.text, edits);
}

function editsFor(record: RecordText, operation: TurnOperation): EditsOrRefusal {
  switch (operation.kind) {
    case 'setText':
      return setText(record, operation.pointer, operation.text);
    case 'setRole':
      return setRole(record, operation.turn, operation.role);
    case 'addTurn':
      return addTurn(record, operation.after, operation.role, operation.side);
    case 'deleteTurn':
      return deleteTurn(record, operation.turn);
    case 'moveTurn':
      return moveTurn(record, operation.turn, operation.by);
    case 'mergeTurn':
      return mergeTurn(record, operation.turn);
    case 'splitTurn':
      return splitTurn(record, operation.turn, operation.pointer, operation.at);
  }
}
