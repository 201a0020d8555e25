import * as l10n from '@vscode/l10n';
import { isDeepStrictEqual } from 'node:util';
import type { Fields } from '../../dataset/format';
import type { Relabelling } from '../../host/labels/relabel';
import { labelEdits } from '../../labels/labelEdits';
import type { FieldPlace } from '../../labels/fieldPlace';
import { markerValue, namedKinds } from '../../labels/marker';
import { isSameType, taskTypeFields, taskTypesOf, type TaskType } from '../../labels/taskType';
import { CannotRun } from '../cannotRun';
import { defineCommand, type Options, type Values } from '../command';
import { choiceOptions, chosenRecords, type RecordChoice } from './choice';
import { labelFiles, labelReadingOptions, type LabelFile } from './labelFiles';
import { knownKinds, knownType } from './knownLabels';
import { relabelOptions, RelabelRun } from './relabelRun';

const setOptions = {
  'task-type': {
    kind: 'texts',
    placeholder: 'type',
    help: () => l10n.t('the new task type; several where a record may have several'),
  },
  robustness: {
    kind: 'text',
    placeholder: 'kinds',
    help: () => l10n.t('mark records whose prompt is bad on purpose, and say how: {0}', 'typo,incomplete'),
  },
  clear: {
    kind: 'choice',
    choices: ['task-type', 'robustness'],
    help: () => l10n.t('take this label away'),
  },
  add: { kind: 'switch', help: () => l10n.t('keep the task types and kinds that records have already') },
  'any-value': {
    kind: 'switch',
    help: () => l10n.t('also a task type or a kind that the project does not know'),
  },
  ...choiceOptions,
  ...relabelOptions,
  ...labelReadingOptions,
} as const satisfies Options;

type SetValues = Values<typeof setOptions>;

/** `tuneset labels set`: gives records a task type or a robustness marker. */
export const labelsSet = defineCommand({
  name: 'labels set',
  summary: () => l10n.t('Sets the task type or the robustness marker of records, and changes nothing else in them.'),
  paths: () => l10n.t('files, folders or globs'),
  options: setOptions,
  exitCodes: () => l10n.t('Exit code: 0 done, 1 nothing written because markers would go or change, 2 could not run.'),
  run: async ({ paths, options }) => {
    assertMeaning(paths, options);
    const files = await labelFiles(paths, options);
    const choice = chosenRecords(options, files.length);
    const relabellings = files.map((file) => ({
      file,
      relabelling: relabellingOf(file, options, choice.in(file.labels)),
      isForDatasets: true,
    }));
    return new RelabelRun(options).run(relabellings, [], () => choice.tellMisses());
  },
});

/** @throws CannotRun if it isn't said which files, or what they are to get */
function assertMeaning(paths: readonly string[], { 'task-type': types, robustness, clear, add }: SetValues): void {
  if (paths.length === 0) throw new CannotRun(l10n.t('Name the files whose records are meant.'));
  if (types.length === 0 && robustness === undefined && clear === undefined) {
    throw new CannotRun(l10n.t('Say what records are to get: --task-type, --robustness or --clear.'));
  }
  const isBoth = (clear === 'task-type' && types.length > 0) || (clear === 'robustness' && robustness !== undefined);
  if (isBoth || (clear !== undefined && add)) {
    throw new CannotRun(l10n.t('--clear contradicts what is to be set; leave one of them out.'));
  }
}

function relabellingOf(file: LabelFile, options: SetValues, isChosen: RecordChoice): Relabelling {
  const { taskType, robustness } = file.labels;
  const { clear, add } = options;
  const types = options['task-type'].map((text) => knownType(text, file, options['any-value']));
  if ((types.length > 1 || (add && types.length > 0)) && !taskType.several) {
    throw new CannotRun(
      l10n.t(
        '{0}: a record has one task type. Let it have several: labels.taskType.several in tuneset.json',
        file.path,
      ),
    );
  }
  const kinds = options.robustness === undefined ? [] : knownKinds(options.robustness, file, options['any-value']);
  const valuesOf = (record: Fields, place: FieldPlace): ReadonlyMap<string, unknown> => {
    const values = new Map<string, unknown>();
    if (types.length > 0 || clear === 'task-type') {
      const own = taskTypesOf(record, taskType).map(({ type }) => type);
      const wanted = unique([...(add ? own : []), ...types]);
      const isList = place.get(taskType.fields[0]!)?.isList;
      if (wanted.length === 0 || !isDeepStrictEqual(wanted, own)) {
        for (const [field, value] of taskTypeFields(wanted, taskType, isList)) values.set(field, value);
      }
    }
    if (kinds.length > 0 || clear === 'robustness') {
      const own = namedKinds(record, robustness);
      const wanted = [...new Set([...(add ? own : []), ...kinds])];
      const { isList } = place.get(robustness.field) ?? {};
      if (wanted.length === 0 || !isDeepStrictEqual(wanted, own))
        values.set(robustness.field, markerValue(wanted, isList));
      if (wanted.length === 0 && own.length > 0) values.set(robustness.variantOf, undefined);
    }
    return values;
  };
  return {
    fields: [...taskType.fields, robustness.field],
    edits: (piece, record, index, place) =>
      isChosen(record, index) ? labelEdits(piece, valuesOf(record, place), place) : [],
  };
}

function unique(types: readonly TaskType[]): readonly TaskType[] {
  return types.filter((type, i) => types.findIndex((other) => isSameType(other, type)) === i);
}
