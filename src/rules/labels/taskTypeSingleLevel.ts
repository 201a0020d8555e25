import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { taskTypeText } from '../../labels/taskType';
import { brief } from '../brief';
import type { Rule } from '../rule';
import { comparedTypes, pointerOfLevel } from './typePlaces';

/** Names that a message lists. */
const MOST_NAMES = 12;

export const taskTypeSingleLevel: Rule = {
  id: 'task-type-single-level',
  level: 'info',
  fix: 'no',
  isAboutLabels: true,
  page: () => ({
    title: l10n.t('Task type without its lower level'),
    what: l10n.t('A task type that has others below it in the taxonomy, where one of those is not named.'),
    why: l10n.t(
      'An upper level says too little: “reasoning” may be done well on the whole and fail where several steps are needed. Only the lower level shows which data is missing.',
    ),
    mend: l10n.t('Choose one of the types below it. If none fits, add one to the taxonomy.'),
    faulty: `{"instruction": "1+1?", "output": "2", "task_type": "Mathematics"}`,
    sound: `{"instruction": "1+1?", "output": "2", "task_type": "Mathematics - Arithmetic"}`,
  }),
  record(view, report) {
    const compared = comparedTypes(view);
    if (!compared) return;
    const { types, reader } = compared;
    for (const placed of types) {
      if (reader.faultOf(placed.type) !== 'single-level') continue;
      const below = reader.taxonomy.find(placed.type)!.children.map(({ about }) => brief(about.name));
      const pointer = pointerOfLevel(placed, placed.type.length - 1, reader);
      report({
        message: l10n.t(
          '“{0}” has types below it: {1}.',
          brief(taskTypeText(placed.type, reader.settings.taskType)),
          listOf(below, MOST_NAMES),
        ),
        pointer,
        ...view.span(pointer),
      });
    }
  },
};
