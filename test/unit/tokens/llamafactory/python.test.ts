import assert from 'node:assert/strict';
import { dumps, JsonDecodeError, loads } from '../../../../src/tokens/llamafactory/python/json';
import { readRecord } from '../../../../src/tokens/llamafactory/readRecord';
import { repr, str } from '../../../../src/tokens/llamafactory/python/text';
import { PythonDate, type PythonValue } from '../../../../src/tokens/llamafactory/python/value';

describe('JSON as Python reads and writes it', () => {
  it('keeps ints, floats, the order of keys and every character', () => {
    for (const text of [
      '{"b": 1, "10": 2, "2": 3, "a": [1.0, -0.0, 1e+16, 1e-05, 12345678901234567890, 0.0001]}',
      '[NaN, Infinity, -Infinity, null, true, false, {}, []]',
      '"\u0085\u2028é😀\\u0001\\n\\"\\\\/"',
    ])
      assert.equal(dumps(loads(text)), text);
  });

  it('leaves lone surrogates as they are', () => {
    assert.equal(dumps(loads('"a\\ud83d\\n"')), '"a\ud83d\\n"');
  });

  it('lets the last of equal keys win, in the place of the first', () => {
    assert.equal(dumps(loads('{"a": 1, "b": 2, "a": 3}')), '{"a": 3, "b": 2}');
  });

  it('indents as json.dumps(indent=4)', () => {
    assert.equal(
      dumps(loads('{"a":[1,{}],"b":[]}'), 4),
      '{\n    "a": [\n        1,\n        {}\n    ],\n    "b": []\n}',
    );
  });

  it('refuses what json.loads refuses', () => {
    for (const text of [
      '',
      ' ',
      "{'a': 1}",
      '[1,]',
      '01',
      '1.',
      '.5',
      '+1',
      '"\t"',
      '"\\x"',
      '\ufeff1',
      '1 2',
      '{"a" 1}',
      'nul',
    ])
      assert.throws(() => loads(text), JsonDecodeError, JSON.stringify(text));
  });
});

describe('Values as Python prints them', () => {
  it('quotes and escapes strings', () => {
    assert.equal(
      repr(["it's", '"', `'"`, 'a\nb\\', '\u200b\xa0\u3000\x7f\u{e0001}', '中 é']),
      `["it's", '"', '\\'"', 'a\\nb\\\\', '\\u200b\\xa0\\u3000\\x7f\\U000e0001', '中 é']`,
    );
  });

  it('writes None, booleans, numbers and dates in its way', () => {
    assert.equal(repr({ a: null, b: true, c: 1.5, d: 1 }), "{'a': None, 'b': True, 'c': 1.5, 'd': 1}");
    assert.equal(str('x'), 'x');
    assert.equal(str(new PythonDate('2024-03-09')), '2024-03-09 00:00:00');
    assert.equal(repr(new PythonDate('2024-03-09T10:05')), 'datetime.datetime(2024, 3, 9, 10, 5)');
  });
});

describe('A record', () => {
  it('keeps what LLaMA-Factory writes out again', () => {
    for (const text of [
      '{"a": {"x": 1.0}}',
      '[1.0]',
      '{"a": 1e+16}',
      '{"a": -1.5e-07}',
      '{"a": 12345678901234567890}',
      '{"b": 1, "1": 2}',
      '{"a": [2, 3.0, 0.5]}',
    ])
      assert.equal(dumps(readRecord(text) as PythonValue), text);
  });

  it('without such values is parsed as ever', () => {
    const text = '{"a": [1, 2.5, "x 10"], "b": null}';
    assert.deepEqual(readRecord(text), JSON.parse(text));
  });
});
