import type { FormatWish } from '../dataset/datasetInfo/wishedFormat';
import { openFormat } from '../dataset/format';
import { misreadingOf } from '../host/misreading';
import { levelFor } from '../rules/levelFor';
import { followsFrom, isToldOnce, type Misreading } from '../rules/misreading';
import type { PlacedFinding } from '../rules/placedFinding';
import { formatMixed, misreadReport } from '../rules/record/formatMixed';
import type { LevelSetting } from '../rules/rule';
import { placeTold } from '../rules/wholeFile';
import type { Target } from '../tokens/measuring';
import type { DatasetReading } from './datasetFiles';

/** A file whose setting is wrong: that is told once, in place of a finding for every record. */
export class MisreadFile {
  private constructor(
    private readonly misread: Misreading,
    /** What is told of it. */
    readonly finding: PlacedFinding,
  ) {}

  /** Undefined if nothing is wrong with how a file is read. @throws the errors of the file system */
  static async of(
    path: string,
    reading: DatasetReading,
    target: Target | undefined,
    levels: Readonly<Record<string, LevelSetting>> | undefined,
  ): Promise<MisreadFile | undefined> {
    const wish: FormatWish | undefined = reading.format;
    const { source } = reading;
    const format = wish?.id === undefined ? undefined : openFormat({ ...wish, id: wish.id });
    const level = levels?.[formatMixed.id] ?? levelFor(formatMixed, target);
    const misread = format && source && level !== 'off' ? await misreadingOf(path, format, source) : undefined;
    const report = misread && misreadReport({ misread, format, target });
    if (!misread || !report || !isToldOnce(misread) || level === 'off') return undefined;
    return new MisreadFile(misread, placeTold({ rule: formatMixed.id, level, ...report }, undefined));
  }

  /** True for what is said of a record and needs no telling beside {@link finding}. */
  covers(finding: PlacedFinding): boolean {
    return followsFrom(this.misread, finding);
  }
}
