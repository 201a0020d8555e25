import type { LabelReader } from '../../labels/labelReader';
import { taskTypesOf, type PlacedType, type TaskType } from '../../labels/taskType';
import type { Taxonomy } from '../../labels/taxonomy';
import type { RecordView } from '../view';

/** The task types of a record, with a taxonomy to compare them with; none where there is no such. */
export function comparedTypes(
  view: RecordView,
): { types: readonly PlacedType[]; reader: LabelReader & Compares } | undefined {
  const reader = view.labelReader;
  if (!reader || !compares(reader)) return undefined;
  return { types: taskTypesOf(view.value, reader.settings.taskType), reader };
}

interface Compares {
  readonly taxonomy: Taxonomy;
}

function compares(reader: LabelReader): reader is LabelReader & Compares {
  return reader.taxonomy !== undefined;
}

/** How many of a type's levels the taxonomy has, from the first on. */
export function knownLevels(type: TaskType, taxonomy: Taxonomy): number {
  const missing = type.findIndex((_name, i) => !taxonomy.find(type.slice(0, i + 1)));
  return missing < 0 ? type.length : missing;
}

/** The value that a level of a type is written in; for levels in one text, that text. */
export function pointerOfLevel({ type, pointers }: PlacedType, level: number, { settings }: LabelReader): string {
  const [only, ...others] = pointers as [string, ...string[]];
  if (others.length > 0) return pointers[Math.min(level, others.length)]!;
  return settings.taskType.levels === 'array' ? `${only}/${Math.min(level, type.length - 1)}` : only;
}
