import { Strata } from '../../convert/select/strata';
import type { Obstacle } from '../../convert/obstacles';
import { Refusals } from '../../convert/refusals';
import { isJson } from './convertFile';
import { utf8Of, type SourceFile, type SourceRecord } from './sourceFile';

/** Where the records of a file stand: 12 bytes for each, and 4 for its stratum. */
export interface RecordIndex {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
  readonly strata: Uint32Array | undefined;
  /** What is no sound record. */
  readonly refused: Refusals;
}

/** Who else looks at the records while they are found. */
export interface IndexOptions {
  /** The field whose value says which stratum a record belongs to. */
  readonly stratify?: string | undefined;
  readonly onValue?: ((value: unknown) => void) | undefined;
  readonly onProgress: (done: number) => void;
}

/** Finds the records of a file; broken ones are left out and told. @throws SourceChanged, and the errors of the file system */
export async function indexRecords(
  source: SourceFile,
  { stratify, onValue, onProgress }: IndexOptions,
): Promise<RecordIndex> {
  const strata = stratify === undefined ? undefined : new Strata(stratify);
  const looksInside = strata !== undefined || onValue !== undefined;
  const columns = new Columns();
  const refused = new Refusals();
  for await (const record of source.records()) {
    const obstacle = obstacleOf(record);
    onProgress(record.done);
    if (obstacle) {
      refused.add(record.index, obstacle);
      continue;
    }
    const value = looksInside ? valueOf(record.bytes) : undefined;
    columns.add(record.offset, record.length, strata?.numberOf(value) ?? 0);
    onValue?.(value);
  }
  return { ...columns.all(strata !== undefined), refused };
}

export function obstacleOf({ isRecord, isWhole, bytes }: SourceRecord): Obstacle | undefined {
  if (!isRecord) return { code: 'betweenRecords' };
  return isWhole && isJson(bytes) ? undefined : { code: 'notJson' };
}

/** The value of a sound record. */
export function valueOf(bytes: string): unknown {
  return JSON.parse(utf8Of(bytes).toString('utf8')) as unknown;
}

/** Numbers in columns that grow. */
class Columns {
  private count = 0;
  private offsets = new Float64Array(1024);
  private lengths = new Uint32Array(1024);
  private strata = new Uint32Array(1024);

  add(offset: number, length: number, stratum: number): void {
    if (this.count === this.offsets.length) this.grow();
    this.offsets[this.count] = offset;
    this.lengths[this.count] = length;
    this.strata[this.count++] = stratum;
  }

  all(hasStrata: boolean): Pick<RecordIndex, 'count' | 'offsets' | 'lengths' | 'strata'> {
    const { count, offsets, lengths, strata } = this;
    return {
      count,
      offsets: offsets.subarray(0, count),
      lengths: lengths.subarray(0, count),
      strata: hasStrata ? strata.subarray(0, count) : undefined,
    };
  }

  private grow(): void {
    const size = this.count * 2;
    const [offsets, lengths, strata] = [new Float64Array(size), new Uint32Array(size), new Uint32Array(size)];
    offsets.set(this.offsets);
    lengths.set(this.lengths);
    strata.set(this.strata);
    Object.assign(this, { offsets, lengths, strata });
  }
}
