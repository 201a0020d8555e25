import type { LabelSettings } from '../../labels/labelSettings';
import { labelFields } from '../../labels/labelSettings';
import { allTurns, type Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { segmentsOf } from '../../editing/pointers';
import type { PreviewField } from '../../protocol/preview';
import type { RecordSource } from './recordSource';

/** The fields of a record that are neither turns nor tools, media, verdict or labels. */
export function previewFields(record: RecordSource, labels: LabelSettings): PreviewField[] {
  const { value, format } = record;
  const shown = new Set([...fieldsShown(record), ...labelFields(labels)]);
  const isLeftEmpty = (name: string): boolean => Object.hasOwn(format.schema.properties, name) && isEmpty(value[name]);
  return Object.keys(value)
    .filter((name) => !shown.has(name) && !isLeftEmpty(name))
    .map((name) => {
      const pointer = pointerOf([name]);
      return { name, pointer, value: record.shownAt(pointer, value[name]) };
    });
}

/** True for a record whose verdict decides what is trained (KTO); elsewhere `label` may mean anything. */
export function hasVerdict({ format, sample }: RecordSource): boolean {
  return format.purpose === 'feedback' && sample.label !== undefined;
}

function* fieldsShown(record: RecordSource): Generator<string | undefined> {
  const { sample } = record;
  const first = (pointer: string): string | undefined => segmentsOf(pointer)[0];
  const { chosen, rejected } = sample.preference ?? {};
  const repeated: readonly Turn[] = [...(chosen?.repeated ?? []), ...(rejected?.repeated ?? [])];
  for (const turn of [...allTurns(sample), ...repeated]) {
    yield first(turn.pointer);
    yield* turn.pointers.map(first);
  }
  for (const answer of [chosen, rejected]) if (answer) yield first(answer.pointer);
  if (sample.tools && !sample.tools.isBlank) yield first(sample.tools.pointer);
  for (const { pointer } of sample.media ?? []) yield first(pointer);
  if (hasVerdict(record)) yield first(sample.label!.pointer);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
