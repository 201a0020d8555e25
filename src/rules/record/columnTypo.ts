import * as l10n from '@vscode/l10n';
import { pointerOf } from '../../dataset/tree';
import { nearestField } from '../nearestField';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { LABEL_FIELDS } from '../../dataset/formats/readBeside';
import { renameKey } from './renameKey';
import { brief } from '../brief';

export const columnTypo: Rule = {
  id: 'column-typo',
  level: 'warning',
  outcomes: { llamafactory: 'ignored' },
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
      if (field === undefined || isMissed(view, field)) continue;
      report({
        message: l10n.t(
          '“{0}” is not a field of the {1} format. Is it a misspelling of “{2}”?',
          brief(key),
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

/** A field that the record must have is told by field-missing; of a verdict’s two names, either. */
function isMissed({ format, schemaErrors }: RecordView, field: string): boolean {
  const verdicts = LABEL_FIELDS.map((own) => format.names.field(own));
  const names = verdicts.includes(field) ? verdicts : [field];
  return schemaErrors.some(
    ({ instancePath, keyword, params }) =>
      instancePath === '' &&
      keyword === 'required' &&
      names.includes((params as { missingProperty: string }).missingProperty),
  );
}
