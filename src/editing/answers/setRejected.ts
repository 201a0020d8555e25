import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import { pointerOf } from '../../dataset/tree';
import { newProperty, replacement } from '../elements';
import { writtenList, writtenObject } from '../layout';
import { nameOf } from '../pointers';
import { propertyOf, type RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { acceptAnswer } from './acceptAnswer';

/** Puts what a model said in the place of a pair's rejected answer; one that is not there yet is written as the chosen one is. */
export function setRejected(record: RecordText, content: string): EditsOrRefusal {
  const { conversation } = record;
  if (content === '') return { refused: noText() };
  const { sides, isPair } = conversation;
  if (!isPair) return { refused: l10n.t('This record has no rejected answer. Make a preference pair of it.') };
  const first = sides.indexOf('rejected');
  if (first < 0) return newRejected(record, content);
  if (sides.lastIndexOf('rejected') !== first) {
    return { refused: l10n.t('The rejected answer is made up of several turns. Edit the record.') };
  }
  return acceptAnswer(record, first, { content, reasoning: '', calls: [] });
}

/** Why an answer can't be the rejected one, for people. */
export function noText(): string {
  return l10n.t('This answer has no text, only thoughts or calls: it can’t be a rejected answer.');
}

function newRejected(record: RecordText, content: string): EditsOrRefusal {
  const { names } = record.conversation.format;
  const [chosenField, field] = [names.field('chosen'), names.field('rejected')];
  const chosen = chosenField === undefined ? undefined : record.at(pointerOf([chosenField]));
  const json = chosen && alike(record, chosen, content);
  if (chosenField === undefined || field === undefined || json === undefined) {
    return { refused: l10n.t('There is no place for a rejected answer in this record. Edit the record.') };
  }
  const own = record.at(pointerOf([field]));
  if (own) return [replacement(own, json)];
  return [newProperty(record, record.at('')!, nameOf(pointerOf([chosenField])), field, json)];
}

/** A text, a message, or a list of one message, as the chosen answer is. */
function alike(record: RecordText, chosen: Node, content: string): string | undefined {
  const text = record.quoted(content);
  if (chosen.type === 'string') return text;
  const message = chosen.type === 'array' ? chosen.children?.at(-1) : chosen;
  const { role: roleKey, content: contentKey } = record.conversation.format.names;
  const role = propertyOf(message, roleKey);
  if (!message || role?.type !== 'string' || chosen.children?.length === 0) return undefined;
  if (chosen.type === 'array' && chosen.children!.length > 1) return undefined;
  const written = writtenObject(
    [
      [record.quoted(roleKey), record.raw(role)],
      [record.quoted(contentKey), text],
    ],
    record.layout.of(message),
  );
  return chosen.type === 'array' ? writtenList([written], record.layout.of(chosen)) : written;
}
