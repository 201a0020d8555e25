import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitVersions } from '../../host/labels/gitVersions';
import type { GuardedFile } from '../../host/labels/guardMarkers';
import { cleaningUp } from '../cleaningUp';
import { GuardReadings, isDataset, type VersionOptions, type Versions } from './versions';

/** What of a repository is compared. */
export interface GitRequest extends VersionOptions {
  /** The old version. */
  readonly commit: string;
  readonly paths: readonly string[];
  /** The new version is what is staged; else the working tree. */
  readonly isStaged: boolean;
}

/**
 * Hands on the files that differ between a commit and the working tree, or what is staged. Versions that lie in the repository only are copied to a
 * temporary folder that nobody else may read, and are gone afterwards.
 *
 * @throws GitError, CannotRun, and what `use` throws
 */
export async function gitVersions<Result>(
  request: GitRequest,
  use: (versions: Versions) => Promise<Result>,
): Promise<Result> {
  const { commit, paths, isStaged } = request;
  const repository = await GitVersions.around(process.cwd());
  const readings = new GuardReadings(request);
  const folder = await mkdtemp(join(tmpdir(), 'tuneset-'));
  const remove = { recursive: true, force: true } as const;
  const look = async (): Promise<Result> => {
    const old: GuardedFile[] = [];
    const now: GuardedFile[] = [];
    const add = async (files: GuardedFile[], path: string, place: string, shown: string): Promise<void> => {
      const reading = (await isDataset(path)) ? await readings.of(place) : undefined;
      if (reading) files.push({ path, shown, ...reading });
    };
    for (const { path, isInOld, isInNew } of await repository.changed(process.cwd(), commit, paths, isStaged)) {
      const place = join(repository.folder, path);
      if (isInOld) {
        const copy = await repository.copy(commit, path, join(folder, 'old'));
        await add(old, copy, place, `${commit}:${path}`);
      }
      if (isInNew) {
        const there = isStaged ? await repository.copy('', path, join(folder, 'new')) : place;
        await add(now, there, place, path);
      }
    }
    return use({ old, now });
  };
  try {
    return await cleaningUp(() => rmSync(folder, remove), look);
  } finally {
    await rm(folder, remove);
  }
}
