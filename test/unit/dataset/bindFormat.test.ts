import * as assert from 'node:assert/strict';
import { formatById, formats, openFormat, type Fields, type Format } from '../../../src/dataset/format';
import { isJsonObject } from '../../../src/dataset/jsonObject';
import type { Mapping } from '../../../src/dataset/names';
import { allTurns, type Sample } from '../../../src/dataset/sample';
import { at, pointersOf, recordsOf } from './formatRecords';

/** Every field, key and role under another name. */
function foreign({ schema, words }: Format): Required<Pick<Mapping, 'fields' | 'role' | 'content' | 'roles'>> {
  return {
    fields: Object.fromEntries(Object.keys(schema.properties).map((field) => [field, `x/${field}`])),
    role: 'who',
    content: 'what',
    roles: Object.fromEntries(Object.entries(words.roles).map(([role, kind]) => [`the ${role}`, kind])),
  };
}

/** A record in these names. */
function translated(record: Fields, format: Format, { fields, role, content }: ReturnType<typeof foreign>): Fields {
  const { words, messageFields } = format;
  const message = (value: unknown): unknown => {
    if (!isJsonObject(value)) return value;
    const { [words.role]: said, [words.content]: text, ...rest } = value;
    return { ...rest, [role]: `the ${String(said)}`, ...(text === undefined ? {} : { [content]: text }) };
  };
  const inner = (field: string, value: unknown): unknown => {
    if (!messageFields.includes(field)) return value;
    return Array.isArray(value) ? value.map((each: unknown) => message(each)) : message(value);
  };
  return Object.fromEntries(
    Object.entries(record).map(([field, value]) => [fields[field] ?? field, inner(field, value)]),
  );
}

/** What a sample says, without names and places. */
function meaning(sample: Sample): unknown {
  return {
    turns: allTurns(sample).map(({ role, isKnown, content, calls, reasoning, weight, callId }) => ({
      ...{ role, isKnown, content, reasoning: reasoning?.text, weight: weight?.value, callId: callId?.value },
      calls: calls?.calls.map(({ name, arguments: args, id }) => ({ name, args, id })),
    })),
    tools: sample.tools?.value,
    label: sample.label?.value,
    media: sample.media?.map(({ kind, items }) => ({ kind, values: items.map(({ value }) => value) })),
  };
}

describe('a format in the words of the data', () => {
  for (const format of formats) {
    it(`${format.id}: reads the same from records with other names`, () => {
      const names = foreign(format);
      const bound = openFormat({ id: format.id, mapping: names })!;
      for (const record of recordsOf(format.id).filter((each) => !isJsonObject(each.input) && !('question' in each))) {
        const other = translated(record, format, names);
        assert.deepEqual(meaning(bound.read(other)), meaning(format.read(record)));
        for (const pointer of pointersOf(bound.read(other))) assert.notEqual(at(other, pointer), undefined, pointer);
        assert.ok(bound.validate(other), JSON.stringify(bound.validate.errors));
        assert.ok(bound.recognises(other));
        assert.equal(bound.isOrdinary(other), format.isOrdinary(record));
      }
    });
  }

  const mapping: Mapping = {
    fields: { conversations: 'dialog', tools: null },
    role: 'role',
    content: 'content',
    roles: { user: 'user', assistant: 'assistant' },
  };

  it('tells what is wrong in the words of the data', () => {
    const bound = openFormat({ id: 'sharegpt', mapping })!;
    bound.validate({ dialog: [{ role: 'user', content: 1 }, { role: 'user' }] });
    assert.deepEqual(
      bound.validate.errors?.map(({ instancePath, params }) => [instancePath, params.missingProperty as unknown]),
      [
        ['/dialog/0/content', undefined],
        ['/dialog/1', 'content'],
      ],
    );
    bound.validate({ conversations: [] });
    assert.deepEqual(
      bound.validate.errors?.map(({ params }) => params.missingProperty as unknown),
      ['dialog'],
    );
  });

  it('does not take a key of its own for one of the data', () => {
    const bound = openFormat({ id: 'sharegpt', mapping })!;
    assert.equal(bound.validate({ dialog: [{ from: 'human', value: 'hi' }] }), false);
  });

  it('does not read fields that are mapped to nothing', () => {
    const bound = openFormat({ id: 'sharegpt', mapping })!;
    assert.equal(bound.read({ dialog: [], tools: '[]' }).tools, undefined);
    assert.ok(!('tools' in bound.schema.properties));
  });

  it('knows further roles beside its own', () => {
    const bound = openFormat({ id: 'messages', mapping: { moreRoles: { 旁白: 'other' } } })!;
    const [turn] = bound.read({ messages: [{ role: '旁白', content: '夜。' }] }).turns;
    assert.deepEqual([turn!.role, turn!.isKnown], ['other', true]);
    assert.equal(
      formatById('messages')!.read({ messages: [{ role: '旁白', content: '夜。' }] }).turns[0]!.isKnown,
      false,
    );
  });
});
