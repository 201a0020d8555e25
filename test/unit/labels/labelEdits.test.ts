import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { applyEdits } from '../../../src/dataset/edits';
import { fieldPlace, LAST, type FieldPlace } from '../../../src/labels/fieldPlace';
import { labelEdits } from '../../../src/labels/labelEdits';

function edited(record: string, values: Record<string, unknown>, place: FieldPlace = LAST): string {
  const before = '  ';
  const piece = { text: `${before}${record},\n`, valueStart: 2, valueEnd: 2 + record.length };
  const after = applyEdits(piece.text, labelEdits(piece, new Map(Object.entries(values)), place));
  assert.ok(after.startsWith(before) && after.endsWith(',\n'));
  return after.slice(2, -2);
}

describe('edits of labels', () => {
  it('replace a value in its place', () => {
    assert.equal(edited('{"task_type":"a", "n": 1.0}', { task_type: 'b' }), '{"task_type":"b", "n": 1.0}');
  });

  it('leave a value alone that says the same, however it is written', () => {
    const record = '{"task_type": "\\u903b\\u8f91", "levels":[ "a" ,"b" ]}';
    assert.equal(edited(record, { task_type: '逻辑', levels: ['a', 'b'] }), record);
  });

  it('put a new field last, spaced as the record is', () => {
    assert.equal(edited('{"a":1,"b":2}', { t: 'x' }), '{"a":1,"b":2,"t":"x"}');
    assert.equal(edited('{"a": 1, "b": 2}', { t: 'x' }), '{"a": 1, "b": 2, "t": "x"}');
    assert.equal(edited('{"a": 1}', { t: 'x' }), '{"a": 1, "t": "x"}');
    assert.equal(edited('{"a":1}', { t: 'x' }), '{"a":1,"t":"x"}');
    assert.equal(edited('{\r\n\t"a" : 1\r\n}', { t: 'x' }), '{\r\n\t"a" : 1,\r\n\t"t" : "x"\r\n}');
    assert.equal(edited('{ "a": 1\n, "b": 2\n}', { t: 'x' }), '{ "a": 1\n, "b": 2\n, "t": "x"\n}');
    assert.equal(edited('{}', { t: 'x', u: 'y' }), '{"t": "x", "u": "y"}');
  });

  it('put a new field where the other records have it', () => {
    const place = fieldPlace(
      [{ id: 1, task_type: 'x', robustness: 'typo', messages: [] }, { messages: [] }, { task_type: 'y', other: 1 }],
      ['task_type', 'robustness', 'nowhere'],
    );
    const labels = { robustness: 'noise', task_type: 't', nowhere: 1 };
    assert.equal(
      edited('{"id": 7, "messages": []}', labels, place),
      '{"id": 7, "task_type": "t", "robustness": "noise", "messages": [], "nowhere": 1}',
    );
    assert.equal(
      edited('{"messages": []}', labels, place),
      '{"task_type": "t", "robustness": "noise", "messages": [], "nowhere": 1}',
    );
    assert.equal(edited('{"text":""}', { task_type: 't' }, place), '{"text":"","task_type":"t"}');
  });

  it('take the order that most records have', () => {
    const place = fieldPlace(
      [
        { t: 1, a: 1 },
        { a: 1, t: 1 },
        { a: 1, t: 1 },
      ],
      ['t'],
    );
    assert.deepEqual(place.get('t'), { order: ['a', 't'], isList: false });
  });

  it('take a field away with its own comma and space', () => {
    assert.equal(edited('{"a":1, "t": "x",  "b":2}', { t: undefined }), '{"a":1,  "b":2}');
    assert.equal(edited('{"t": "x", "b":2 }', { t: undefined }), '{"b":2 }');
    assert.equal(edited('{"a":1 , "t": ["x"]}', { t: undefined }), '{"a":1}');
    assert.equal(edited('{"t": {"u": 1}}', { t: undefined }), '{}');
    assert.equal(edited('{\n  "a": 1,\n  "t": "x"\n}', { t: undefined }), '{\n  "a": 1\n}');
  });

  it('do several fields at once', () => {
    const values = { a: undefined, b: 'new', c: undefined, t: 'x' };
    assert.equal(edited('{"a": 1, "b": 2, "c": 3, "d": 4}', values), '{"b": "new", "d": 4, "t": "x"}');
    assert.equal(edited('{"a": 1, "c": 3}', values), '{"b": "new", "t": "x"}');
  });

  it('give the last of several fields of a name the value, and take all of them away', () => {
    assert.equal(edited('{"t": "a", "t": "b"}', { t: 'c' }), '{"t": "a", "t": "c"}');
    assert.equal(edited('{"t": "a", "k": 1, "t": "b"}', { t: undefined }), '{"k": 1}');
  });

  it('keep the layout of a list and the escapes of a record', () => {
    assert.equal(edited('{"t": [\n  "a"\n]}', { t: ['b', 'c'] }), '{"t": [\n  "b",\n  "c"\n]}');
    assert.equal(edited('{"t":["a"]}', { t: ['b', 'c'] }), '{"t":["b","c"]}');
    assert.equal(edited('{"a": 1, "t": "x"}', { t: ['b', ['c', 'd']] }), '{"a": 1, "t": ["b", ["c", "d"]]}');
    assert.equal(edited('{"a": "\\u9898"}', { t: '逻😀' }), '{"a": "\\u9898", "t": "\\u903b\\ud83d\\ude00"}');
  });

  it('touch nothing that is no object', () => {
    assert.equal(edited('{"a": 1,, "b"', { t: 'x' }), '{"a": 1,, "b"');
    assert.equal(edited('[1, 2]', { t: 'x' }), '[1, 2]');
  });

  it('read a record of any depth', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    assert.equal(edited(`{"a": ${deep}, "b": 1}`, { a: undefined, t: 'x' }), '{"b": 1, "t": "x"}');
  });

  const name = fc.constantFrom('a', 'b', 't', 'u', '逻辑', 'x"y');
  const json = fc.jsonValue({ maxDepth: 2 });
  const space = fc.constantFrom('', ' ', '\n', '\r\n  ', '\t');
  const record = fc
    .tuple(fc.array(fc.tuple(name, json, space, space, space, space), { maxLength: 6 }), space)
    .map(([fields, end]) => {
      const parts = fields.map(
        ([key, value, s1, s2, s3, s4]) => `${s1}${JSON.stringify(key)}${s2}:${s3}${JSON.stringify(value)}${s4}`,
      );
      return `{${parts.join(',')}${end}}`;
    });
  const label = fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1, maxLength: 3 }), fc.boolean());
  const labels = fc.dictionary(name, fc.option(label, { nil: undefined }), { maxKeys: 4 });
  const places = fc.array(fc.uniqueArray(name, { minLength: 1 }), { maxLength: 3 }).map((orders) =>
    fieldPlace(
      orders.map((order) => Object.fromEntries(order.map((key) => [key, 1]))),
      ['a', 't', 'u', '逻辑'],
    ),
  );

  it('give the record these values, twice as well as once, and change no other field', () => {
    fc.assert(
      fc.property(record, labels, places, (text, values, place) => {
        const after = edited(text, values, place);
        const wanted = JSON.parse(text) as Record<string, unknown>;
        for (const [key, value] of Object.entries(values)) {
          if (value === undefined) delete wanted[key];
          else wanted[key] = value;
        }
        assert.deepEqual(JSON.parse(after), JSON.parse(JSON.stringify(wanted)));
        assert.equal(edited(after, values, place), after);
      }),
      { numRuns: 2000 },
    );
  });

  it('leave every other byte: a new field that goes again leaves the very same text', () => {
    fc.assert(
      fc.property(record, label, label, places, (text, first, second, place) => {
        const values = { new1: first, new2: second };
        assert.equal(edited(edited(text, values, place), { new1: undefined, new2: undefined }), text);
      }),
      { numRuns: 1000 },
    );
  });
});
