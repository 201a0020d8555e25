import { indexRecords, type IndexOptions, type RecordIndex } from '../../host/convert/recordIndex';
import type { Values } from '../command';
import { Progress } from '../progress';
import { SourceOpener, type Source } from './openSource';
import type { readingOptions, writingOptions } from './options';
import { tellRefused } from './tellRefused';
import { assertFree, tellReplaced } from './writeFiles';

/** What commands that move whole records have in common: they find the records of a source, and write none if some of them are broken. */
export interface RecordTool {
  readonly source: Source;
  readonly index: RecordIndex;
  readonly progress: Progress;
}

/** Half of the work is to find the records, the other half to write them. */
export function showWriting({ source, index, progress }: RecordTool): (done: number) => void {
  return (done) => progress.show(source.file.path, 0.5 + done / index.count / 2);
}

/**
 * Opens a source, finds its records, and hands them on.
 *
 * @returns the exit code: 1 if there are broken records that nobody wants to leave out
 */
export async function withRecords(
  path: string,
  targets: readonly string[],
  options: Values<typeof readingOptions> & Values<typeof writingOptions>,
  look: Omit<IndexOptions, 'onProgress'> | ((source: Source) => Omit<IndexOptions, 'onProgress'>),
  use: (tool: RecordTool) => Promise<void>,
): Promise<number> {
  await assertFree(targets, options.overwrite);
  const source = await new SourceOpener(options).open(path);
  const progress = new Progress(process.stderr);
  try {
    const wanted = typeof look === 'function' ? look(source) : look;
    const onProgress = (done: number): void => progress.show(path, done / 2);
    const index = await indexRecords(source.file, { ...wanted, onProgress });
    progress.clear();
    tellRefused(path, index.refused, options.skip);
    if (index.refused.records > 0 && !options.skip) return 1;
    await tellReplaced([path], targets);
    await use({ source, index, progress });
    progress.clear();
    return 0;
  } finally {
    await source.file.close();
  }
}
