import type { Node } from 'jsonc-parser';
import type { Edit } from '../../dataset/edits';
import { exchange as swapped, insertion, newProperty, removal, replacement } from '../elements';
import { writtenList, writtenObject } from '../layout';
import { nameOf } from '../pointers';
import type { RecordText } from '../recordText';
import type { EditsOrRefusal } from '../refused';
import { cannotAddExchange, cannotDeleteExchange, cannotMoveExchange } from './canExchange';
import type { Exchanges } from './exchanges';

/** What a question and its answer say, as it is written between quotes. */
type Texts = readonly [question: string, answer: string];

const EMPTY: Texts = ['', ''];

/** Adds a question and an answer without texts behind an exchange; the last one then goes from its fields into the list. */
export function addExchange(record: RecordText, after: number): EditsOrRefusal {
  const refused = cannotAddExchange(record.conversation, after);
  if (refused !== null) return { refused };
  const exchanges = record.conversation.exchanges!;
  if (!exchanges.isLast(after)) return [listed(record, exchanges, after + 1, EMPTY)];
  const texts = textsOfLast(record, exchanges);
  return [listed(record, exchanges, exchanges.count, texts), ...newLast(record, exchanges, EMPTY)];
}

/** Takes a question and its answer away; in the place of the last one comes that before it, out of the list. */
export function deleteExchange(record: RecordText, exchange: number): EditsOrRefusal {
  const refused = cannotDeleteExchange(record.conversation, exchange);
  if (refused !== null) return { refused };
  const exchanges = record.conversation.exchanges!;
  const list = record.at(exchanges.list)!;
  if (!exchanges.isLast(exchange)) return [removal(list, exchange)];
  const texts = textsOfElement(record, exchanges, exchange - 1);
  return [removal(list, exchange - 1), ...newLast(record, exchanges, texts)];
}

/** Lets an exchange change places with the one before it or behind it. */
export function moveExchange(record: RecordText, exchange: number, by: -1 | 1): EditsOrRefusal {
  const refused = cannotMoveExchange(record.conversation, exchange, by);
  if (refused !== null) return { refused };
  const exchanges = record.conversation.exchanges!;
  const first = Math.min(exchange, exchange + by);
  const elements = record.at(exchanges.list)!.children!;
  if (!exchanges.isLast(first + 1)) return swapped(record, elements[first]!, elements[first + 1]!);
  const texts = textsOfLast(record, exchanges);
  const edits = exchanges.textsOf(first).map((pointer, i) => replacement(record.at(pointer)!, `"${texts[i]}"`));
  return [...edits, ...newLast(record, exchanges, textsOfElement(record, exchanges, first))];
}

function textsOfElement(record: RecordText, exchanges: Exchanges, exchange: number): Texts {
  const [question, answer] = exchanges.textsOf(exchange);
  return [record.inner(record.at(question)!), record.inner(record.at(answer)!)];
}

/** Of instruction and input, with a line feed between them, as they are read. */
function textsOfLast(record: RecordText, { last }: Exchanges): Texts {
  const inner = (pointer: string): string => record.inner(record.at(pointer)!);
  return [last!.question.map(inner).join('\\n'), last!.answers.map(inner).join('')];
}

/** The fields of the last exchange with other texts; of instruction and input the first gets all. */
function newLast(record: RecordText, { last }: Exchanges, [question, answer]: Texts): Edit[] {
  const set = (pointer: string, text: string): Edit => replacement(record.at(pointer)!, `"${text}"`);
  return [
    ...last!.question.map((pointer, i) => set(pointer, i === 0 ? question : '')),
    ...last!.answers.map((pointer) => set(pointer, answer)),
  ];
}

/** The edit that puts an exchange into the list, which comes in itself if it is not there. */
function listed(record: RecordText, exchanges: Exchanges, index: number, texts: Texts): Edit {
  const list = record.at(exchanges.list);
  const json = element(record, exchanges, list, texts);
  if (list?.type === 'array') return insertion(record, list, index, json);
  const whole = writtenList([json], record.layout.usual);
  if (list) return replacement(list, whole);
  const { question, answers } = exchanges.last!;
  const behind = nameOf(answers.at(-1) ?? question.at(-1)!);
  return newProperty(record, record.at('')!, behind, nameOf(exchanges.list), whole);
}

/** An element as the list's others are written. */
function element(record: RecordText, { keys }: Exchanges, list: Node | undefined, texts: Texts): string {
  const isPair = keys[0] === '0';
  const model = list?.children?.find(({ type }) => type === (isPair ? 'array' : 'object'));
  const layout = record.layout.of(model);
  const values = texts.map((text) => `"${text}"`);
  if (isPair) return writtenList(values, layout);
  const properties = keys.map((key, i) => [record.quoted(key), values[i]!] as const);
  return writtenObject(properties, layout);
}
