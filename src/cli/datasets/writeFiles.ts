import * as l10n from '@vscode/l10n';
import { SourceChanged } from '../../host/convert/sourceFile';
import { assertWritable, placeOf, removeStagedNow, StagedFiles, TargetExists } from '../../host/convert/stagedFiles';
import { listOf } from '../../dataset/listOf';
import { CannotRun } from '../cannotRun';
import { cleaningUp } from '../cleaningUp';
import { tell } from '../tell';
import { isFileError } from './openSource';

/**
 * Writes files together: all of them get their names once everything is written, or none does. Whoever ends the process with Ctrl+C leaves nothing behind.
 *
 * @param write writes; closes what it reads from before it returns, because some systems can't replace a file that is open
 * @param check looks at what is written before it takes the place of anything
 * @throws CannotRun if something can't be written, or is there already, and what `check` throws
 */
export async function writeFiles(
  paths: readonly string[],
  overwrite: boolean,
  write: (files: StagedFiles) => Promise<void>,
  check?: (written: readonly string[]) => Promise<void>,
): Promise<void> {
  await cleaningUp(removeStagedNow, async () => {
    let files: StagedFiles | undefined;
    try {
      files = await StagedFiles.open(paths, overwrite);
      await write(files);
      await files.commit(check);
    } catch (error) {
      await files?.abort();
      throw explained(error, paths);
    }
  });
}

/** Says at once, before a source is read, that a target is there already, or that two are one file. @throws CannotRun */
export async function assertFree(paths: readonly string[], overwrite: boolean): Promise<void> {
  const places = new Map<string, string>();
  try {
    await assertWritable(paths, overwrite);
    for (const path of paths) {
      const place = await placeOf(path);
      const other = places.get(place);
      if (other !== undefined) throw new CannotRun(l10n.t('{0} and {1} are the same file. Give two.', other, path));
      places.set(place, path);
    }
  } catch (error) {
    throw explained(error, paths);
  }
}

/** Tells which sources are replaced by what is written, under whatever name. */
export async function tellReplaced(sources: readonly string[], targets: readonly string[]): Promise<void> {
  const places = new Set(await Promise.all(targets.map(placeOf)));
  for (const source of new Set(sources)) {
    if (places.has(await placeOf(source))) {
      tell(l10n.t('{0} is read and replaced: the records as they were are gone then.', source));
    }
  }
}

function explained(error: unknown, paths: readonly string[]): unknown {
  if (error instanceof TargetExists) {
    return new CannotRun(l10n.t('{0} is there already. Give --overwrite to replace it.', error.path));
  }
  if (error instanceof SourceChanged) return new CannotRun(error.message);
  if (isFileError(error)) return new CannotRun(l10n.t('{0} can’t be written: {1}', listOf(paths), error.message));
  return error;
}
