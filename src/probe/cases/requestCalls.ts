import * as l10n from '@vscode/l10n';
import { jsonIn } from '../../dataset/jsonIn';
import { isJsonObject } from '../../dataset/jsonObject';
import { thoughtLength } from '../../dataset/formats/readCalls';
import type { ToolCall, Turn } from '../../dataset/sample';

/** A call with its arguments as the data writes them: JSON text, to the last digit. */
export interface WrittenCall {
  readonly name: string;
  readonly arguments: string;
  readonly id: string | null;
}

/** Gives the JSON at a pointer into the record, as it is written. */
export type JsonAt = (pointer: string) => string;

/**
 * The calls of a turn.
 *
 * @returns what is wrong with them, for people, if one can't be read
 */
export function writtenCalls({ calls }: Turn, jsonAt: JsonAt): readonly WrittenCall[] | string {
  if (!calls) return [];
  const written = calls.calls.map((call) => writtenCall(call, calls.form, jsonAt));
  if (calls.value === undefined || written.includes(undefined)) {
    return l10n.t('A function call must be a JSON object with a name, or a list of them.');
  }
  return written.filter((call) => call !== undefined);
}

function writtenCall(call: ToolCall, form: 'list' | 'text', jsonAt: JsonAt): WrittenCall | undefined {
  const { name, id } = call;
  if (name === undefined) return undefined;
  return { name, arguments: argumentsOf(call, form, jsonAt), id: typeof id === 'string' && id !== '' ? id : null };
}

/** A call without arguments has empty ones. */
function argumentsOf(
  { arguments: given, source, pointer, path }: ToolCall,
  form: 'list' | 'text',
  jsonAt: JsonAt,
): string {
  if (given === undefined || given === null) return '{}';
  if (typeof given === 'string') return given;
  const inside = [...(isJsonObject(source) && isJsonObject(source.function) ? ['function'] : []), 'arguments'];
  if (form === 'list') return jsonAt(`${pointer}/${inside.join('/')}`);
  const text = JSON.parse(jsonAt(pointer)) as string;
  return jsonIn(text.slice(thoughtLength(text)))([...path, ...inside]);
}
