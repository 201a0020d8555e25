import * as l10n from '@vscode/l10n';
import { defineCommand, type Options } from '../command';
import { CannotRun } from '../cannotRun';
import { isFileError } from '../datasets/openSource';
import { SourceChanged } from '../../host/convert/sourceFile';
import { GitError } from '../../host/labels/gitVersions';
import { guardMarkers } from '../../host/labels/guardMarkers';
import { NoDataset } from '../../host/measure/datasetFile';
import { configOption, formatOption } from '../readingOptions';
import { tell } from '../tell';
import { gitVersions } from './gitFiles';
import { guardReporters, guardText } from './guardText';
import { twoVersions, type Versions } from './versions';

const guardOptions = {
  git: {
    kind: 'text',
    placeholder: 'commit',
    help: () => l10n.t('compare the files that differ from this commit with what they are in the working tree'),
  },
  staged: {
    kind: 'switch',
    help: () => l10n.t('with --git: compare with what is staged, in place of the working tree'),
  },
  'allow-robust': { kind: 'switch', help: () => l10n.t('list what is lost, and let it pass') },
  reporter: { kind: 'choice', choices: guardReporters, help: () => l10n.t('for people (pretty), or JSON') },
  format: formatOption,
  ...configOption,
} as const satisfies Options;

/** `tuneset diff-guard`: what became of the records with a robustness marker. */
export const diffGuard = defineCommand({
  name: 'diff-guard',
  summary: () =>
    l10n.t('Lists records with a robustness marker that a newer version has lost, unmarked, or given another prompt.'),
  paths: () => l10n.t('the old and the new file or folder; with --git the files or folders to look at'),
  options: guardOptions,
  exitCodes: () => l10n.t('Exit code: 0 nothing is lost, 1 something is, 2 could not run.'),
  run: async ({ paths, options }) => {
    const { git, staged, reporter = 'pretty' } = options;
    if (staged && git === undefined) throw new CannotRun(l10n.t('--staged goes with --git.'));
    const look = async ({ old, now }: Versions): Promise<number> => {
      const guarding = await guardMarkers(old, now);
      if (guarding.unreadable > 0) {
        tell(
          l10n.t(
            'Records of the new version that can’t be read, so they can’t be found again: {0}',
            guarding.unreadable,
          ),
        );
      }
      if (git !== undefined && old.length + now.length === 0 && reporter === 'pretty') {
        process.stdout.write(`${l10n.t('No dataset differs from {0}.', git)}\n`);
        return 0;
      }
      process.stdout.write(guardText(reporter, guarding));
      return guarding.lost > 0 && !options['allow-robust'] ? 1 : 0;
    };
    try {
      if (git !== undefined) return await gitVersions({ ...options, commit: git, paths, isStaged: staged }, look);
      return await look(await twoVersions(paths, options));
    } catch (error) {
      if (error instanceof GitError) throw new CannotRun(l10n.t('git: {0}', error.message));
      if (error instanceof NoDataset || error instanceof SourceChanged || isFileError(error))
        throw new CannotRun(error.message);
      throw error;
    }
  },
});
