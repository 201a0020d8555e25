import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/dataset/edits';
import { DatasetText } from '../../../src/dataset/datasetText';
import type { ProjectLabels } from '../../../src/dataset/project';
import { labelSettings, type TaskTypeSettings } from '../../../src/labels/labelSettings';
import { recordFields } from '../../../src/labels/recordFields';
import { changedType, changeFault, renameEdits, type TypeChange } from '../../../src/labels/rename';
import { isSameType, isWithin, taskTypeFields, taskTypesOf, type TaskType } from '../../../src/labels/taskType';

function settingsOf(taskType: ProjectLabels['taskType'] = {}): TaskTypeSettings {
  return labelSettings({ taskType }, undefined).taskType;
}

/** The file after a change; undefined if a record has too many levels. */
function renamed(text: string, change: TypeChange, settings: TaskTypeSettings): string | undefined {
  const parts: string[] = [];
  for (const { piece } of new DatasetText(text).pieces.placed()) {
    const edits = piece.kind === 'record' ? renameEdits(piece, change, settings) : [];
    if (!edits) return undefined;
    parts.push(applyEdits(piece.text, edits));
  }
  return parts.join('');
}

const AB: TypeChange = { from: ['逻辑推理', '常识推理'], to: ['逻辑推理', '常识'] };

