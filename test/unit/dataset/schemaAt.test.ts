import assert from 'node:assert/strict';
import { openFormat } from '../../../src/dataset/format';
import {
  descend,
  fitting,
  inSchemaWords,
  isMessagePath,
  keyInDataWords,
  placesOf,
  propertiesOf,
  type AnySchema,
  type Path,
} from '../../../src/dataset/schemaAt';

const FILES = { 'parts.schema.json': { $defs: { id: { title: 'Id', type: 'string' } } } } satisfies Record<
  string,
  AnySchema
>;

function titles(schema: AnySchema, path: Path, value?: unknown): (string | undefined)[] {
  return descend(placesOf(schema, FILES), path, value, FILES).map(({ schema: { title } }) => title);
}

describe('the schema at a path', () => {
  const part: AnySchema = {
    anyOf: [
      { title: 'Text', type: 'object', properties: { type: { enum: ['text'] }, value: { title: 'T' } } },
      { title: 'Image', type: 'object', properties: { type: { enum: ['image'] }, value: { title: 'I' } } },
    ] as AnySchema['anyOf'] & object,
  };

  it('goes through properties, items, alternatives and references into other files', () => {
    const schema: AnySchema = { properties: { list: { items: part }, id: { $ref: 'parts.schema.json#/$defs/id' } } };
    assert.deepEqual(titles(schema, ['list', 3]), ['Text', 'Image']);
    assert.deepEqual(titles(schema, ['id']), ['Id']);
    assert.deepEqual(titles(schema, ['nothing']), []);
  });

  it('lets a title beside a reference win', () => {
    const schema: AnySchema = { properties: { id: { title: 'Mine', $ref: 'parts.schema.json#/$defs/id' } } };
    assert.deepEqual(titles(schema, ['id']), ['Mine']);
  });

  it('tells alternatives apart by values that are fixed, and keeps all while there are none', () => {
    assert.deepEqual(titles(part, ['value'], { type: 'image' }), ['I']);
    assert.deepEqual(titles(part, ['value'], { type: '' }), ['T', 'I']);
    assert.deepEqual(titles(part, ['value'], { type: 'other' }), ['T', 'I']);
  });

  it('tells them apart by type and by the keys that they know', () => {
    const either: AnySchema = {
      anyOf: [{ type: 'string' }, { type: 'object', properties: { a: {} } }, { type: 'object', properties: { b: {} } }],
    };
    const places = fitting(placesOf(either, FILES), { b: 1 });
    assert.deepEqual([...propertiesOf(places, FILES).keys()], ['b']);
  });

  it('ends where references lead in a circle, and where a schema of the data is no schema', () => {
    const circle: AnySchema = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
    assert.deepEqual(placesOf(circle, FILES), []);
    for (const declared of [3, 'x', [1], { properties: 3, anyOf: 'x', items: [], required: {} }]) {
      const places = descend(placesOf({ declared }, FILES), ['a', 0, 'b'], undefined, FILES);
      assert.ok(places.every(({ isDeclared }) => isDeclared));
    }
  });

  it('keeps references of the data within the data', () => {
    assert.deepEqual(
      placesOf({ declared: { $ref: 'parts.schema.json#/$defs/id' } }, FILES).map(({ schema }) => schema.title),
      [undefined],
    );
  });
});

describe('words of the data', () => {
  const format = openFormat({
    id: 'messages',
    mapping: { fields: { messages: 'talk' }, role: 'who', content: 'what' },
  })!;

  it('stand for those of the schema in the keys of messages alone', () => {
    assert.deepEqual(inSchemaWords(format, ['talk', 2, 'who']), ['talk', 2, 'role']);
    assert.deepEqual(inSchemaWords(format, ['talk', 2, 'what', 0, 'who']), ['talk', 2, 'content', 0, 'who']);
    assert.deepEqual(inSchemaWords(format, ['who']), ['who']);
    assert.equal(keyInDataWords(format, ['talk', 0], 'content'), 'what');
    assert.equal(keyInDataWords(format, [], 'content'), 'content');
  });

  it('say which paths are messages', () => {
    assert.ok(isMessagePath(format, ['talk', 0]));
    assert.ok(!isMessagePath(format, ['messages', 0]));
    assert.ok(!isMessagePath(format, ['talk', 0, 'what']));
  });
});
