import type { ContainerId } from '../../dataset/container';
import { layoutFor } from './convertFile';
import type { RecordIndex } from './recordIndex';
import { RecordWriter } from './recordWriter';
import type { SourceFile } from './sourceFile';
import type { StagedFiles } from './stagedFiles';

/** Writers for several files, each of its container, in the layout of a source. */
export function writersFor(
  source: SourceFile,
  target: StagedFiles,
  containers: readonly ContainerId[],
): readonly RecordWriter[] {
  return containers.map(
    (container, i) =>
      new RecordWriter(target.file(i), container, layoutFor(source, container), container === source.container.id),
  );
}

/**
 * Copies records, byte for byte.
 *
 * @param order the records by index, in the order in which they are to stand
 * @param fileOf which of the files a record goes to
 */
export async function copyRecords(
  source: SourceFile,
  { offsets, lengths }: RecordIndex,
  order: Iterable<number>,
  writers: readonly RecordWriter[],
  fileOf: (record: number) => number,
  onProgress: (record: number) => void,
): Promise<void> {
  let done = 0;
  for (const record of order) {
    await writers[fileOf(record)]!.write(source.bytesAt(offsets[record]!, lengths[record]!));
    onProgress(++done);
  }
  for (const writer of writers) await writer.end();
}

/** The records of an index in their own order, with those left out that aren't wanted. */
export function* inOrder(count: number, isWanted: (record: number) => boolean = () => true): Generator<number> {
  for (let record = 0; record < count; record++) if (isWanted(record)) yield record;
}
