import * as l10n from '@vscode/l10n';
import type { Rule, Spot } from '../rule';
import type { RecordView } from '../view';
import { nameOf, namesOf, placesIn, together, valuesIn, type Path, type Place } from './places';
import { isOf } from './valueGroups';

export const columnNullHeavy: Rule = {
  id: 'column-null-heavy',
  level: 'info',
  levels: { llamafactory: 'error', openai: 'off' },
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Nothing but null at first'),
    what: l10n.t(
      'A field of a JSONL file that is null, or an empty list, in all of the first 10 MB and holds something later.',
    ),
    why: l10n.t(
      "Hugging Face datasets takes the types from the first 10 MB: “Couldn't cast array of type string to null” (huggingface/datasets#7222).",
    ),
    mend: l10n.t(
      'Write something of the right type in one of the first records, such as an empty text in place of null.',
    ),
    faulty:
      '{"instruction": "hi", "output": "hello", "system": null}\n… 10 MB …\n{"instruction": "hi", "output": "hello", "system": "Be brief."}',
    sound:
      '{"instruction": "hi", "output": "hello", "system": ""}\n… 10 MB …\n{"instruction": "hi", "output": "hello", "system": "Be brief."}',
  }),
  file({ columns, container }, report) {
    if (container !== 'jsonl') return;
    for (const { path, column } of placesIn(columns, () => true)) {
      const [empty, later] = emptyFirst(column);
      if (!empty || !later) continue;
      report({
        message: l10n.t(
          '“{0}” holds nothing in the first 10 MB, from which Hugging Face datasets takes its type, and something from record {1} on: it stops there. Give a record near the beginning a value too.',
          nameOf(path),
          namesOf({ count: 1, records: later.records.slice(0, 1) }),
        ),
        on: empty,
        spot: (view) => emptyIn(view, path, column),
      });
    }
  },
};

/** The records of the first chunk that hold nothing, and those that hold something later. */
function emptyFirst(column: Place['column']) {
  const kinds = [...column.kinds.keys()].filter((kind) => kind !== 'null');
  const empty = column.kinds.get('null');
  if (empty?.isEarly && kinds.length > 0) {
    const later = together(column, kinds);
    if (later && !later.isEarly) return [empty, later];
  }
  const lists = column.kinds.get('list');
  const items = column.items && together(column.items, [...column.items.kinds.keys()]);
  return lists?.isEarly && items && !items.isEarly ? [lists, items] : [];
}

function emptyIn(view: RecordView, path: Path, column: Place['column']): Spot {
  const isText = [...column.kinds.keys()].every((kind) => kind === 'null' || isOf('text', kind));
  for (const { value, pointer } of valuesIn(view.value, path)) {
    if (value !== null && !(Array.isArray(value) && value.length === 0)) continue;
    const span = view.span(pointer);
    const fixes = isText
      ? [{ title: l10n.t('Write an empty text'), safety: 'preview' as const, edits: [{ ...span, text: '""' }] }]
      : [];
    return { pointer, ...span, fixes };
  }
  return view.span('');
}
