import type { ErrorObject } from 'ajv';
import { isJsonObject } from '../../dataset/jsonObject';
import { allTurns, type Turn } from '../../dataset/sample';
import { nearestField } from '../nearestField';
import { valueAt } from '../parts';
import type { RecordView } from '../view';

const known = new WeakMap<RecordView, boolean>();

/**
 * True if the record's turns could all be read, each with its role: only then can be told how they follow one another. What is wrong with the form is
 * told by other rules.
 */
export function isReadable(view: RecordView): boolean {
  let answer = known.get(view);
  if (answer === undefined) known.set(view, (answer = hasSoundFields(view) && !view.schemaErrors.some(hides(view))));
  return answer;
}

/** Pointers of what is misshapen, and of all that it is a part of. */
const misshapen = new WeakMap<RecordView, ReadonlySet<string>>();

/** True if something in a part of the record has not the form that it must have. A text that is empty is no fault of form. */
export function isMisshapen(view: RecordView, pointer: string): boolean {
  let pointers = misshapen.get(view);
  if (!pointers) misshapen.set(view, (pointers = misshapenParts(view)));
  return pointers.has(pointer);
}

function misshapenParts(view: RecordView): Set<string> {
  const parts = new Set<string>();
  for (const error of view.schemaErrors) {
    const { instancePath, keyword } = error;
    if (keyword === 'pattern' || keyword === 'minItems' || keyword === 'if' || isNull(error, view)) continue;
    // What is known to be misshapen is so with all that it is a part of.
    for (let part = instancePath; !parts.has(part); part = part.slice(0, Math.max(0, part.lastIndexOf('/'))))
      parts.add(part);
  }
  return parts;
}

/** Null counts as an empty text, where a text must be. */
function isNull({ keyword, instancePath }: ErrorObject, view: RecordView): boolean {
  const [, , ...path] = instancePath.split('/');
  const key = path.at(-1);
  if (key !== undefined && ![view.format.names.content, 'text', 'value'].includes(key)) return false;
  return (keyword === 'type' || keyword === 'anyOf' || keyword === 'oneOf') && valueAt(view, instancePath) === null;
}

function hasSoundFields(view: RecordView): boolean {
  const fields = messageFields(view);
  const input = inputField(view);
  const present = fields.map((field) => view.value[field]).filter((field) => field !== undefined && field !== null);
  const isSound = (field: unknown): boolean =>
    Array.isArray(field) ? field.every(isJsonObject) : isJsonObject(field) || typeof field === 'string';
  const isMisspelled = view.unknownKeys.some((key) => [...fields, ...input].includes(nearestField(view, key) ?? ''));
  return present.length > 0 && present.every(isSound) && !isMisspelled;
}

/** True for errors because of which turns can't be read: of the fields that hold them, of what is no message, and of roles. */
function hides(view: RecordView): (error: ErrorObject) => boolean {
  const { format } = view;
  const fields = [...messageFields(view), ...format.evidence];
  const turns = new Map<string, Turn>(allTurns(view.sample).map((turn) => [turn.pointer, turn]));
  return ({ instancePath, keyword, params }) => {
    const { missingProperty } = params as { missingProperty?: string };
    if (instancePath === '') return missingProperty !== undefined && messageFields(view).includes(missingProperty);
    const [, field, ...path] = instancePath.split('/');
    if (keyword === 'minItems' && path.length === 0) return false;
    if (!fields.includes(field ?? '')) return false;
    for (let i = path.length; i >= 0; i--) {
      const turn = turns.get(['', field, ...path.slice(0, i)].join('/'));
      if (!turn) continue;
      // A text in place of messages is a turn too, but not where it must not be.
      if (missingProperty !== undefined && missingProperty === format.names.role) return true;
      return turn.rolePointer === undefined
        ? i === 0 && keyword !== 'pattern' && valueAt(view, instancePath) !== null
        : instancePath === turn.rolePointer;
    }
    return true;
  };
}

function messageFields({ format }: RecordView): string[] {
  return format.messageFields.map((field) => format.names.field(field)).filter((field) => field !== undefined);
}

/** OpenAI’s pairs have their messages in `input`. */
function inputField({ format }: RecordView): string[] {
  const field = format.names.field('input');
  return field !== undefined && Object.hasOwn(format.schema.properties, field) ? [field] : [];
}
