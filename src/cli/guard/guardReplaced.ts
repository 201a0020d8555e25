import * as l10n from '@vscode/l10n';
import { SourceFile } from '../../host/convert/sourceFile';
import { placeOf } from '../../host/convert/stagedFiles';
import { guardMarkers, type GuardedFile, type GuardOptions } from '../../host/labels/guardMarkers';
import { NoDataset } from '../../host/measure/datasetFile';
import { CannotRun } from '../cannotRun';
import type { Values } from '../command';
import type { readingOptions, writingOptions } from '../datasets/options';
import { isFileError } from '../datasets/openSource';
import { GuardReadings } from './versions';

type GuardValues = Pick<
  Values<typeof writingOptions> & Values<typeof readingOptions>,
  'allow-robust' | 'overwrite' | 'config'
>;

/**
 * Makes sure that no record with a robustness marker gets lost where files are replaced: what the old files have must be in the new ones, or in sources
 * that stay. Hand the result to `writeFiles`.
 *
 * @param sources what the new files are made of
 * @returns undefined where nothing can get lost, or where it may
 */
export function replacedGuard(
  sources: readonly string[],
  targets: readonly string[],
  options: GuardValues,
  comparing: GuardOptions = {},
): ((written: readonly string[]) => Promise<void>) | undefined {
  if (!options.overwrite || options['allow-robust']) return undefined;
  return async (written) => {
    const readings = new GuardReadings({ format: undefined, config: options.config });
    const old = await guarded(targets, targets, readings);
    if (old.length === 0) return;
    const places = new Set(await Promise.all(targets.map(placeOf)));
    const staying: string[] = [];
    for (const source of sources) if (!places.has(await placeOf(source))) staying.push(source);
    const now = [...(await guarded(written, targets, readings)), ...(await guarded(staying, staying, readings))];
    const { lost, losses } = await guardMarkers(old, now, comparing);
    const [first] = losses;
    if (!first) return;
    throw new CannotRun(
      l10n.t(
        'Records with a robustness marker that would be lost, or lose it: {0}; the first is record {1} of {2}. Nothing was written. Give --allow-robust if that is meant.',
        lost,
        first.was.place.record + 1,
        first.was.place.file,
      ),
      1,
    );
  };
}

/**
 * Files as they are to be read: by what their records speak for, because a file may just have become one of another format; else as is said of their paths.
 * Those that aren't there, or are no text, hold no records.
 */
async function guarded(
  files: readonly string[],
  paths: readonly string[],
  readings: GuardReadings,
): Promise<readonly GuardedFile[]> {
  const found: GuardedFile[] = [];
  for (const [i, path] of files.entries()) {
    const shown = paths[i]!;
    const reading = await readings.of(shown);
    const detected = await detectedIn(path);
    if (reading && detected) found.push({ path, shown, ...reading, format: detected.format ?? reading.format });
  }
  return found;
}

async function detectedIn(path: string): Promise<{ format: SourceFile['detected'] } | undefined> {
  try {
    const source = await SourceFile.open(path);
    await source.close();
    return { format: source.detected };
  } catch (error) {
    if (error instanceof NoDataset || isFileError(error)) return undefined;
    throw error;
  }
}
