import * as l10n from '@vscode/l10n';
import type { Edit } from '../../dataset/edits';
import type { Turn } from '../../dataset/sample';
import { pointerOf, removal } from '../../dataset/tree';
import { newProperty, replacement } from '../elements';
import { joinedEdits } from '../joinedEdits';
import { writtenList, writtenObject } from '../layout';
import { parentOf } from '../pointers';
import type { RecordText } from '../recordText';
import { isRefused, type EditsOrRefusal } from '../refused';
import { setRole } from '../turns/setRole';
import { setText } from '../turns/setText';
import { callList, callText } from './callList';
import { isCallText, roleName, taggedText, type NewAnswer } from './newAnswer';

/**
 * Puts what a model said in the place of an answer, as far as the record has room for it: calls where its turns can have calls, a thought in its field or, where
 * there is none, in front of the text. Ids of calls stay, as results name them.
 *
 * @param turn index in `Conversation.turns`
 */
export function acceptAnswer(record: RecordText, turn: number, answer: NewAnswer): EditsOrRefusal {
  const own = record.conversation.turns[turn];
  if (own?.role !== 'assistant') return { refused: l10n.t('This turn is not there any more.') };
  const refused = obstacle(record, turn, own, answer);
  if (refused !== null) return { refused };
  const edits = editsFor(record, turn, own, answer);
  return isRefused(edits) ? edits : joinedEdits(record.text, edits);
}

function obstacle({ conversation }: RecordText, turn: number, own: Turn, { calls }: NewAnswer): string | null {
  const { turns, sides } = conversation;
  const isOfSide = (i: number): boolean => sides[i] === sides[turn];
  if (isOfSide(turn + 1) && turns[turn + 1]?.role === 'assistant') {
    return l10n.t('This answer is made up of several turns. Edit the record.');
  }
  if (conversation.everywhere(own.pointer).length > 1) {
    return l10n.t('Both answers of the pair repeat this turn. Edit the record.');
  }
  const hasResults = isOfSide(turn + 1) && turns[turn + 1]?.role === 'tool';
  if (hasResults && calls.length !== (own.calls?.calls.length ?? 0)) {
    return l10n.t('Results of tools follow this answer, so it must have as many calls as before.');
  }
  if (own.hasOtherParts) return l10n.t('This answer has parts that are no text. Edit the record.');
  if (calls.length > 0 && !own.source) {
    return l10n.t('There is no room for calls in “{0}”.', conversation.fieldOf(turn));
  }
  return null;
}

function editsFor(record: RecordText, turn: number, own: Turn, answer: NewAnswer): EditsOrRefusal {
  if (!own.source) return setText(record, own.pointers[0]!, taggedText(answer));
  if (isV1(record) && Array.isArray(own.source[record.conversation.format.names.content])) {
    return partsEdits(record, own, answer);
  }
  const isAsText = answer.calls.length > 0 ? callsAreText(record, own) : isCallText(own);
  return isAsText ? callTextEdits(record, turn, own, answer) : messageEdits(record, own, answer);
}

function isV1({ conversation: { format } }: RecordText): boolean {
  return format.id === 'llamafactory-v1';
}

/** Whether calls are JSON in the text of a turn with a role of its own: as the turn has them, else as the record's others have, else as ShareGPT does. */
function callsAreText({ conversation: { turns, format } }: RecordText, own: Turn): boolean {
  const form = own.calls?.form ?? turns.find(({ calls }) => calls !== undefined)?.calls?.form;
  return form === undefined ? format.id.includes('sharegpt') : form === 'text';
}

/** A turn whose text is, or becomes, calls as JSON: there is no room for a text beside them. */
function callTextEdits(record: RecordText, turn: number, own: Turn, answer: NewAnswer): EditsOrRefusal {
  const { calls, reasoning } = answer;
  const kind = calls.length > 0 ? 'call' : 'assistant';
  const role = roleName(record, kind);
  if (role === undefined) return { refused: l10n.t('There is no role for it in this format.') };
  const text = calls.length > 0 ? taggedText({ content: callText(calls), reasoning }) : taggedText(answer);
  const isOfKind = record.conversation.format.names.kindOf(own.name) === kind;
  return both(isOfKind ? [] : setRole(record, turn, role), setText(record, own.pointers[0]!, text));
}

/** A message with a text, a thought and calls in fields of their own. */
function messageEdits(record: RecordText, own: Turn, answer: NewAnswer): EditsOrRefusal {
  const { content, calls, reasoning } = answer;
  const field = thoughtField(record, own);
  const text = field === undefined ? taggedText({ content, reasoning }) : content;
  return both(
    contentEdits(record, own, text, calls.length > 0),
    field === undefined ? [] : thoughtEdits(record, own, field, reasoning),
    callEdits(record, own, answer),
  );
}

