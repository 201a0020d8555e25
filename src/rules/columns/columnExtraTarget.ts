import * as l10n from '@vscode/l10n';
import { brief } from '../brief';
import { isNearSomeField } from '../nearestField';
import { removalOf } from '../parts';
import type { Rule, Spot } from '../rule';
import { pointerOf } from '../../dataset/tree';
import type { RecordView } from '../view';
import { byName, together } from './places';

export const columnExtraTarget: Rule = {
  id: 'column-extra-target',
  level: 'off',
  levels: { openai: 'warning' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Field that the service may refuse'),
    what: l10n.t(
      'A field beside those of the format, also one that tuneset.json declares, where the data is meant for a service that trains OpenAI-style files.',
    ),
    why: l10n.t('Together rejects files with further columns; what OpenAI does with them is not documented.'),
    mend: l10n.t('Keep such fields in a file of your own, and leave them out of the one that is uploaded.'),
    faulty: `{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}], "score": 5}`,
    sound: `{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}`,
  }),
  file({ columns, format }, report) {
    if (!format) return;
    for (const [key, column] of byName(columns)) {
      if (Object.hasOwn(format.schema.properties, key) || isNearSomeField(format, key)) continue;
      const on = together(column, [...column.kinds.keys()]);
      if (!on) continue;
      report({
        message:
          on.count === 1
            ? l10n.t('Services that train such files may refuse the field “{0}” (in 1 record).', brief(key))
            : l10n.t(
                'Services that train such files may refuse the field “{0}” (in {1} records).',
                brief(key),
                on.count,
              ),
        on,
        spot: (view) => removalIn(view, key),
      });
    }
  },
};

function removalIn(view: RecordView, key: string): Spot {
  const edit = removalOf(view, pointerOf([key]));
  const fixes = edit
    ? [{ title: l10n.t('Remove the field “{0}”', brief(key)), safety: 'preview' as const, edits: [edit] }]
    : [];
  return { pointer: pointerOf([key]), ...view.keySpan(key), fixes };
}
