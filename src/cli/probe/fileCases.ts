import * as l10n from '@vscode/l10n';
import { drawnOfEach } from '../../convert/select/drawnOfEach';
import { wishedFormat } from '../../dataset/datasetInfo/wishedFormat';
import { openFormat, type Format } from '../../dataset/format';
import { SourceFile, type SourceRecord } from '../../host/convert/sourceFile';
import { recordIn, textOf } from '../../host/labels/readRecord';
import { keyOfBytes } from '../../host/review/readReviews';
import { sha256 } from '../../host/sha256';
import { LabelReader } from '../../labels/labelReader';
import { taskTypeText } from '../../labels/taskType';
import type { CaseName } from '../../probe/batch/resultLine';
import { casesOf, type WantedTurns } from '../../probe/cases/casesOf';
import { isCase, type NoCase, type ProbeCase } from '../../probe/cases/probeCase';
import { recordKey } from '../../review/recordKey';
import { CannotRun } from '../cannotRun';
import type { LabelFile } from '../labels/labelFiles';
import type { RecordChoice } from '../labels/choice';

type Place = Pick<SourceRecord, 'index' | 'offset' | 'length'>;

/** Which records of a file are meant. */
export interface CaseWish {
  readonly isMeant: RecordChoice;
  /** So many of each task type; undefined for all. */
  readonly perType: number | undefined;
  readonly seed: bigint;
  readonly turns: Exclude<WantedTurns, number>;
}

/** The cases of a dataset on the disk, which are read when they are asked for. Close it. */
export class FileCases {
  /** Records by what they say. */
  private readonly places = new Map<string, Place[]>();
  private readonly reader: LabelReader;

  private constructor(
    private readonly source: SourceFile,
    private readonly format: Format,
    file: LabelFile,
  ) {
    this.reader = new LabelReader(file.labels);
  }

  /** @throws CannotRun if nobody says which format its records have, NoDataset, and the errors of the file system */
  static async open(file: LabelFile): Promise<FileCases> {
    const source = await SourceFile.open(file.path);
    const { detected } = source;
    const format = wishedFormat(file.format, () => detected && openFormat(detected));
    if (format) return new FileCases(source, format, file);
    await source.close();
    throw new CannotRun(l10n.t('{0}: what format its records have can’t be told. Name it: --format', file.path));
  }

  close(): Promise<void> {
    return this.source.close();
  }

  /** The cases of the records that are meant, in their order. @throws SourceChanged */
  async choose(wish: CaseWish): Promise<{ readonly cases: readonly CaseName[]; readonly leftOut: readonly NoCase[] }> {
    const broken: NoCase[] = [];
    const meant: { readonly place: Place; readonly type: string }[] = [];
    for await (const { index, offset, length, bytes, isRecord } of this.source.records()) {
      const record = isRecord ? recordIn(textOf(bytes) ?? '') : undefined;
      if (!record) broken.push({ record: index, problem: l10n.t('It is no record that can be read.') });
      if (!record || !wish.isMeant(record, index)) continue;
      const [type] = wish.perType === undefined ? [] : this.reader.of(record).types;
      const name = type ? taskTypeText(type, this.reader.settings.taskType) : '';
      meant.push({ place: { index, offset, length }, type: name });
    }
    const chosen = wish.perType === undefined ? meant : drawn(meant, wish.perType, wish.seed);
    const cases: CaseName[] = [];
    const leftOut: NoCase[] = [...broken];
    for (const { place } of chosen) {
      for (const each of this.casesAt(place, wish.turns)) {
        if (!isCase(each)) leftOut.push(each);
        else cases.push({ record: each.record, key: each.key, turn: each.turn });
      }
    }
    return { cases, leftOut };
  }

  /** Reads where all records lie, for cases that were chosen another time. @throws SourceChanged */
  async find(): Promise<void> {
    this.places.clear();
    for await (const { index, offset, length, bytes, isRecord } of this.source.records()) {
      if (isRecord) this.remember(keyOfBytes(bytes), { index, offset, length });
    }
  }

  /** In the order of the names. */
  get(names: readonly CaseName[]): readonly (ProbeCase | NoCase)[] {
    return names.map(({ record, key, turn }): ProbeCase | NoCase => {
      const places = this.places.get(key) ?? [];
      const place = places.find(({ index }) => index === record) ?? places[0];
      const found = place ? this.casesAt(place, turn)[0] : undefined;
      if (found && (!isCase(found) || found.key === key)) return found;
      return { record, problem: l10n.t('This record says something else by now.') };
    });
  }

  private casesAt(place: Place, turns: WantedTurns): readonly (ProbeCase | NoCase)[] {
    const { source, format, reader: labels } = this;
    const bytes = source.bytesAt(place.offset, place.length);
    const text = textOf(bytes);
    const record = place.index;
    if (text === undefined) return [{ record, problem: l10n.t('The record is no valid UTF-8 text.') }];
    const key = recordKey(text, sha256);
    this.remember(key, place);
    return casesOf({ record, key, text, format, labels }, turns);
  }

  private remember(key: string, place: Place): void {
    const places = this.places.get(key) ?? [];
    if (places.some(({ index }) => index === place.index)) return;
    places.push(place);
    this.places.set(key, places);
  }
}

/** So many of each task type. A record of several types counts for the first. */
function drawn<Meant extends { readonly type: string }>(
  records: readonly Meant[],
  count: number,
  seed: bigint,
): readonly Meant[] {
  const types = records.map(({ type }) => type);
  return drawnOfEach(types, count, seed).map((i) => records[i]!);
}
