import { rmSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GitVersions } from '../../host/labels/gitVersions';
import type { GuardedFile } from '../../host/labels/guardMarkers';
import { PROJECT_FILE } from '../../dataset/project';
import { cleaningUp } from '../cleaningUp';
import { tell } from '../tell';
import { GuardReadings, isDataset, type VersionOptions, type Versions } from './versions';
import { VersionLabels } from './versionLabels';

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
    // A project file that is named counts for both versions.
    const hasOwn = request.config === undefined;
    const labels = {
      old: hasOwn ? new VersionLabels(repository, commit) : undefined,
      now: hasOwn && isStaged ? new VersionLabels(repository, '') : undefined,
    };
    const add = async (version: 'old' | 'now', path: string, name: string, shown: string): Promise<void> => {
      const reading = (await isDataset(path)) ? await readings.of(join(repository.folder, name)) : undefined;
      if (!reading) return;
      const own = await labels[version]?.of(name);
      (version === 'old' ? old : now).push({ path, shown, ...reading, labels: own ?? reading.labels });
    };
    for (const { path, isInOld, isInNew } of await repository.changed(process.cwd(), commit, paths, isStaged)) {
      const place = join(repository.folder, path);
      if (isInOld)
        await add('old', await repository.copy(commit, path, join(folder, 'old')), path, `${commit}:${path}`);
      if (isInNew) {
        await add('now', isStaged ? await repository.copy('', path, join(folder, 'new')) : place, path, path);
      }
      if (hasOwn && isInOld && isInNew && basename(path) === PROJECT_FILE) {
        const was = await labels.old?.of(path);
        const is = (await labels.now?.of(path)) ?? (await readings.of(place))?.labels;
        if (was && is && was.robustness.field !== is.robustness.field) {
          tell(
            l10n.t(
              '{0}: the field of robustness markers was “{1}” and is “{2}”. Files that don’t differ are not looked at.',
              path,
              was.robustness.field,
              is.robustness.field,
            ),
          );
        }
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