function contentEdits(record: RecordText, own: Turn, text: string, hasCalls: boolean): EditsOrRefusal {
  const value = own.source![record.conversation.format.names.content];
  if (text === '' && hasCalls && (value === null || value === undefined)) return [];
  if (!Array.isArray(value)) return setText(record, own.pointer, text);
  if (own.pointers.length === 1 && record.at(own.pointers[0]!)?.type === 'string') {
    return setText(record, own.pointers[0]!, text);
  }
  return { refused: l10n.t('This answer is made up of several parts. Edit the record.') };
}

/** The field for a thought: the turn's own, that of the record's others, or OpenAI-like servers' usual one; undefined where thoughts stand in the text. */
function thoughtField({ conversation }: RecordText, own: Turn): string | undefined {
  const fieldOf = ({ reasoning, pointer }: Turn): string | undefined =>
    reasoning && parentOf(reasoning.pointer) === pointer ? reasoning.pointer.slice(pointer.length + 1) : undefined;
  const used = fieldOf(own) ?? conversation.turns.map(fieldOf).find((field) => field !== undefined);
  if (used !== undefined) return used;
  const isInText = /^\s*<think>/.test(own.content) || !conversation.format.id.includes('messages');
  return isInText ? undefined : 'reasoning_content';
}

function thoughtEdits(record: RecordText, own: Turn, field: string, thought: string): EditsOrRefusal {
  const node = record.at(own.pointer + pointerOf([field]));
  // Null says that there is none, as a field that is missing does.
  return (node?.value ?? '') === thought ? [] : [fieldEdit(record, own, field, record.quoted(thought))];
}

function callEdits(record: RecordText, own: Turn, { calls }: NewAnswer): EditsOrRefusal {
  const old = own.calls && record.at(own.calls.pointer);
  if (own.calls && old?.type !== 'array') {
    return { refused: l10n.t('This answer has a call in a form that can’t be changed here. Edit the record.') };
  }
  if (!old) return calls.length === 0 ? [] : [fieldEdit(record, own, 'tool_calls', callList(record, own, calls))];
  if (calls.length === 0) return [removal(old.parent!)];
  return isSame(record, own, calls) ? [] : [replacement(old, callList(record, own, calls))];
}

/** Calls that say what the old ones do stay as they are written. */
function isSame(record: RecordText, { calls: old }: Turn, calls: NewAnswer['calls']): boolean {
  if (old?.calls.length !== calls.length) return false;
  return old.calls.every(({ name, pointer, arguments: given }, i) => {
    const node = record.at(`${pointer}/function/arguments`) ?? record.at(`${pointer}/arguments`);
    const text = typeof given === 'string' ? given : node && record.raw(node);
    return name === calls[i]!.name && text === calls[i]!.arguments;
  });
}

/** The edit that gives a field of a message a value; one that is not there yet comes in behind its content. */
function fieldEdit(record: RecordText, own: Turn, field: string, json: string): Edit {
  const node = record.at(own.pointer + pointerOf([field]));
  if (node) return replacement(node, json);
  return newProperty(record, record.at(own.pointer)!, lastField(record, own), field, json);
}

function lastField(record: RecordText, own: Turn): string | undefined {
  const names = (record.at(own.pointer)?.children ?? []).map(({ children }) => children?.[0]?.value as string);
  const { content } = record.conversation.format.names;
  return names.includes(content) ? content : names.at(-1);
}

/** The parts of LLaMA-Factory's v1: a thought, a text, and calls as JSON. */
function partsEdits(record: RecordText, own: Turn, { content, reasoning, calls }: NewAnswer): EditsOrRefusal {
  const isText = calls.length === 0 && !own.calls && reasoning === '' && !own.reasoning;
  if (isText && own.pointers.length === 1 && record.at(own.pointers[0]!)?.type === 'string') {
    return setText(record, own.pointers[0]!, content);
  }
  const list = record.at(own.pointer + pointerOf([record.conversation.format.names.content]))!;
  const part = (type: string, value: string): string =>
    writtenObject(
      [
        ['"type"', `"${type}"`],
        ['"value"', record.quoted(value)],
      ],
      record.layout.of(list.children?.[0]),
    );
  const parts = [
    ...(reasoning === '' ? [] : [part('reasoning', reasoning)]),
    ...(content === '' && calls.length > 0 ? [] : [part('text', content)]),
    ...calls.map((call) => part('tool_call', callText([call]))),
  ];
  return [replacement(list, writtenList(parts, record.layout.of(list)))];
}

function both(...parts: readonly EditsOrRefusal[]): EditsOrRefusal {
  const edits: Edit[] = [];
  for (const part of parts) {
    if (isRefused(part)) return part;
    edits.push(...part);
  }
  return edits;
}
