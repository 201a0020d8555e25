import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import { pointerOf } from '../../dataset/tree';
import { newProperty, replacement } from '../elements';
import { nameOf, parentOf } from '../pointers';
import type { RecordText } from '../recordText';
import { isRefused, type EditsOrRefusal } from '../refused';
import { stringEdits } from '../spelling';

/** Gives a string another text; of a prompt that both answers of a pair repeat, in both. */
export function setText(record: RecordText, pointer: string, text: string): EditsOrRefusal {
  const { conversation } = record;
  const pointers = conversation.everywhere(contentPointer(record, pointer));
  const old = conversation.at(pointers[0]!);
  if (pointers.some((each) => conversation.at(each) !== old)) {
    return {
      refused: l10n.t('The two answers repeat this text, but it is made up differently in them. Edit the record.'),
    };
  }
  const edits: Edit[] = [];
  for (const each of pointers) {
    const own = textEdits(record, each, text);
    if (isRefused(own)) return own;
    edits.push(...own);
  }
  return edits;
}

/** Of a message without content, the place where it would be. */
function contentPointer({ conversation }: RecordText, pointer: string): string {
  const turn = conversation.turns.find((each) => each.pointer === pointer && each.source);
  return turn ? pointer + pointerOf([conversation.format.names.content]) : pointer;
}

function textEdits(record: RecordText, pointer: string, text: string): EditsOrRefusal {
  const node = record.at(pointer);
  if (node?.type === 'string') return stringEdits(record.text, node.offset, text, record.style);
  if (node?.type === 'null') return [replacement(node, record.quoted(text))];
  const owner = record.at(parentOf(pointer));
  if (!node && owner?.type === 'object' && isTextField(record, pointer)) {
    const last = owner.children?.at(-1)?.children?.[0]?.value as string | undefined;
    return [newProperty(record, owner, last, nameOf(pointer), record.quoted(text))];
  }
  return { refused: l10n.t('There is no text here. Edit the record.') };
}

/** Fields with a text that many records leave out. */
const OPTIONAL = ['system', 'input'];

/** True for the content of a message, and for a field of the record in which the format has a text. */
function isTextField({ conversation: { format, turns } }: RecordText, pointer: string): boolean {
  const owner = parentOf(pointer);
  if (owner !== '') return turns.some((turn) => turn.pointer === owner && turn.source !== undefined);
  const name = nameOf(pointer);
  return OPTIONAL.some((field) => format.names.field(field) === name) && Object.hasOwn(format.schema.properties, name);
}
