import * as l10n from '@vscode/l10n';
import { sourceOf } from '../../dataset/datasetInfo/datasetInfo';
import type { Rule, Spot } from '../rule';
import type { RecordView } from '../view';
import { lateInFolder } from './lateInFolder';
import { firstRecordOf } from './liveColumns';
import { nameOf, placesIn, together, type Path, type Place } from './places';
import { isOf } from './valueGroups';

export const columnAppearsLate: Rule = {
  id: 'column-appears-late',
  level: 'error',
  levels: { openai: 'off' },
  outcomes: { llamafactory: 'crash' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Field first seen late'),
    what: l10n.t(
      'A field of a JSONL file, or a key inside one, that no record has in the first 10 MB; or one that a file never has, of several that dataset_info.json names as one folder.',
    ),
    why: l10n.t(
      'Hugging Face datasets takes the columns from the first 10 MB of the first file and stops with a CastError at the first part that has others: a file can load for minutes and then fail. Which file of a folder is the first, its listing decides, which has no certain order.',
    ),
    mend: l10n.t(
      'Give the first record the field too, as an empty text if it holds text; null is not enough. The quick fix does that in a file; in a folder, each of the files needs it.',
    ),
    faulty:
      '{"instruction": "hi", "output": "hello"}\n… 10 MB …\n{"instruction": "hi", "output": "hello", "system": "Be brief."}',
    sound:
      '{"instruction": "hi", "output": "hello", "system": ""}\n… 10 MB …\n{"instruction": "hi", "output": "hello", "system": "Be brief."}',
  }),
  file({ columns, container }, report) {
    if (container !== 'jsonl') return;
    // What is in a field that is late is late as well.
    for (const place of placesIn(columns, ({ column }) => isEarly(column))) {
      if (isEarly(place.column) || typeof place.path.at(-1) !== 'string') continue;
      const having = together(place.column, [...place.column.kinds.keys()]);
      const first = columns.kinds.get('object');
      if (!having || !first || !isParentEarly(columns, place.path)) continue;
      report({
        message: l10n.t(
          '“{0}” first stands in record {1}, behind the first 10 MB, from which Hugging Face datasets takes the columns: it stops there. Give the first record the field too.',
          nameOf(place.path),
          firstRecordOf(having)! + 1,
        ),
        on: first,
        spot: (view) => additionIn(view, place),
      });
    }
  },
  entry(view, report) {
    if (sourceOf(view.entry) !== 'file' || !view.contents) return;
    for (const found of lateInFolder(view.contents)) report({ ...found, ...view.span('file_name') });
  },
};

function isEarly({ kinds }: Place['column']): boolean {
  return [...kinds.values()].some((total) => total.isEarly);
}

/** Some object in the first chunk could have had the key: else the object itself is what comes late. */
function isParentEarly(columns: Place['column'], path: Path): boolean {
  let column: Place['column'] | undefined = columns;
  for (const part of path.slice(0, -1)) column = typeof part === 'string' ? column?.fields.get(part) : column?.items;
  return column?.kinds.get('object')?.isEarly === true;
}

/** The field in a record that lacks it; only an empty text is of use there. */
function additionIn(view: RecordView, { path, column }: Place): Spot {
  const [key, ...rest] = path;
  const start = view.piece.valueStart;
  const spot = { start, end: start + 1 };
  const isText = [...column.kinds.keys()].every((kind) => kind === 'null' || isOf('text', kind));
  if (typeof key !== 'string' || rest.length > 0 || !isText || Object.hasOwn(view.value, key)) return spot;
  const last = view.tree?.children?.at(-1);
  const at = last ? start + last.offset + last.length : start + 1;
  const text = `${last ? ', ' : ''}${JSON.stringify(key)}: ""`;
  return {
    ...spot,
    fixes: [
      { title: l10n.t('Add “{0}” as an empty text', key), safety: 'safe', edits: [{ start: at, end: at, text }] },
    ],
  };
}
