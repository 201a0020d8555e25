import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import type { LabelSettings } from '../../labels/labelSettings';
import { isBlank } from '../isBlank';
import type { Rule } from '../rule';

export const taskTypeMissing: Rule = {
  id: 'task-type-missing',
  level: 'warning',
  fix: 'no',
  isAboutLabels: true,
  page: () => ({
    title: l10n.t('Record without a task type'),
    what: l10n.t(
      'A record without a task type, in a project whose tuneset.json speaks of labels. Texts for pre-training need none.',
    ),
    why: l10n.t(
      'Results are read per task type, and the shares of the types decide what a model learns: records without one can be neither found nor balanced.',
    ),
    mend: l10n.t(
      'Give the record its task type. Where the field has another name, say so under “labels” in tuneset.json.',
    ),
    faulty: `{"instruction": "1+1?", "output": "2"}`,
    sound: `{"instruction": "1+1?", "output": "2", "task_type": "Mathematics - Arithmetic"}`,
  }),
  record(view, report) {
    const { labelReader, labels } = view;
    if (!labelReader || !labels?.faults.includes('missing') || view.format.purpose === 'text') return;
    const { settings } = labelReader;
    const [field] = settings.taskType.fields as [string];
    if (!Object.hasOwn(view.value, field)) {
      report({ message: l10n.t('The record has no task type (“{0}”).', field), ...view.span('') });
      return;
    }
    const pointer = pointerOf([field]);
    report({ message: messageFor(view.value[field], field, settings), pointer, ...view.span(pointer) });
  },
};

function messageFor(value: unknown, field: string, { taskType }: LabelSettings): string {
  const isEmpty = value === null || (typeof value === 'string' && isBlank(value));
  if (isEmpty || (Array.isArray(value) && value.length === 0)) {
    return l10n.t('“{0}” is empty: the record has no task type.', field);
  }
  if (taskType.levels === 'array')
    return l10n.t('“{0}” holds no task type: a list with the names of its levels is wanted.', field);
  return taskType.several
    ? l10n.t('“{0}” holds no task type: a text is wanted, or a list of texts.', field)
    : l10n.t('“{0}” holds no task type: a text is wanted.', field);
}
