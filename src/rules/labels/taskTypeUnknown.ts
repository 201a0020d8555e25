import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { labelEdits } from '../../labels/labelEdits';
import type { LabelReader } from '../../labels/labelReader';
import { holdsSeveral } from '../../labels/rename';
import { taskTypeFields, taskTypeText, type PlacedType, type TaskType } from '../../labels/taskType';
import type { Taxonomy, TypeNode } from '../../labels/taxonomy';
import { brief } from '../brief';
import type { Fix, Rule } from '../rule';
import type { RecordView } from '../view';
import { comparedTypes, knownLevels, pointerOfLevel } from './typePlaces';

/** Names that a message lists. */
const MOST_NAMES = 12;

export const taskTypeUnknown: Rule = {
  id: 'task-type-unknown',
  level: 'warning',
  fix: 'offer',
  isAboutLabels: true,
  page: () => ({
    title: l10n.t('Unknown task type'),
    what: l10n.t('A task type that the taxonomy of tuneset.json does not have.'),
    why: l10n.t(
      'Records of one type are counted as two where its name is written in two ways: shares, filters and results per task type are wrong.',
    ),
    mend: l10n.t(
      'Correct the name; the quick fix does where one of the taxonomy is likely meant. A new type belongs into the taxonomy first.',
    ),
    faulty: `{"instruction": "1+1?", "output": "2", "task_type": "Mathematics - Arithmetics"}`,
    sound: `{"instruction": "1+1?", "output": "2", "task_type": "Mathematics - Arithmetic"}`,
  }),
  record(view, report) {
    const compared = comparedTypes(view);
    if (!compared) return;
    const { types, reader } = compared;
    for (const placed of types) {
      if (reader.faultOf(placed.type) !== 'unknown') continue;
      const known = knownLevels(placed.type, reader.taxonomy);
      const pointer = pointerOfLevel(placed, known, reader);
      const likely = likeliest(placed.type, reader);
      report({
        message: messageFor(placed.type, known, likely, reader),
        pointer,
        ...view.span(pointer),
        fixes: likely ? fixes(view, types, placed, likely, reader) : [],
      });
    }
  },
};

const likeliestTypes = new WeakMap<Taxonomy, Map<string, TypeNode | undefined>>();

/** Remembers the answers: many records have the same unknown type. */
function likeliest(type: TaskType, { taxonomy }: { readonly taxonomy: Taxonomy }): TypeNode | undefined {
  let known = likeliestTypes.get(taxonomy);
  if (!known) likeliestTypes.set(taxonomy, (known = new Map<string, TypeNode | undefined>()));
  const key = JSON.stringify(type);
  if (!known.has(key)) known.set(key, taxonomy.likeliest(type));
  return known.get(key);
}

function messageFor(
  type: TaskType,
  known: number,
  likely: TypeNode | undefined,
  { taxonomy, settings }: LabelReader & { readonly taxonomy: Taxonomy },
): string {
  const text = (levels: TaskType): string => brief(taskTypeText(levels, settings.taskType));
  if (likely) return l10n.t('“{0}” is not in the taxonomy. Is “{1}” meant?', text(type), text(likely.type));
  const upper = taxonomy.find(type.slice(0, known));
  const below = (upper?.children ?? taxonomy.roots).map(({ about }) => brief(about.name));
  if (below.length === 0) return l10n.t('“{0}” is not in the taxonomy.', text(type));
  return upper
    ? l10n.t('“{0}” is not in the taxonomy. “{1}” has: {2}.', text(type), text(upper.type), listOf(below, MOST_NAMES))
    : l10n.t('“{0}” is not in the taxonomy. It has: {1}.', text(type), listOf(below, MOST_NAMES));
}

function fixes(
  view: RecordView,
  types: readonly PlacedType[],
  placed: PlacedType,
  likely: TypeNode,
  { settings: { taskType } }: LabelReader,
): Fix[] {
  if (taskType.levels === 'fields' && likely.type.length > taskType.fields.length) return [];
  const mended = types.map((each) => (each === placed ? likely.type : each.type));
  const edits = labelEdits(view.piece, taskTypeFields(mended, taskType, holdsSeveral(view.value, taskType)));
  const title = l10n.t('Change the task type to “{0}”', brief(taskTypeText(likely.type, taskType)));
  return edits.length > 0 ? [{ title, safety: 'preview', edits }] : [];
}
