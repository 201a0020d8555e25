import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { applyEdits } from '../../dataset/edits';
import type { LocatedProject } from '../../host/projectFile';
import { changeFault, changedType, renameEdits, type ChangeFault, type TypeChange } from '../../labels/rename';
import { taskTypeText, taskTypesOf, typedTaskType } from '../../labels/taskType';
import { Taxonomy } from '../../labels/taxonomy';
import { renameInTaxonomy } from '../../labels/taxonomyEdits';
import { CannotRun } from '../cannotRun';
import { tell } from '../tell';
import { defineCommand, type Options, type Values } from '../command';
import { labelFiles, labelReadingOptions, type LabelFile } from './labelFiles';
import { relabelOptions, RelabelRun, type FileRelabelling, type NewText } from './relabelRun';
import { SeenTypes } from './seenTypes';

const renameOptions = {
  to: { kind: 'text', placeholder: 'type', help: () => l10n.t('the new name, with all its levels') },
  taxonomy: {
    kind: 'switch',
    help: () => l10n.t('change the taxonomy too, although only some files of the project are named'),
  },
  'keep-taxonomy': { kind: 'switch', help: () => l10n.t('leave the taxonomy as it is, and change records only') },
  'any-value': { kind: 'switch', help: () => l10n.t('also if the taxonomy knows neither of both names') },
  'dry-run': relabelOptions['dry-run'],
  ...labelReadingOptions,
} as const satisfies Options;

type RenameValues = Values<typeof renameOptions>;

/** `tuneset labels rename`: a task type gets another name or place, in records and in the taxonomy. */
export const labelsRename = defineCommand({
  name: 'labels rename',
  summary: () =>
    l10n.t('Renames, moves or merges a task type in all records and in the taxonomy; types below it go along.'),
  paths: () => l10n.t('the task type, then files, folders or globs; the current folder if there are none'),
  options: renameOptions,
  exitCodes: () => l10n.t('Exit code: 0 done, 2 could not run.'),
  run: async ({ paths: [from, ...paths], options }) => {
    const { to } = options;
    if (from === undefined || to === undefined) {
      throw new CannotRun(l10n.t('Give both names: tuneset labels rename <type> --to <type> [files…]'));
    }
    if (options.taxonomy && options['keep-taxonomy']) {
      throw new CannotRun(l10n.t('--taxonomy contradicts --keep-taxonomy; leave one of them out.'));
    }
    const files = await labelFiles(paths, options);
    const changes = files.map((file) => ({ file, change: changeFor(file, from, to, options) }));
    const texts = options['keep-taxonomy'] ? [] : await taxonomies(changes);
    const concerned = options.taxonomy || isWhole(files, paths, options) ? texts : [];
    const seen = new SeenTypes();
    const run = new RelabelRun({ ...options, 'allow-robust': true });
    const code = await run.run(
      changes.map(({ file, change }) => relabellingOf(file, change, seen)),
      concerned,
      (changed) => {
        if (changed === 0 && texts.length === 0) assertThere(changes, from, seen);
      },
    );
    for (const { path } of texts.slice(concerned.length)) {
      const shown = relative(process.cwd(), path);
      tell(
        l10n.t(
          '{0} keeps the old name, because other files of the project may have it. Give --taxonomy to change it too, or name the project’s folder.',
          shown,
        ),
      );
    }
    return code;
  },
});

interface FileChange {
  readonly file: LabelFile;
  readonly change: TypeChange;
}

/** @throws CannotRun if the names make no sense in the file's project */
function changeFor(
  { labels, path }: LabelFile,
  fromText: string,
  toText: string,
  { 'any-value': isAny }: RenameValues,
): TypeChange {
  const { taskType, taxonomy: content } = labels;
  const [from, to] = [typedTaskType(fromText, taskType), typedTaskType(toText, taskType)];
  if (!from || !to) {
    throw new CannotRun(l10n.t('“{0}” is no task type: a level has no name.', from ? toText : fromText));
  }
  const change = { from, to };
  const fault = changeFault(change, taskType);
  if (fault) throw new CannotRun(l10n.t('{0}: {1}', path, faultText(fault)));
  const taxonomy = content && new Taxonomy(content);
  if (!taxonomy || isAny || taxonomy.find(from) || taxonomy.find(to)) return change;
  const likely = taxonomy.likeliest(to);
  throw new CannotRun(
    likely
      ? l10n.t('The taxonomy has no task type “{0}”. Is “{1}” meant?', toText, taskTypeText(likely.type, taskType))
      : l10n.t('The taxonomy has no task type “{0}”. Add it there, or give --any-value.', toText),
  );
}

/** True if no file of a project is left out, so that its taxonomy can change too. */
function isWhole(files: readonly LabelFile[], paths: readonly string[], { dataset }: RenameValues): boolean {
  const folders = (paths.length > 0 ? paths : dataset === undefined ? ['.'] : []).map((path) => resolve(path));
  const isIn = (folder: string, outer: string): boolean => {
    const way = relative(outer, folder);
    return way === '' || !(isAbsolute(way) || way.split(sep)[0] === '..');
  };
  return files.every(({ located }) => !located || folders.some((outer) => isIn(located.folder, outer)));
}

/** @throws CannotRun if neither a record nor a taxonomy has the type that is to be renamed */
function assertThere(changes: readonly FileChange[], text: string, seen: SeenTypes): void {
  for (const { file, change } of changes) {
    const { taxonomy } = file.labels;
    if (taxonomy && new Taxonomy(taxonomy).find(change.from)) return;
  }
  const known = changes.flatMap(({ file }) => (file.labels.taxonomy ? [file.labels.taxonomy] : []));
  throw new CannotRun(seen.noneText(text, known[0], changes[0]!.file.labels.taskType));
}

function faultText(fault: ChangeFault): string {
  return {
    same: l10n.t('both names are the same'),
    within: l10n.t('a task type can’t lie below itself'),
    separator: l10n.t('a name holds what parts the levels'),
    levels: l10n.t('the new name has more levels than there are fields for'),
  }[fault];
}

function relabellingOf(file: LabelFile, change: TypeChange, seen: SeenTypes): FileRelabelling {
  const { taskType } = file.labels;
  return {
    file,
    relabelling: {
      fields: taskType.fields,
      edits(piece, record) {
        const types = taskTypesOf(record, taskType).map(({ type }) => type);
        seen.add(types);
        const isConcerned = types.some((type) => changedType(type, change));
        return isConcerned ? renameEdits(piece, change, taskType) : [];
      },
    },
  };
}

/** What becomes of the files that hold the taxonomies, of those that change. */
async function taxonomies(changes: readonly FileChange[]): Promise<NewText[]> {
  const texts = new Map<string, NewText>();
  for (const { file, change } of changes) {
    const path = file.located?.taxonomyFile;
    if (path === undefined || texts.has(path)) continue;
    const text = await readFile(path, 'utf8');
    const isInProject = typeof (file.located as LocatedProject).project.taxonomy !== 'string';
    // A byte order mark belongs to no JSON.
    const bom = text.startsWith('\ufeff') ? '\ufeff' : '';
    const edits = renameInTaxonomy(text.slice(bom.length), isInProject ? ['taxonomy'] : [], change);
    if (edits.length > 0) texts.set(path, { path, text: bom + applyEdits(text.slice(bom.length), edits) });
  }
  return [...texts.values()];
}
