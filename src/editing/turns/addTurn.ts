import * as l10n from '@vscode/l10n';
import { insertion } from '../elements';
import type { RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { placeBehind } from './canAdd';
import type { Side } from './conversation';
import { addExchange } from './exchangeEdits';
import { newMessage } from './newMessage';
import { systemReason } from './reasons';

/** Adds a turn with an empty text; a question and its answer where they go together. */
export function addTurn(record: RecordText, after: number, role: string, side?: Side): EditsOrRefusal {
  const { conversation } = record;
  const place = placeBehind(conversation, after, side);
  if (place.kind === 'nowhere') return { refused: place.reason };
  if (place.kind === 'exchange') {
    return role === 'system' ? { refused: systemReason(conversation) } : addExchange(record, place.after);
  }
  if (role.trim() === '') return { refused: l10n.t('A role needs a name.') };
  return place.places.map(({ list, index }) =>
    insertion(record, record.at(list)!, index, newMessage(record, { list, index }, role)),
  );
}
