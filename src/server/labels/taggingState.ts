import type { PlacedPiece } from '../../dataset/sequence';
import type { LabelReader, RecordLabels } from '../../labels/labelReader';
import { USUAL_KINDS } from '../../labels/marker';
import { isSameType, taskTypeText, type TaskType } from '../../labels/taskType';
import type { Analysis } from '../../rules/checker';
import type { KindOption, TouchedRecords, TypeOption } from '../../protocol/labels';
import { labelOf, recordRange } from '../features/outline';
import type { OpenDataset } from '../openDocument';
import { kindDescription } from '../../labels/kindDescription';
import { readingsOf } from './readings';
import { labelsOf } from './recordsOf';

/** Types, or kinds, that are in use and offered, though nobody has named them: those that most records have. */
const MAX_USED = 2000;
/** Characters of a name; what is longer is a text that has got into the wrong field. */
const MAX_LENGTH = 200;

/** How many records have which labels. */
export class LabelCounts {
  records = 0;
  untagged = 0;
  marked = 0;
  /** By the type as JSON. */
  readonly types = new Map<string, number>();
  readonly kinds = new Map<string, number>();

  constructor({ checked }: OpenDataset, reader: LabelReader) {
    const counts = new Map<RecordLabels, number>();
    for (const { piece } of checked.text.pieces.placed()) {
      if (piece.kind !== 'record') continue;
      this.records++;
      const labels = labelsOf(piece, reader);
      if (labels) counts.set(labels, (counts.get(labels) ?? 0) + 1);
    }
    for (const [labels, count] of counts) this.add(labels, count);
  }

  private add({ types, kinds }: RecordLabels, count: number): void {
    if (types.length === 0) this.untagged += count;
    if (kinds.length > 0) this.marked += count;
    for (const type of types) addTo(this.types, JSON.stringify(type), count);
    for (const kind of kinds) addTo(this.kinds, kind, count);
  }
}

/** The types of the taxonomy that have none below them, and others in use, those with most records first; and how many of these are left out. */
export async function typeOptions(
  reader: LabelReader,
  counts: LabelCounts,
): Promise<{ readonly types: readonly TypeOption[]; readonly leftOut: number }> {
  const { taxonomy, settings } = reader;
  const leaves = taxonomy?.leaves ?? [];
  const known = new Set(leaves.map(({ type }) => JSON.stringify(type)));
  const others = [...counts.types].filter(([key]) => !known.has(key));
  const used = mostUsed(others, (key) => taskTypeText(JSON.parse(key) as TaskType, settings.taskType));
  const types: readonly TaskType[] = [
    ...leaves.map(({ type }) => type),
    ...used.map((key) => JSON.parse(key) as TaskType),
  ];
  const options = await Promise.all(
    types.map(async (type): Promise<TypeOption> => {
      const about = taxonomy?.find(type)?.about;
      const text = taskTypeText(type, settings.taskType);
      return {
        type,
        text,
        readings: await readingsOf(text),
        isKnown: !taxonomy || about !== undefined,
        description: about?.description ?? null,
        records: counts.types.get(JSON.stringify(type)) ?? 0,
        target: about?.share ?? null,
      };
    }),
  );
  return { types: options, leftOut: others.length - used.length };
}

/** The usual kinds, those of the project, and others in use. */
export function kindOptions({ settings }: LabelReader, counts: LabelCounts): KindOption[] {
  const own = settings.robustness.kinds;
  const named = [...USUAL_KINDS, ...Object.keys(own)];
  const others = [...counts.kinds].filter(([name]) => !named.includes(name));
  const names = new Set<string>([...named, ...mostUsed(others, (name) => name)]);
  return [...names].map((name) => ({
    name,
    description: own[name] ?? kindDescription(name) ?? null,
    records: counts.kinds.get(name) ?? 0,
  }));
}

/** What the records have in common; null for none. */
export function touchedState(
  touched: readonly PlacedPiece<Analysis>[],
  { format }: OpenDataset,
  reader: LabelReader,
): TouchedRecords | null {
  const [first] = touched;
  if (!first) return null;
  const all = touched.map(({ piece }) => labelsOf(piece, reader));
  const distinct = [...new Set(all)];
  const [one] = distinct;
  return {
    records: touched.length,
    first: first.record,
    range: recordRange(first),
    preview: labelOf(first.piece, format),
    types: one?.types.filter((type) => distinct.every((each) => each?.types.some((t) => isSameType(t, type)))) ?? [],
    kinds: one?.kinds.filter((kind) => distinct.every((each) => each?.kinds.includes(kind))) ?? [],
    tagged: all.filter((labels) => labels && labels.types.length > 0).length,
    marked: all.filter((labels) => labels && labels.kinds.length > 0).length,
  };
}

/** The keys that most records have, the most usual ones first. */
function mostUsed(counts: readonly (readonly [string, number])[], textOf: (key: string) => string): string[] {
  return counts
    .filter(([key]) => textOf(key).length <= MAX_LENGTH)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_USED)
    .map(([key]) => key);
}

function addTo(map: Map<string, number>, key: string, count: number): void {
  map.set(key, (map.get(key) ?? 0) + count);
}
