import type { Edit } from '../dataset/edits';
import { isJsonObject } from '../dataset/jsonObject';
import { valueText, type Piece } from '../dataset/piece';
import { MAX_TREE_DEPTH } from '../dataset/tree';
import { valueTextIn } from './fieldStyle';
import { labelEdits } from './labelEdits';
import type { TaskTypeSettings } from './labelSettings';
import {
  isSameType,
  isWithin,
  taskTypeFields,
  taskTypesOf,
  taskTypeText,
  type PlacedType,
  type TaskType,
} from './taskType';
import { listElements, typePlaces, type TypePlace } from './typePlaces';

/**
 * A task type gets another name or another place; those below it go along. Where there is a type of that name already, both become one.
 */
export interface TypeChange {
  readonly from: TaskType;
  readonly to: TaskType;
}

/**
 * Why a change can't be made. `same`: it changes nothing; `within`: the type would lie below itself; `separator`: a name holds what parts levels;
 * `levels`: there are not fields enough for its levels.
 */
export type ChangeFault = 'same' | 'within' | 'separator' | 'levels';

export function changeFault({ from, to }: TypeChange, settings: TaskTypeSettings): ChangeFault | undefined {
  if (isSameType(from, to)) return 'same';
  if (isWithin(to, from)) return 'within';
  if (settings.levels === 'text' && to.some((name) => name.includes(settings.separator))) return 'separator';
  if (settings.levels === 'fields' && to.length > settings.fields.length) return 'levels';
  return undefined;
}

/** What a type is called after a change; undefined if it isn't concerned. */
export function changedType(type: TaskType, { from, to }: TypeChange): TaskType | undefined {
  return isWithin(type, from) ? [...to, ...type.slice(from.length)] : undefined;
}

/**
 * The edits that carry a change through in a record. Only the names that change are written anew; where the number of values changes (levels in a list or in
 * fields of their own, a type that the record has already), the value of the field is.
 *
 * @param piece a record; there are no edits for one whose text is no JSON object
 * @returns edits of the piece's text in their order, none for a record that would lose what is no task type; undefined if the record has too many levels for the fields of a type
 */
export function renameEdits(piece: Piece, change: TypeChange, settings: TaskTypeSettings): readonly Edit[] | undefined {
  const record = parsed(valueText(piece));
  if (!record) return [];
  const placed = taskTypesOf(record, settings);
  const types = placed.map(({ type }) => changedType(type, change) ?? type);
  if (placed.every(({ type }) => !isWithin(type, change.from))) return [];
  if (types.some((type) => changeFault({ from: change.from, to: type }, settings) === 'levels')) return undefined;
  const merged = types.filter((type, i) => types.findIndex((other) => isSameType(type, other)) === i);
  const keepsCount = change.from.length === change.to.length || settings.levels === 'text';
  if (merged.length < types.length || !keepsCount || isTooDeep(piece)) {
    if (holdsOthers(record, placed, settings)) return isTooDeep(piece) ? [] : inList(piece, placed, change, settings);
    // A level that comes stands behind the one above it.
    const place = new Map(settings.fields.map((field) => [field, { order: settings.fields }]));
    return labelEdits(piece, taskTypeFields(merged, settings, holdsSeveral(record, settings)), place);
  }
  const text = valueText(piece);
  const edits = typePlaces(text, placed, settings).flatMap((each) => {
    const ofType = inPlace(each, change, settings.separator);
    return settings.levels === 'fields' ? ofType : inOne(text, ofType);
  });
  return edits.map((edit) => ({ ...edit, start: edit.start + piece.valueStart, end: edit.end + piece.valueStart }));
}

/** True for a record whose fields hold more than its types, which is not to be lost. */
function holdsOthers(
  record: Readonly<Record<string, unknown>>,
  placed: readonly PlacedType[],
  { fields, levels }: TaskTypeSettings,
): boolean {
  if (levels === 'fields') {
    return fields
      .slice(placed[0]!.pointers.length)
      .some((field) => ![undefined, null, ''].includes(record[field] as string));
  }
  const value = record[fields[0]!];
  const isList = Array.isArray(value) && placed[0]!.pointers[0]!.split('/').length > 2;
  return isList && value.length > placed.length;
}

/** The edits in a list that holds more than types: each element by itself, and one that has become like another goes. None for fields of their own. */
function inList(
  piece: Piece,
  placed: readonly PlacedType[],
  change: TypeChange,
  settings: TaskTypeSettings,
): readonly Edit[] {
  if (settings.levels === 'fields') return [];
  const text = valueText(piece);
  const types = placed.map(({ type }) => changedType(type, change) ?? type);
  const edits = listElements(text, settings.fields[0]!, placed).flatMap(
    ({ value, start, end, style, from }, i): Edit[] => {
      const type = types[i]!;
      const [first, moved] = [
        types.findIndex((other) => isSameType(type, other)),
        isWithin(placed[i]!.type, change.from),
      ];
      const isTwice = first < i && (moved || isWithin(placed[first]!.type, change.from));
      if (isTwice) return [{ start: from, end, text: '' }];
      if (!moved) return [];
      const written = settings.levels === 'text' ? taskTypeText(type, settings) : type;
      return [{ start, end, text: valueTextIn(written, style, value) }];
    },
  );
  return inOne(text, edits).map((edit) => ({
    ...edit,
    start: edit.start + piece.valueStart,
    end: edit.end + piece.valueStart,
  }));
}

/** True for a record that has its task types in a list of them. */
export function holdsSeveral(record: Readonly<Record<string, unknown>>, { fields, levels }: TaskTypeSettings): boolean {
  const value = record[fields[0]!];
  return Array.isArray(value) && (levels === 'text' || value.some((each) => Array.isArray(each)));
}

/** The edits for one type of a record, in the values that it is written in. */
function inPlace({ type, names, style }: TypePlace, { from, to }: TypeChange, separator: string): Edit[] {
  if (!isWithin(type, from)) return [];
  const inner = (text: string): string => valueTextIn(text, style).slice(1, -1);
  if (from.length === to.length) {
    return to.flatMap((name, i) => (name === from[i] ? [] : [{ ...names[i]!, text: inner(name) }]));
  }
  return [{ start: names[0]!.start, end: names[from.length - 1]!.end, text: inner(to.join(separator)) }];
}

/** Edits of one value as one, so that nobody can make half of them. */
function inOne(text: string, edits: readonly Edit[]): Edit[] {
  const [first] = edits;
  const last = edits.at(-1);
  if (!first || !last) return [];
  const parts = edits.map((edit, i) => (i === 0 ? '' : text.slice(edits[i - 1]!.end, edit.start)) + edit.text);
  return [{ start: first.start, end: last.end, text: parts.join('') }];
}

function isTooDeep({ shape }: Piece): boolean {
  return (shape?.depth ?? 0) > MAX_TREE_DEPTH;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
