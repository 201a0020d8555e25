import type { ErrorObject } from 'ajv';
import { allTurns, type Sample } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { valueAt } from '../parts';
import { messageOf } from '../roles/messageFaults';
import type { RecordView } from '../view';
import { brief } from '../brief';

/** Fields of the formats that hold the text of an answer, by the formats' own names. */
const ANSWER_FIELDS = ['output', 'response', 'completion', 'answer', 'targets', 'target', 'solution', 'text'];
/** Those that hold other text. */
const PROMPT_FIELDS = ['instruction', 'input', 'prompt', 'query', 'question', 'problem', 'system'];

/** Where the record has, or should have, an answer. The two of a pair have rules of their own. */
export function isAnswerPlace(view: RecordView, pointer: string): boolean {
  return isField(view, ANSWER_FIELDS, pointer) || isTurnOf(view, 'assistant', pointer);
}

export function isPromptPlace(view: RecordView, pointer: string): boolean {
  return (
    isField(view, ['instruction', 'prompt', 'query', 'question', 'problem'], pointer) || isTurnOf(view, 'user', pointer)
  );
}

/** The pointers of the fields that hold an answer. */
export function answerFields(view: RecordView): string[] {
  return pointers(view, ANSWER_FIELDS);
}

/** True for an error of the schema that wants a text where something else stands; null aside, which counts as empty. */
export function isTextExpected(error: ErrorObject, view: RecordView): boolean {
  if (error.keyword !== 'type' && error.keyword !== 'anyOf') return false;
  const { instancePath } = error;
  const value = valueAt(view, instancePath);
  if (typeof value === 'string' || value === null || value === undefined) return false;
  const { type } = error.params as { type?: string | string[] };
  if (type !== undefined && ![type].flat().includes('string')) return false;
  const { rest } = messageOf(error, view) ?? {};
  if (rest === undefined || rest === '')
    return (
      !isOfMessages(view, value, instancePath) && isField(view, [...ANSWER_FIELDS, ...PROMPT_FIELDS], instancePath)
    );
  const content = pointerOf([view.format.names.content]);
  return rest === content || (rest.startsWith(`${content}/`) && !rest.endsWith('/type'));
}

/** True for an error of the schema about a text, or a list of its parts, that is empty or null. */
export function isBlankError({ keyword, instancePath }: ErrorObject, view: RecordView): boolean {
  if (keyword === 'pattern' || keyword === 'minItems') return true;
  return (keyword === 'type' || keyword === 'anyOf') && valueAt(view, instancePath) === null;
}

/** A field for messages or a text that has something of a list or an object in it. */
function isOfMessages(view: RecordView, value: unknown, pointer: string): boolean {
  return typeof value === 'object' && isField(view, view.format.messageFields, pointer);
}

function isField(view: RecordView, own: readonly string[], pointer: string): boolean {
  return pointers(view, own).includes(pointer);
}

function pointers(view: RecordView, own: readonly string[]): string[] {
  const { format } = view;
  return own
    .map((field) => format.names.field(field))
    .filter((field) => field !== undefined)
    .filter((field) => Object.hasOwn(format.schema.properties, field) || format.id === 'query-response')
    .map((field) => pointerOf([field]));
}

/** Of each place with a turn's text, whose turns stand there. */
const known = new WeakMap<Sample, ReadonlyMap<string, ReadonlySet<string>>>();

function isTurnOf({ sample }: RecordView, role: string, pointer: string): boolean {
  let places = known.get(sample);
  if (!places) known.set(sample, (places = rolesByPlace(sample)));
  return places.get(pointer)?.has(role) ?? false;
}

function rolesByPlace(sample: Sample): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const { role, pointers } of allTurns(sample)) {
    for (const pointer of pointers) places.set(pointer, (places.get(pointer) ?? new Set()).add(role));
  }
  return places;
}

/** What a message calls the place of a pointer: its last key, with the places in lists behind it as JSON Pointers count them (`content[0]`). */
export function nameOfPlace(pointer: string): string {
  const segments = pointer.split('/').slice(1);
  const key = segments.findLastIndex((segment) => !/^\d+$/.test(segment));
  const places = segments.slice(key + 1).map((place) => `[${place}]`);
  return brief(`${segments[key] ?? ''}${places.join('')}`);
}
