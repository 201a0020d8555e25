import * as l10n from '@vscode/l10n';
import { newProperty, replacement } from '../elements';
import { propertyOf, type RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { stringEdits } from '../spelling';
import { cannotSetRole } from './canChange';

/** Gives a turn another role, in the words of the data. */
export function setRole(record: RecordText, turn: number, role: string): EditsOrRefusal {
  const { conversation } = record;
  const refused = cannotSetRole(conversation, turn);
  if (refused !== null) return { refused };
  if (role.trim() === '') return { refused: l10n.t('A role needs a name.') };
  const key = conversation.format.names.role;
  return conversation.everywhere(conversation.turns[turn]!.pointer).flatMap((pointer) => {
    const message = record.at(pointer)!;
    const old = propertyOf(message, key);
    if (old?.type !== 'string') {
      const name = record.quoted(role);
      return [old ? replacement(old, name) : newProperty(record, message, undefined, key, name)];
    }
    return stringEdits(record.text, old.offset, role, record.style);
  });
}
