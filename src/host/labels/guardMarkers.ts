import { createHash } from 'node:crypto';
import { wishedFormat, type FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { openFormat, type Format } from '../../dataset/format';
import type { LabelSettings } from '../../labels/labelSettings';
import { markerOf } from '../../labels/marker';
import { LostMarkers, type Loss, type Sighting } from '../../labels/lostMarkers';
import { earlierKeys, excerptOf, identityOf, markedKey, textsOf, type Identity } from '../../labels/markedRecords';
import { SourceFile } from '../convert/sourceFile';
import { Counts } from './counts';
import { recordIn, textOf } from './readRecord';

/** A version of a dataset. */
export interface GuardedFile {
  /** Where its content is. */
  readonly path: string;
  /** As it is called for people. */
  readonly shown: string;
  readonly format: FormatWish | undefined;
  readonly labels: LabelSettings;
}

/** Where a record stands, and how its prompt begins. */
export interface RecordPlace {
  readonly file: string;
  /** 0-based. */
  readonly record: number;
  readonly prompt: string;
}

/** What became of the marked records of some files. */
export interface Guarding {
  /** Marked records of the old files. */
  readonly marked: number;
  /** Those of them that are gone, lost or changed their marker, or have another prompt. */
  readonly lost: number;
  /** The first {@link MOST_TOLD} of them. */
  readonly losses: readonly Loss<RecordPlace>[];
  /** Records of the new files that can't be read: lost ones may be among them. */
  readonly unreadable: number;
}

export interface GuardOptions {
  /** Of several records with the same prompt and marker it is enough that one is there. */
  readonly areDistinct?: boolean;
}

/** Lost records of which more than their number is told. */
export const MOST_TOLD = 1000;

/**
 * Finds the marked records of old files that the new files don't have as they were, wherever in the files they stand. Files are read record by record; what
 * is kept is a digest for each marked record. Files are read again only if something was lost.
 *
 * @throws NoDataset, SourceChanged, and the errors of the file system
 */
export async function guardMarkers(
  old: readonly GuardedFile[],
  now: readonly GuardedFile[],
  { areDistinct = false }: GuardOptions = {},
): Promise<Guarding> {
  const known = new Counts();
  for await (const { identity } of sightings(old, true)) {
    const key = markedKey(identity);
    if (!areDistinct || !known.has(key)) known.add(key);
  }
  const marked = known.sum;
  if (marked === 0) return { marked, lost: 0, losses: [], unreadable: 0 };
  const missing = known.without(new Counts());
  for await (const { identity } of sightings(now, true)) take(missing, identity);
  const lost = missing.sum;
  return { marked, lost, ...(lost === 0 ? { losses: [], unreadable: 0 } : await explain(old, now, known, missing)) };
}

/** @param missing of the `known` marked records those that are lost */
async function explain(
  old: readonly GuardedFile[],
  now: readonly GuardedFile[],
  known: Counts,
  missing: Counts,
): Promise<Pick<Guarding, 'losses' | 'unreadable'>> {
  const wanted: Sighting<RecordPlace>[] = [];
  const left = missing.without(new Counts());
  for await (const sighting of sightings(old, true)) {
    if (wanted.length === MOST_TOLD) break;
    if (left.take(markedKey(sighting.identity))) wanted.push(sighting);
  }
  const markers = new LostMarkers(wanted);
  const found = known.without(missing);
  let unreadable = 0;
  for await (const sighting of sightings(now, false, () => unreadable++)) {
    if (!take(found, sighting.identity)) markers.offer(sighting);
  }
  return { losses: markers.losses, unreadable };
}

/** Takes a marked record away that a record was before; false if there is none. */
function take(records: Counts, identity: Identity): boolean {
  return earlierKeys(identity).some((key) => records.take(key));
}

/** The records of files; `isMarked`: only those with a marker. */
async function* sightings(
  files: readonly GuardedFile[],
  isMarked: boolean,
  onUnreadable: () => void = () => undefined,
): AsyncGenerator<Sighting<RecordPlace>> {
  for (const file of files) {
    const source = await SourceFile.open(file.path);
    try {
      const format = wishedFormat(file.format, () => source.detected && openFormat(source.detected));
      yield* sightingsIn(source, file, format, isMarked, onUnreadable);
    } finally {
      await source.close();
    }
  }
}

async function* sightingsIn(
  source: SourceFile,
  { shown, labels }: GuardedFile,
  format: Format | undefined,
  isMarked: boolean,
  onUnreadable: () => void,
): AsyncGenerator<Sighting<RecordPlace>> {
  const field = Buffer.from(labels.robustness.field, 'utf8').toString('latin1');
  for await (const { isRecord, index, bytes } of source.records()) {
    // What doesn't name the field, as it is or in escapes, has no marker.
    if (!isRecord || (isMarked && !bytes.includes(field) && !bytes.includes('\\'))) continue;
    const text = textOf(bytes);
    const record = text === undefined ? undefined : recordIn(text);
    if (!record) {
      onUnreadable();
      continue;
    }
    if (isMarked && !markerOf(record, labels.robustness)) continue;
    const { prompt, answer } = textsOf(record, labels, format);
    const identity = identityOf(record, labels, { prompt, answer }, digestOf);
    yield { identity, place: { file: shown, record: index, prompt: excerptOf(prompt) } };
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64').slice(0, 22);
}
