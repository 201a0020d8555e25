import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import { nearestField } from '../nearestField';
import type { Rule } from '../rule';
import { renameKey } from './renameKey';

export const columnTypo: Rule = {
  id: 'column-typo',
  level: 'warning',
  fix: 'offer',
  page: () => ({
    title: l10n.t('Misspelled field'),
    what: l10n.t(
      'A key that is at most two letters away from an optional field of the format, such as “inptu” or “histroy”.',
    ),
    why: l10n.t(
      'Trainers ignore keys that they do not know: the record is trained without its input, system prompt or history.',
    ),
    mend: l10n.t('Rename the key. If the name is meant, list it under “fields” in tuneset.json.'),
    faulty: `{"instruction": "Translate", "inptu": "你好", "output": "Hello"}`,
    sound: `{"instruction": "Translate", "input": "你好", "output": "Hello"}`,
  }),
  record(view, report) {
    for (const key of view.unknownKeys) {
      const field = nearestField(view, key);
      if (field === undefined || view.format.schema.required.includes(field)) continue;
      report({
        message: l10n.t(
          '“{0}” is not a field of the {1} format and will be ignored. Is it a misspelling of “{2}”?',
          key,
          view.format.name,
          field,
        ),
        pointer: pointerOf([key]),
        ...view.keySpan(key),
        fixes: [renameKey(view, key, field)],
      });
    }
  },
};
