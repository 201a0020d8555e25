import type { Node } from 'jsonc-parser';
import { applyEdits } from '../../dataset/edits';
import { isJsonObject } from '../../dataset/jsonObject';
import { ontoOneLine } from '../../dataset/layout';
import type { Turn } from '../../dataset/sample';
import { writtenList, writtenObject } from '../layout';
import { inStyle } from '../recordDocument/escapeStyle';
import { propertyOf, type RecordText } from '../recordText';
import type { NewCall } from './newAnswer';

/** Calls as JSON in a text: one as an object, several as a list. */
export function callText(calls: readonly NewCall[]): string {
  const written = calls.map((call) => `{"name": ${JSON.stringify(call.name)}, "arguments": ${argumentsJson(call)}}`);
  return written.length === 1 ? written[0]! : `[${written.join(', ')}]`;
}

/** `tool_calls` as the record's other calls are written: with ids or without, the arguments as a text or as an object. Calls that are there keep their ids. */
export function callList(record: RecordText, turn: Turn, calls: readonly NewCall[]): string {
  const lists = record.conversation.turns.filter((each) => each.calls?.form === 'list').map((each) => each.calls!);
  const [model] = lists.flatMap(({ pointer }) => record.at(pointer)?.children ?? []);
  const known = lists.flatMap((list) => list.calls.map(({ id }) => id)).filter((id) => typeof id === 'string');
  const freshId = freshIds(known);
  const own = turn.calls?.form === 'list' ? turn.calls.calls : [];
  const items = calls.map((call, i) => {
    const id = own[i]?.id;
    return callObject(record, model, call, typeof id === 'string' ? id : freshId());
  });
  const list = own.length > 0 ? record.at(turn.calls!.pointer) : undefined;
  return writtenList(items, record.layout.of(list));
}

/** @param model another call of the record */
function callObject(record: RecordText, model: Node | undefined, call: NewCall, id: string): string {
  const { layout } = record;
  const inner = propertyOf(model, 'function');
  const isNested = model === undefined || inner !== undefined;
  const shown = propertyOf(inner ?? model, 'arguments');
  const isText = shown === undefined || shown.type === 'string';
  const json = isText ? record.quoted(call.arguments) : inStyle(argumentsJson(call), record.style);
  const named = [
    ['"name"', record.quoted(call.name)],
    ['"arguments"', json],
  ] as const;
  const withId = model === undefined || propertyOf(model, 'id') !== undefined ? [['"id"', record.quoted(id)]] : [];
  const isTyped = model === undefined || propertyOf(model, 'type') !== undefined;
  const typed = isTyped ? [['"type"', '"function"']] : [];
  const body = isNested ? [['"function"', writtenObject(named, layout.of(inner))]] : named;
  return writtenObject([...withId, ...typed, ...body] as [string, string][], layout.of(model));
}

/** The arguments as a JSON value on one line; a text that is no JSON object stays a text. */
function argumentsJson({ arguments: text }: NewCall): string {
  try {
    if (!isJsonObject(JSON.parse(text))) return JSON.stringify(text);
  } catch {
    return JSON.stringify(text);
  }
  return /[\r\n]/.test(text) ? applyEdits(text, ontoOneLine(text)) : text;
}

/** Ids that no call of the record has: nine letters and digits, as Mistral wants them (mistral-common). */
function freshIds(known: readonly string[]): () => string {
  let number = 0;
  return () => {
    let id: string;
    do id = `call${String(++number).padStart(5, '0')}`;
    while (known.includes(id));
    return id;
  };
}