describe('renaming a task type', () => {
  it('writes the names that change, and nothing else', () => {
    const text =
      '{"a" :1.0,"task_type":\t"逻辑推理  -  常识推理 " , "a":12345678901234567890}\r\n{"task_type":"逻辑推理 - 常识"}';
    assert.equal(renamed(text, AB, settingsOf()), text.replace('常识推理', '常识'));
  });

  it('takes the types below along', () => {
    const text = '{"task_type": "逻辑推理 - 常识推理"}\n{"task_type": "逻辑推理"}\n{"task_type": "逻辑推理学"}';
    const change = { from: ['逻辑推理'], to: ['推理 "A"'] };
    const expected =
      '{"task_type": "推理 \\"A\\" - 常识推理"}\n{"task_type": "推理 \\"A\\""}\n{"task_type": "逻辑推理学"}';
    assert.equal(renamed(text, change, settingsOf()), expected);
  });

  it('moves a type to another level', () => {
    const text = '{"task_type": "逻辑推理 - 常识推理 - 因果"}';
    assert.equal(renamed(text, { ...AB, to: ['常识'] }, settingsOf()), '{"task_type": "常识 - 因果"}');
    assert.equal(
      renamed(text, { from: ['逻辑推理'], to: ['a', 'b'] }, settingsOf()),
      '{"task_type": "a - b - 常识推理 - 因果"}',
    );
  });

  it('keeps escapes, and writes as the record is written', () => {
    const text = '{"task_type": "\\u903b\\u8f91\\u63a8\\u7406 - \\u5e38\\u8bc6\\u63a8\\u7406"}';
    const expected = '{"task_type": "\\u903b\\u8f91\\u63a8\\u7406 - \\u5e38\\u8bc6"}';
    assert.equal(renamed(text, AB, settingsOf()), expected);
  });

  it('changes the last of several fields of that name, which is the one that counts', () => {
    const text = '{"task_type": "逻辑推理 - 常识推理", "task_type": "逻辑推理 - 常识推理"}';
    const expected = '{"task_type": "逻辑推理 - 常识推理", "task_type": "逻辑推理 - 常识"}';
    assert.equal(renamed(text, AB, settingsOf()), expected);
  });

  it('leaves one of two types that become the same', () => {
    const text = '{"task_type": ["逻辑推理 - 常识推理", "b", "逻辑推理 - 常识"]}';
    assert.equal(renamed(text, AB, settingsOf({ several: true })), '{"task_type": ["逻辑推理 - 常识", "b"]}');
  });

  it('keeps what is no type where two types become one', () => {
    const several = settingsOf({ several: true });
    const text =
      '{"task_type": [ 12345678901234567890, "逻辑推理 - 常识推理",  "" ,{"a" :1.0}, "逻辑推理 - 常识", null ]}';
    const expected = '{"task_type": [ 12345678901234567890, "逻辑推理 - 常识",  "" ,{"a" :1.0}, null ]}';
    assert.equal(renamed(text, AB, several), expected);
    const moved = '{"task_type": [["逻辑推理", "常识推理"], 1.0, ["逻辑推理", "b"], ["常识"]]}';
    const inLists = settingsOf({ several: true, levels: 'array' });
    assert.equal(renamed(moved, { ...AB, to: ['常识'] }, inLists), '{"task_type": [["常识"], 1.0, ["逻辑推理", "b"]]}');
    const inFields = settingsOf({ levels: 'fields', fields: ['l1', 'l2', 'l3'] });
    const fields = '{"l1": "逻辑推理", "l2": "常识推理", "l3": 5}';
    assert.equal(renamed(fields, { ...AB, to: ['常识'] }, inFields), fields);
    assert.equal(renamed(fields, AB, inFields), fields.replace('常识推理', '常识'));
  });

  it('works on lists and on fields of their own', () => {
    const list = '{"task_type": [ "逻辑推理",  "常识推理" ]}';
    assert.equal(renamed(list, AB, settingsOf({ levels: 'array' })), list.replace('常识推理', '常识'));
    assert.equal(renamed(list, { ...AB, to: ['常识'] }, settingsOf({ levels: 'array' })), '{"task_type": [ "常识" ]}');
    const inFields = settingsOf({ levels: 'fields', fields: ['l1', 'l2'] });
    const fields = '{"l1": "逻辑推理", "x": 1, "l2": " 常识推理"}';
    assert.equal(renamed(fields, AB, inFields), fields.replace('常识推理', '常识'));
    assert.equal(renamed(fields, { ...AB, to: ['常识'] }, inFields), '{"l1": "常识", "x": 1}');
    assert.equal(renamed(fields, { from: ['逻辑推理'], to: ['a', 'b'] }, inFields), undefined);
  });

  it('changes records that are nested very deeply', () => {
    const deep = `{"x": ${'['.repeat(3000)}${']'.repeat(3000)}, "task_type": "逻辑推理 - 常识推理"}`;
    assert.equal(renamed(deep, AB, settingsOf()), deep.replace('常识推理', '常识'));
  });

  it('says what can’t be done', () => {
    const settings = settingsOf();
    assert.equal(changeFault({ from: ['a'], to: ['a'] }, settings), 'same');
    assert.equal(changeFault({ from: ['a'], to: ['a', 'b'] }, settings), 'within');
    assert.equal(changeFault({ from: ['a'], to: ['b - c'] }, settings), 'separator');
    assert.equal(
      changeFault({ from: ['a'], to: ['b', 'c', 'd'] }, settingsOf({ levels: 'fields', fields: ['l1', 'l2'] })),
      'levels',
    );
    assert.equal(changeFault(AB, settings), undefined);
  });

  it('leaves no record behind and changes no byte outside of the fields, however types are written', () => {
    const name = fc.constantFrom('a', 'b', '逻辑推理', '常识推理', 'x"y\\', '/~', 'é');
    const type = fc.array(name, { minLength: 1, maxLength: 3 });
    const settings = fc.constantFrom(
      settingsOf(),
      settingsOf({ separator: '/', several: true, field: 'a/b~c' }),
      settingsOf({ levels: 'array' }),
      settingsOf({ levels: 'array', several: true }),
      settingsOf({ levels: 'fields', fields: ['l1', 'l2', 'l3', 'l4', 'l5', 'l6'] }),
    );
    const space = fc.constantFrom('', ' ', '\t');
    fc.assert(
      fc.property(
        settings,
        fc.array(fc.tuple(fc.array(type, { maxLength: 3 }), fc.boolean(), space)),
        type,
        type,
        (how, records, from, to) => {
          const change = { from, to };
          if (changeFault(change, how)) return;
          const text = records.map((record) => recordText(how, ...record)).join('\n');
          const after = renamed(text, change, how);
          assert.ok(after !== undefined);
          assert.deepEqual(outside(after, how), outside(text, how));
          const expected = typesIn(text, how).map((types) =>
            unique(types.map((each) => changedType(each, change) ?? each)),
          );
          assert.deepEqual(typesIn(after, how).map(unique), expected.map(unique));
          if (!isWithin(from, to))
            assert.ok(
              typesIn(after, how)
                .flat()
                .every((each) => !isWithin(each, from)),
            );
          if (
            typesIn(text, how)
              .flat()
              .every((each) => !isWithin(each, from))
          )
            assert.equal(after, text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function recordText(how: TaskTypeSettings, types: readonly TaskType[], isEscaped: boolean, space: string): string {
  const inUse = how.several ? types : types.slice(0, 1);
  const fields = [...taskTypeFields(inUse, how)].filter(([, value]) => value !== undefined);
  const parts = [
    '"n": 1.0',
    ...fields.map(([field, value]) => `${JSON.stringify(field)}:${space}${JSON.stringify(value)}`),
    `${space}"t": "é"`,
  ];
  const text = `{${parts.join(`,${space}`)}${space}}`;
  return isEscaped
    ? text.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text;
}

/** What stands in a file outside of the values of the fields of a type. */
function outside(text: string, { fields }: TaskTypeSettings): string[] {
  return text.split('\n').map((line) => {
    const own = line === '' ? [] : recordFields(line).filter(({ name }) => fields.includes(name));
    // Levels in fields of their own come and go with their names.
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? line.slice(0, first.start) + line.slice(last.end) : line;
  });
}

function typesIn(text: string, how: TaskTypeSettings): TaskType[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => taskTypesOf(JSON.parse(line) as Record<string, unknown>, how).map(({ type }) => type));
}

function unique(types: readonly TaskType[]): TaskType[] {
  return types.filter((type, i) => types.findIndex((other) => isSameType(type, other)) === i);
}
