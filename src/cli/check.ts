import * as l10n from '@vscode/l10n';
import { access, constants } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkFile, looksLikeDataset, type FileResult } from '../host/checkFile';
import { CheckPool } from '../host/checkPool';
import {
  findProject,
  projectFormat,
  ProjectFileError,
  readProjectFile,
  type LocatedProject,
} from '../host/projectFile';
import { addCounts, NO_FINDINGS, type Counts } from '../rules/placedFinding';
import type { Arguments } from './arguments';
import { CannotRun } from './cannotRun';
import { findFiles, type FoundFile } from './findFiles';
import { createReporter, type Reporter } from './reporters/reporter';

/**
 * `tuneset check`: checks files and reports what is found.
 *
 * @returns 0 no error found, 1 errors found, 2 some file could not be read
 * @throws CannotRun if nothing can be checked at all
 */
export async function runCheck(args: Arguments, language: string | undefined): Promise<number> {
  const projects = new ProjectFinder(args.config);
  const files = await findFiles(args.paths.length > 0 ? args.paths : ['.']);
  // A broken project file is told before anything is written.
  for (const file of files) await projects.of(file.path);
  const reporter = createReporter(args.reporter, (text) => process.stdout.write(text));
  const pool = new CheckPool(join(__dirname, 'checkWorker.js'), language);
  try {
    return await checkAll(files, args, projects, reporter, pool);
  } finally {
    // Threads that are left would keep the process alive.
    await pool.close();
  }
}

async function checkAll(
  files: readonly FoundFile[],
  args: Arguments,
  projects: ProjectFinder,
  reporter: Reporter,
  pool: CheckPool,
): Promise<number> {
  let counts: Counts = NO_FINDINGS;
  let checked = 0;
  let unreadable = 0;
  for (const file of files) {
    try {
      const found = await checkOne(file, args, await projects.of(file.path), reporter, pool);
      if (found) checked++;
      counts = addCounts(counts, found ?? NO_FINDINGS);
    } catch (error) {
      if (!isFileError(error)) throw error;
      unreadable++;
      process.stderr.write(`tuneset: ${l10n.t('{0} can’t be read: {1}', file.path, error.message)}\n`);
    }
  }
  reporter.end(counts, checked);
  if (unreadable > 0) return 2;
  return counts.error > 0 ? 1 : 0;
}

/** The project of each file: the one that `--config` names, or the nearest `tuneset.json` above the file. */
class ProjectFinder {
  private readonly known = new Map<string, Promise<LocatedProject | undefined>>();

  constructor(private readonly config: string | undefined) {}

  /** @throws CannotRun if the project file can't be read */
  of(path: string): Promise<LocatedProject | undefined> {
    const key = this.config ?? dirname(resolve(path));
    let project = this.known.get(key);
    if (!project) {
      project = this.load(key);
      this.known.set(key, project);
    }
    return project;
  }

  private async load(from: string): Promise<LocatedProject | undefined> {
    try {
      return this.config === undefined ? await findProject(from) : await readProjectFile(resolve(from));
    } catch (error) {
      if (error instanceof ProjectFileError) {
        const { where, detail } = error.fault;
        throw new CannotRun(l10n.t('The project file {0} is not valid, at {1}: {2}', error.path, where, detail));
      }
      throw new CannotRun(l10n.t('{0} can’t be read: {1}', from, (error as Error).message));
    }
  }
}

/** Checks one file; undefined for a file that is no dataset. */
async function checkOne(
  file: FoundFile,
  args: Arguments,
  located: LocatedProject | undefined,
  reporter: Reporter,
  pool: CheckPool,
): Promise<Counts | undefined> {
  const configured = args.format ?? (located && projectFormat(located, resolve(file.path)));
  if (configured === 'none') return undefined;
  const counts = { ...NO_FINDINGS };
  // A file that was found, not named, is reported only once it is known to be a dataset.
  const isCertain = file.isNamed || configured !== undefined || /\.(jsonl|ndjson)$/i.test(file.path);
  if (!isCertain && !(await looksLikeDataset(file.path))) return undefined;
  await access(file.path, constants.R_OK);
  reporter.file(file.path);
  const result = await checkFile(
    file.path,
    { format: configured, levels: located?.project.rules, extraFields: located?.project.fields },
    (finding) => {
      counts[finding.level]++;
      reporter.finding(file.path, finding);
    },
    pool,
  ).catch((error: unknown) => {
    reporter.fileEnd(file.path, UNREAD, counts);
    throw error;
  });
  reporter.fileEnd(file.path, result, counts);
  return counts;
}

/** What is known of a file that could not be read to its end. */
const UNREAD: FileResult = { container: 'jsonl', format: null, records: 0 };

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
