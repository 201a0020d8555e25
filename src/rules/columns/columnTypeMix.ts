import * as l10n from '@vscode/l10n';
import type { Format } from '../../dataset/format';
import { listOf } from '../../dataset/listOf';
import { sourceAt } from '../parts';
import type { Fix, Rule, Spot } from '../rule';
import type { RecordView } from '../view';
import type { Column } from './column';
import { converted } from './convertValue';
import { firstRecordOf } from './liveColumns';
import { ITEMS, nameOf, namesOf, placesIn, together, valuesIn, type Path, type Place } from './places';
import { groupsIn, isMixed, isOf, nameOfGroup, type GroupId, type ValueGroup } from './valueGroups';
import { wantedAt } from './wantedAt';

export const columnTypeMix: Rule = {
  id: 'column-type-mix',
  level: 'warning',
  levels: { llamafactory: 'error', openai: 'off' },
  outcomes: { llamafactory: 'crash' },
  fix: 'offer',
  page: () => ({
    title: l10n.t('Column of mixed types'),
    what: l10n.t(
      'A field that holds text in some records and a list, an object, a number or true/false in others; also inside messages, such as a content that is text here and a list of parts there. It is told once for the field, at the first record of the fewer ones.',
    ),
    why: l10n.t(
      'Hugging Face datasets up to 4.0, the newest that LLaMA-Factory allows, refuses the whole file: “Column(/output) changed from string to array”. Since 4.7 it reads the field as JSON, and turns texts that look like JSON into what they look like: "42" becomes the number 42.',
    ),
    mend: l10n.t('Give the field the same type in every record. The quick fix writes the odd ones like the others.'),
    faulty: `{"instruction": "hi", "output": "hello", "score": "5"}\n{"instruction": "bye", "output": "see you", "score": 4}`,
    sound: `{"instruction": "hi", "output": "hello", "score": "5"}\n{"instruction": "bye", "output": "see you", "score": "4"}`,
  }),
  file({ columns, container, format }, report) {
    for (const place of placesIn(columns, () => true)) {
      if (isMixed(place.column)) {
        const [usual, ...others] = usualFirst(place, format);
        const on = together(place.column, othersOf(place.column, usual!.id));
        if (on)
          report({ message: messageOf(place, usual!, others), on, spot: (view) => spotIn(view, place, usual!.id) });
      } else if (container === 'jsonl') {
        const [ints, floats] = [place.column.kinds.get('int'), place.column.kinds.get('float')];
        if (!ints?.isEarly || !floats || floats.isEarly) continue;
        report({
          message: lateFloats(place, firstRecordOf(floats)! + 1),
          on: floats,
          spot: (view) => spotOf(view, place.path, ['float']),
        });
      }
    }
  },
};

/** What the format wants in a field comes first, else what most records have. */
function usualFirst({ path, column }: Place, format: Format | undefined): ValueGroup[] {
  const groups = groupsIn(column);
  const type = format && wantedAt(format, path);
  const wanted = groups.find(({ id }) => id === type);
  return wanted ? [wanted, ...groups.filter((group) => group !== wanted)] : groups;
}

function messageOf({ path }: Place, usual: ValueGroup, others: readonly ValueGroup[]): string {
  const odd = others.map(({ id, total }) =>
    total.count === 1
      ? l10n.t('{0} in record {1}', nameOfGroup(id), namesOf(total))
      : l10n.t('{0} in {1} records ({2})', nameOfGroup(id), total.count, namesOf(total)),
  );
  const [name, sort, all] = [nameOf(path), nameOfGroup(usual.id), listOf(odd)];
  const { count } = usual.total;
  return count === 1
    ? l10n.t(
        '“{0}” holds {1} in 1 record, but {2}. Hugging Face datasets up to 4.0 refuses the file; newer versions read the field as JSON. Write it the same way everywhere.',
        name,
        sort,
        all,
      )
    : l10n.t(
        '“{0}” holds {1} in {2} records, but {3}. Hugging Face datasets up to 4.0 refuses the file; newer versions read the field as JSON. Write it the same way everywhere.',
        name,
        sort,
        count,
        all,
      );
}

function lateFloats({ path }: Place, record: number): string {
  return l10n.t(
    '“{0}” holds whole numbers in the first 10 MB and others from record {1} on: Hugging Face datasets stops there. Write a number of the first records with a decimal point.',
    nameOf(path),
    record,
  );
}

function othersOf(column: Column, usual: GroupId) {
  return [...column.kinds.keys()].filter((kind) => kind !== 'null' && kind !== 'deep' && !isOf(usual, kind));
}

/** Undefined where the value is wrong in itself, unless the whole file is lost by it. */
function spotIn(view: RecordView, { path, column }: Place, usual: GroupId): Spot | undefined {
  const odd = [...valuesIn(view.value, path)].filter(({ kind }) => kind !== 'null' && !isOf(usual, kind));
  const first = odd[0];
  if (!first) return view.span('');
  const isWrong = view.schemaErrors.some(({ instancePath }) => instancePath === first.pointer);
  if (isWrong && view.target !== 'llamafactory') return undefined;
  const hasParts = column.items?.fields.has('type') === true && path.at(-1) !== ITEMS;
  const edits = odd.map(({ value, pointer }) => {
    const text = converted(value, sourceAt(view, pointer), usual, hasParts);
    return text === undefined ? undefined : { ...view.span(pointer), text };
  });
  const known = edits.filter((edit) => edit !== undefined);
  const fixes: Fix[] = known.length < edits.length ? [] : [{ title: titleOf(usual), safety: 'preview', edits: known }];
  return { pointer: first.pointer, ...view.span(first.pointer), fixes };
}

function titleOf(usual: GroupId): string {
  return l10n.t('Write it like the other records: as {0}', nameOfGroup(usual));
}

/** The first value of one of these kinds in a place of a record. */
export function spotOf(view: RecordView, path: Path, kinds: readonly string[]): Spot {
  for (const { kind, pointer } of valuesIn(view.value, path)) {
    if (kinds.includes(kind)) return { pointer, ...view.span(pointer) };
  }
  return view.span('');
}
