import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { applyEdits } from '../../dataset/edits';
import type { LocatedProject } from '../../host/projectFile';
import { changeFault, changedType, renameEdits, type ChangeFault, type TypeChange } from '../../labels/rename';
import { taskTypeText, taskTypesOf, typedTaskType } from '../../labels/taskType';
import { Taxonomy } from '../../labels/taxonomy';
import { renameInTaxonomy } from '../../labels/taxonomyEdits';
import { CannotRun } from '../cannotRun';
import { defineCommand, type Options, type Values } from '../command';
import { labelFiles, labelReadingOptions, type LabelFile } from './labelFiles';
import { relabelOptions, RelabelRun, type FileRelabelling, type NewText } from './relabelRun';

const renameOptions = {
  to: { kind: 'text', placeholder: 'type', help: () => l10n.t('the new name, with all its levels') },
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
    const files = await labelFiles(paths, options);
    const changes = files.map((file) => ({ file, change: changeFor(file, from, to, options) }));
    const texts = options['keep-taxonomy'] ? [] : await taxonomies(changes);
    const run = new RelabelRun({ ...options, 'allow-robust': true });
    return run.run(
      changes.map(({ file, change }) => relabellingOf(file, change)),
      texts,
    );
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

function faultText(fault: ChangeFault): string {
  return {
    same: l10n.t('both names are the same'),
    within: l10n.t('a task type can’t lie below itself'),
    separator: l10n.t('a name holds what parts the levels'),
    levels: l10n.t('the new name has more levels than there are fields for'),
  }[fault];
}

function relabellingOf(file: LabelFile, change: TypeChange): FileRelabelling {
  const { taskType } = file.labels;
  return {
    file,
    relabelling: {
      fields: taskType.fields,
      edits(piece, record) {
        const isConcerned = taskTypesOf(record, taskType).some(({ type }) => changedType(type, change));
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
