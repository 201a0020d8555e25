import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { sourceAt } from '../parts';
import type { Rule, Spot } from '../rule';
import type { RecordView } from '../view';
import { fieldsOf, type Column } from './column';
import { firstRecordOf } from './liveColumns';
import { nameOf, namesOf, placesIn, together, valuesIn, type Path } from './places';

/** What is written out again as it stands: definitions of tools and arguments of calls. */
const WRITTEN_OUT = new Set(['tools', 'functions', 'arguments']);

export const objectKeysVary: Rule = {
  id: 'object-keys-vary',
  level: 'info',
  levels: { llamafactory: 'warning', openai: 'off' },
  outcomes: { llamafactory: 'altered' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Objects with different keys'),
    what: l10n.t('Objects in tool definitions or in the arguments of calls that have other keys in other records.'),
    why: l10n.t(
      'Hugging Face datasets up to 4.0, the newest that LLaMA-Factory allows, gives the objects of a column all keys that any of them has, with null: every tool gets the parameters of all others. Newer versions keep them apart.',
    ),
    mend: l10n.t(
      'Write the definitions as a JSON text, in all records: LLaMA-Factory expects “tools” so. The quick fix does that; use it for the whole file.',
    ),
    faulty: `{"messages": […], "tools": [{"name": "time", "parameters": {"zone": {}}}]}\n{"messages": […], "tools": [{"name": "sum", "parameters": {"a": {}, "b": {}}}]}`,
    sound: `{"messages": […], "tools": "[{\\"name\\": \\"time\\", …}]"}`,
  }),
  file({ columns }, report) {
    for (const root of placesIn(columns, ({ path }) => !isRoot(path))) {
      if (!isRoot(root.path)) continue;
      const varying = [...placesIn(root.column, () => true, root.path)].filter(({ column }) => keysVaryIn(column));
      const keys = varying.flatMap(({ path, column }) => rareKeys(column).map((key) => nameOf([...path, key])));
      const on = together(root.column, ['object', 'list']);
      if (!on || varying.length === 0) continue;
      const rare = varying.flatMap(({ column }) => rareKeys(column).map((key) => column.fields.get(key)!));
      report({
        message: l10n.t(
          'Objects in “{0}” have different keys: {1} (first in record {2}). Hugging Face datasets up to 4.0 adds them to all the others, with null. Write such objects as JSON text, or with the same keys.',
          nameOf(root.path),
          someOf(keys),
          firstOf(rare),
        ),
        on,
        spot: (view) => asTextIn(view, root.path),
      });
    }
  },
};

function isRoot(path: Path): boolean {
  const last = path.at(-1);
  return typeof last === 'string' && WRITTEN_OUT.has(last);
}

function keysVaryIn(column: Column): boolean {
  return column.kinds.has('map') || rareKeys(column).length > 0;
}

/** The keys that some object in the place lacks. */
function rareKeys(column: Column): string[] {
  return [...fieldsOf(column)].filter(([, { holders }]) => holders < column.objects).map(([key]) => key);
}

const MAX_NAMED = 5;

function someOf(names: readonly string[]): string {
  return listOf([...names].sort(), MAX_NAMED);
}

function firstOf(columns: readonly Column[]): string {
  const totals = columns.flatMap((column) => together(column, [...column.kinds.keys()]) ?? []);
  const records = totals.flatMap((total) => firstRecordOf(total) ?? []);
  return namesOf({ count: 1, records: [Math.min(...records)] });
}

function asTextIn(view: RecordView, path: Path): Spot {
  const found = [...valuesIn(view.value, path)].filter(({ kind }) => kind === 'object' || kind === 'list');
  const first = found[0];
  if (!first) return view.span('');
  const edits = found.map(({ pointer }) => ({ ...view.span(pointer), text: JSON.stringify(sourceAt(view, pointer)) }));
  // Arguments as a text would be written out as a text.
  const isOfTools = path.at(-1) !== 'arguments';
  const fixes = isOfTools ? [{ title: l10n.t('Write it as a JSON text'), safety: 'preview' as const, edits }] : [];
  return { pointer: first.pointer, ...view.span(first.pointer), fixes };
}
