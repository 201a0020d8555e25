import type { TaskTypeSettings } from './labelSettings';

/** A task type: the names of its levels, the first level first; one at least. */
export type TaskType = readonly string[];

/** A task type where it stands in a record. */
export interface PlacedType {
  readonly type: TaskType;
  /** JSON Pointers of the values that it is written in; with levels in fields of their own, one for each level that is there. */
  readonly pointers: readonly string[];
}

/** Separators that people write in place of the project's. */
const LIKE_A_SEPARATOR = /\s+[-–—]\s+|\s*[>/／|：]\s*/;

/** The task types of a record, in their order. Blank texts and values of other types are none. */
export function taskTypesOf(record: Readonly<Record<string, unknown>>, settings: TaskTypeSettings): PlacedType[] {
  const { fields, levels, several } = settings;
  if (levels === 'fields') return inFields(record, fields);
  const [field] = fields as [string];
  const value = record[field];
  const pointer = pointerOf(field);
  if (levels === 'text') {
    const texts = Array.isArray(value) && several ? (value as unknown[]) : [value];
    return texts.flatMap((text, i) => {
      const type = typeof text === 'string' ? parseTaskType(text, settings) : undefined;
      return type ? [{ type, pointers: [Array.isArray(value) ? `${pointer}/${i}` : pointer] }] : [];
    });
  }
  if (!Array.isArray(value)) return [];
  const isList = several && value.some((each) => Array.isArray(each));
  return (isList ? (value as unknown[]) : [value]).flatMap((each, i) => {
    const type = namesIn(each);
    return type ? [{ type, pointers: [isList ? `${pointer}/${i}` : pointer] }] : [];
  });
}

/** Reads a text of levels; undefined for a blank one. */
export function parseTaskType(text: string, { separator }: TaskTypeSettings): TaskType | undefined {
  return namesIn(text.split(separator));
}

/** As {@link parseTaskType}, for what a person types: other separators are understood where the project's isn't there. */
export function typedTaskType(text: string, settings: TaskTypeSettings): TaskType | undefined {
  const parsed = parseTaskType(text, settings);
  return parsed?.length === 1 ? namesIn(text.split(LIKE_A_SEPARATOR)) : parsed;
}

/** The task type in one text. */
export function taskTypeText(type: TaskType, { separator }: Pick<TaskTypeSettings, 'separator'>): string {
  return type.join(separator);
}

/**
 * What fields hold once a record has these task types: field → JSON value; undefined for a field that is to go.
 *
 * @param isList where a record may have several: one type stands in a list too, unless the file's other records have it by itself
 */
export function taskTypeFields(
  types: readonly TaskType[],
  settings: TaskTypeSettings,
  isList = true,
): ReadonlyMap<string, unknown> {
  const { fields, levels, several } = settings;
  const [first] = types;
  if (levels === 'fields') return new Map(fields.map((field, i) => [field, first?.[i]]));
  const write = (type: TaskType): unknown => (levels === 'text' ? taskTypeText(type, settings) : type);
  const inList = several && (types.length > 1 || (isList && first !== undefined));
  const value = inList ? types.map(write) : first && write(first);
  return new Map([[fields[0]!, value]]);
}

export function isSameType(a: TaskType, b: TaskType): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** True for a type and those below it. */
export function isWithin(type: TaskType, outer: TaskType): boolean {
  return outer.every((name, i) => name === type[i]);
}

function inFields(record: Readonly<Record<string, unknown>>, fields: readonly string[]): PlacedType[] {
  const names: string[] = [];
  const pointers: string[] = [];
  for (const field of fields) {
    const value = record[field];
    if (typeof value !== 'string' || value.trim() === '') break;
    names.push(value.trim());
    pointers.push(pointerOf(field));
  }
  return names.length > 0 ? [{ type: names, pointers }] : [];
}

function namesIn(parts: unknown): TaskType | undefined {
  if (!Array.isArray(parts)) return undefined;
  const names = (parts as unknown[]).map((part) => (typeof part === 'string' ? part.trim() : ''));
  return names.length > 0 && names.every((name) => name !== '') ? names : undefined;
}

export function pointerOf(field: string): string {
  return `/${field.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
