import * as l10n from '@vscode/l10n';
import { applyEdits } from '../../dataset/edits';
import type { Format } from '../../dataset/format';
import { RecordText } from '../recordText';
import { isRefused, type EditsOrRefusal, type Refused } from '../refused';
import { editTurn } from '../turns/editTurn';
import { setText } from '../turns/setText';
import { acceptAnswer } from './acceptAnswer';
import type { NewAnswer } from './newAnswer';

/** What is to be different in a copy of a record. Turns are named by their index in `Conversation.turns` of the record. */
export interface CopyWish {
  /** The answer that ends the copy; of a pair, the first turn of the chosen one. */
  readonly turn: number;
  /** Texts of turns before it. */
  readonly texts: readonly { readonly turn: number; readonly text: string }[];
  /** Null: as the record has it. */
  readonly answer: NewAnswer | null;
}

/** A copy of a record up to an answer, with other texts: whatever else it has stays as it is written. */
export function editedCopy(
  text: string,
  format: Format,
  neighbours: Iterable<string>,
  { turn, texts, answer }: CopyWish,
): string | Refused {
  const shown = [...neighbours];
  let copy = text;
  const change = (edit: (record: RecordText) => EditsOrRefusal): Refused | undefined => {
    const record = RecordText.read(copy, format, shown);
    const edits = isRefused(record) ? record : edit(record);
    if (isRefused(edits)) return edits;
    copy = applyEdits(copy, edits);
    return undefined;
  };
  const steps = [
    ...(answer === null ? [] : [(record: RecordText) => acceptAnswer(record, turn, answer)]),
    ...texts.map((each) => (record: RecordText) => promptEdits(record, each.turn, each.text)),
  ];
  const refused = withoutLaterTurns(change, turn);
  if (refused) return refused;
  for (const step of steps) {
    const problem = change(step);
    if (problem) return problem;
  }
  return copy;
}

/** Takes away what comes after the answer, from the end on; both answers of a pair stay. */
function withoutLaterTurns(
  change: (edit: (record: RecordText) => EditsOrRefusal) => Refused | undefined,
  turn: number,
): Refused | undefined {
  for (let isDone = false; !isDone;) {
    const refused = change((record) => {
      const { turns, isPair } = record.conversation;
      isDone = isPair || turns.length <= turn + 1;
      return isDone ? [] : editTurn(record, { kind: 'deleteTurn', turn: turns.length - 1 });
    });
    if (refused) return refused;
  }
  return undefined;
}

/** Gives a turn another text. Of one that is made up of two texts (Alpaca's instruction and input) the one that is the same stays. */
function promptEdits(record: RecordText, turn: number, text: string): EditsOrRefusal {
  const own = record.conversation.turns[turn];
  if (!own || own.content === text) return [];
  const [first, second] = own.pointers;
  if (own.hasOtherParts || own.pointers.length > 2 || first === undefined) {
    return { refused: l10n.t('This prompt is made up of several parts. Edit the record.') };
  }
  const set = (pointer: string, value: string): EditsOrRefusal =>
    editTurn(record, { kind: 'setText', pointer, text: value });
  if (second === undefined) return own.source ? setText(record, textPointer(record, turn), text) : set(first, text);
  if (own.source) return { refused: l10n.t('This prompt is made up of several parts. Edit the record.') };
  const [instruction, input] = [first, second].map((pointer) => record.conversation.at(pointer) as string);
  if (text.endsWith(`\n${input}`)) return set(first, text.slice(0, -1 - input!.length));
  if (text.startsWith(`${instruction}\n`)) return set(second, text.slice(instruction!.length + 1));
  const edits = [set(first, text), set(second, '')];
  const refused = edits.find(isRefused);
  return refused ?? edits.flatMap((each) => (isRefused(each) ? [] : each));
}

/** Where the text of a message stands; of one without, the message. */
function textPointer({ conversation }: RecordText, turn: number): string {
  const { pointers, pointer } = conversation.turns[turn]!;
  return typeof conversation.at(pointers[0]!) === 'string' ? pointers[0]! : pointer;
}
