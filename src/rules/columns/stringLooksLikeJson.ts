import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { spotOf } from './columnTypeMix';
import { nameOf, namesOf, placesIn } from './places';
import { isMixed } from './valueGroups';
import { wantedAt } from './wantedAt';

export const stringLooksLikeJson: Rule = {
  id: 'string-looks-like-json-in-mixed-column',
  level: 'error',
  // datasets 4.0 refuses the file before.
  levels: { llamafactory: 'off', openai: 'off' },
  fix: 'no',
  page: () => ({
    title: l10n.t('Text that is read as JSON'),
    what: l10n.t('A text such as "42", "true" or "null" in a field that holds other things than text in some records.'),
    why: l10n.t(
      'Hugging Face datasets since 4.7 reads such a field as JSON and turns each text that is JSON by itself into what it says: "42" becomes the number 42, "null" becomes nothing, and a JSON object in a string becomes an object.',
    ),
    mend: l10n.t('Give the field the same type in every record (see column-type-mix); then texts stay texts.'),
    faulty: `{"instruction": "6 times 7?", "output": "42", "score": "1"}\n{"instruction": "hi", "output": "hello", "score": [1]}`,
    sound: `{"instruction": "6 times 7?", "output": "42", "score": "1"}\n{"instruction": "hi", "output": "hello", "score": "[1]"}`,
  }),
  file({ columns, format }, report) {
    for (const { path, column } of placesIn(columns, () => true)) {
      const on = column.kinds.get('json');
      // Where the format wants text, what is something else is told at its record, and is what must be mended.
      if (!on || !isMixed(column) || (format && wantedAt(format, path) === 'text')) continue;
      const message =
        on.count === 1
          ? l10n.t(
              '“{0}” is of mixed types, so the text in record {1} is read as the JSON that it looks like.',
              nameOf(path),
              namesOf(on),
            )
          : l10n.t(
              '“{0}” is of mixed types, so the texts in {1} records ({2}) are read as the JSON that they look like.',
              nameOf(path),
              on.count,
              namesOf(on),
            );
      report({ message, on, spot: (view) => spotOf(view, path, ['json']) });
    }
  },
};
