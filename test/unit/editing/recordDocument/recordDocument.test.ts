import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/dataset/edits';
import { escapeStyleOf } from '../../../../src/editing/recordDocument/escapeStyle';
import { newRecord, readDocument, writeDocument } from '../../../../src/editing/recordDocument/recordDocument';
import { StrictText } from '../../../../src/editing/recordDocument/strictText';
import { anyJson, textOf, tokensOf } from './writtenJson';

/** What a record of a JSONL file is when its document is saved. */
function saved(record: string, document: string): string {
  const edits = writeDocument(record, document, { style: escapeStyleOf([record]), isOneLine: true });
  assert.ok(edits, 'the document is no JSON');
  return applyEdits(record, edits);
}

function changed(record: string, change: (document: string) => string): string {
  const document = readDocument(record).text;
  const next = change(document);
  assert.notEqual(next, document);
  return saved(record, next);
}

describe('a record as a document', () => {
  it('has a line for each value, and real lines in strings', () => {
    const record = '{"messages":[{"role":"user","content":"Line 1\\nLine \\"2\\""}],"n":[1,2.0],"e":{},"l":[]}';
    assert.equal(
      readDocument(record).text,
      [
        '{',
        '  "messages": [',
        '    {',
        '      "role": "user",',
        '      "content": "Line 1',
        'Line \\"2\\""',
        '    }',
        '  ],',
        '  "n": [1, 2.0],',
        '  "e": {},',
        '  "l": []',
        '}',
      ].join('\n'),
    );
  });

  it('shows escaped characters that can be seen, and keeps the escapes of others', () => {
    const record = '"\\u4e2d\\ud83d\\ude00\\/\\u0022\\u005C\\u000a\\t\\r\\u200b\\u2028\\ud83d\\u0000\\u00a0 \u2029"';
    assert.equal(readDocument(record).text, '"中😀/\\"\\\\\n\\t\\r\\u200b\\u2028\\ud83d\\u0000\\u00a0 \\u2029"');
  });

  it('is the raw text where the record is no JSON', () => {
    assert.equal(readDocument('{"a": 1,\r\n"b": }').text, '{"a": 1,\n"b": }');
  });

  it('says where an offset of the record is', () => {
    const record = '{"a":"x\\ny\\u4e2dz","b":1}';
    const { text, placeOf } = readDocument(record);
    for (const mark of ['{', '"a"', 'z', '"b"', '1', '}'])
      assert.equal(placeOf(record.indexOf(mark)), text.indexOf(mark));
    assert.equal(placeOf(record.indexOf('\\u4e2d') + 3), text.indexOf('中'));
    assert.equal(placeOf(record.length), text.length);
  });
});

describe('saving the document of a record', () => {
  it('changes a value in its place, and nothing else', () => {
    const record = '{ "id" :12345678901234567890,"id": 1.0 , "t":"\\u4e2d\\/x",  "o": "a"}';
    assert.equal(
      changed(record, (text) => text.replace('"a"', '"b"')),
      record.replace('"a"', '"b"'),
    );
    assert.equal(
      changed(record, (text) => text.replace('1.0', '1')),
      record.replace('1.0', '1'),
    );
    assert.equal(
      changed(record, (text) => text.replace('x', 'y')),
      record.replace('x', 'y'),
    );
  });

  it('writes lines as line feeds', () => {
    assert.equal(
      changed('{"a":"x"}', (text) => text.replace('x', 'x\r\n\ty\n')),
      '{"a":"x\\n\\ty\\n"}',
    );
  });

  it('keeps files ASCII that are', () => {
    const record = '{"a": "\\u4F60\\u597D!"}';
    assert.equal(
      changed(record, (text) => text.replace('!', '，😀')),
      '{"a": "\\u4F60\\u597D\\uFF0C\\uD83D\\uDE00"}',
    );
    const style = escapeStyleOf(['{"a": "x"}', '{"a": "\\u4f60"}']);
    const edits = writeDocument('{"a": "x"}', '{"a": "\u597d"}', { style, isOneLine: true });
    assert.deepEqual(edits, [{ start: 7, end: 8, text: '\\u597d' }]);
  });

  it('keeps the escapes of what stays of a string', () => {
    const record = '"\\u4e2d\\n\\u6587 middle \\/ 文\\u4e2d"';
    assert.equal(
      changed(record, (text) => text.replace('middle', 'end')),
      record.replace('middle', 'end'),
    );
  });

  it('edits a long text where its lines change', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i} \\u4e2d`);
    const record = `{"a":"${lines.join('\\n')}"}`;
    const document = readDocument(record).text.replace('line 3 ', 'LINE 3 ').replace('line 90 ', 'line 90! ');
    const edits = writeDocument(record, document, { style: escapeStyleOf([record]), isOneLine: true });
    assert.deepEqual(
      edits?.map(({ text }) => text),
      ['LINE', '!'],
    );
  });

  it('puts new fields and items as the others stand', () => {
    const add = (record: string, field: string): string =>
      changed(record, (text) => text.replace(/\n\}$/, `,\n"${field}": [1, {"x": "y"}]\n}`));
    assert.equal(add('{"a":1,"b":2}', 'c'), '{"a":1,"b":2,"c":[1,{"x":"y"}]}');
    assert.equal(add('{"a": 1, "b": 2}', 'c'), '{"a": 1, "b": 2, "c": [1, {"x": "y"}]}');
    assert.equal(
      add('{\r\n    "a" : 1\r\n  }', 'c'),
      '{\r\n    "a" : 1,\r\n    "c" : [\r\n      1,\r\n      {\r\n        "x" : "y"\r\n      }\r\n    ]\r\n  }',
    );
    assert.equal(saved('{}', '{"a": [{}], "b": 1}'), '{"a": [{}], "b": 1}');
  });

  it('takes fields and items out with their comma', () => {
    const record = '{"a":1,  "b":2 , "c":3}';
    assert.equal(saved(record, '{"b": 2, "c": 3}'), '{"b":2 , "c":3}');
    assert.equal(saved(record, '{"a": 1, "c": 3}'), '{"a":1, "c":3}');
    assert.equal(saved(record, '{"a": 1, "b": 2}'), '{"a":1,  "b":2}');
    assert.equal(saved(record, '{}'), '{}');
  });

  it('takes a turn out without touching its neighbours', () => {
    const turns = [
      '{"role":"user",  "content":"a"}',
      '{"role": "assistant", "content": "b"}',
      '{ "role":"user","content":"c" }',
    ];
    const record = (...of: number[]): string => `{"messages":[${of.map((i) => turns[i]).join(' , ')}]}`;
    const document = (...of: number[]): string => readDocument(record(...of)).text;
    assert.equal(saved(record(0, 1, 2), document(0, 2)), record(0, 2));
    assert.equal(saved(record(0, 1, 2), document(1, 2)), record(1, 2));
    assert.equal(saved(record(0, 1, 2), document(0, 1)), record(0, 1));
    const edited = saved(record(0, 1, 2), document(0, 2).replace('"c"', '"d"'));
    assert.equal(edited, record(0, 2).replace('"c"', '"d"'));
  });

  it('keeps the bytes of values that move', () => {
    assert.equal(
      saved('{"a":{"x" :1.0, "y":"\\u4e2d"},"b":2,"c":3}', '{"b":2,"c":3,"a":{"x":1.0,"y":"中"}}'),
      '{"b":2,"c":3,"a":{"x" :1.0, "y":"\\u4e2d"}}',
    );
  });

  it('is refused where the document is no JSON', () => {
    for (const document of ['', '{"a": 1', '{"a": 1} {}', '{"a": "x}', '{"a": "x\\\n"}', '{"a": 1,}']) {
      assert.equal(
        writeDocument('{"a": 1}', document, { style: escapeStyleOf([]), isOneLine: true }),
        undefined,
        document,
      );
    }
  });

  it('mends a broken record with what was typed alone', () => {
    assert.equal(
      changed('{"a": \t1,\t"b": }', (text) => text.replace('b": ', 'b": 2')),
      '{"a": \t1,\t"b": 2}',
    );
    const isOneLine = false;
    const record = '{"a": \t1,\r\n"b": }';
    const edits = writeDocument(record, '{"a": \t1,\n"b": 2}', { style: escapeStyleOf([]), isOneLine });
    assert.equal(applyEdits(record, edits!), '{"a": \t1,\r\n"b": 2}');
  });

  it('brings a broken record onto one line where it must stand on one', () => {
    assert.equal(saved('{"a": "x', '{\n  "a": "x\ny"\n}'), '{"a": "x\\ny"}');
  });

  it('writes a new record as its neighbours are written', () => {
    const style = escapeStyleOf([]);
    assert.equal(newRecord('{\n  "a": [\n    "x"\n  ]\n}', '{"b":1,"c":[2]}', style), '{"a":["x"]}');
    assert.equal(newRecord('{\n  "a": "x"\n}', '', style), '{"a": "x"}');
    assert.equal(newRecord('{"a": ', '', style), undefined);
  });

  it('copes with what is hostile', () => {
    const deep = `${'[{"a":'.repeat(5_000)}1${'}]'.repeat(5_000)}`;
    assert.equal(saved(deep, readDocument(deep).text), deep);
    assert.equal(
      changed(deep, (text) => text.replace('1', '2')),
      deep.replace('1', '2'),
    );
    const long = `{"a":"${'\\u4e2d\\n'.repeat(200_000)}"}`;
    assert.equal(saved(long, readDocument(long).text), long);
    assert.equal(
      changed(long, (text) => text.replace('中', '文!')),
      long.replace('\\u4e2d', '\\u6587!'),
    );
    const wide = (value: string): string =>
      `{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":${value}`).join(',')}}`;
    assert.equal(saved(wide('1'), wide('2')), wide('2'));
    assert.equal(saved(wide('1').replaceAll('k', 'l'), wide('2')), wide('2'));
  });
});

describe('the document of any record', () => {
  it('says what the record says, and saving it as it is changes nothing', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const record = textOf(value);
        const { text } = readDocument(record);
        assert.deepEqual(JSON.parse(new StrictText(text).text), JSON.parse(record));
        assert.doesNotMatch(text, /[\r\u2028\u2029]|\p{Surrogate}/u);
        for (const document of [text, text.replaceAll('\n', '\r\n'), new StrictText(text).text]) {
          assert.deepEqual(writeDocument(record, document, { style: escapeStyleOf([record]), isOneLine: false }), []);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('changes the bytes of the values that change, and no others', () => {
    fc.assert(
      fc.property(anyJson, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (value, picks) => {
        const tokens = [...tokensOf(value)];
        const values = tokens.flatMap((text, i) => (/^["\w-]/.test(text) ? [i] : []));
        fc.pre(values.length > 0);
        const next = [...tokens];
        for (const pick of picks) next[values[pick % values.length]!] = `"new ${pick}"`;
        const [record, wanted] = [tokens.join(''), next.join('')];
        assert.equal(saved(record, readDocument(wanted).text), wanted);
      }),
      { numRuns: 1000 },
    );
  });

  it('can say anything, and undo brings back every byte', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (value, other) => {
        const [record, wanted] = [textOf(value), textOf(other)];
        const { text } = readDocument(wanted);
        const edits = writeDocument(record, text, { style: escapeStyleOf([record]), isOneLine: true })!;
        const result = applyEdits(record, edits);
        assert.deepEqual(JSON.parse(result), JSON.parse(wanted));
        assert.equal(applyEdits(result, undone(record, edits)), record);
        assert.deepEqual(writeDocument(result, text, { style: escapeStyleOf([record]), isOneLine: true }), []);
        assert.deepEqual(
          edits,
          [...edits].sort((a, b) => a.start - b.start),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps to one line where the record does', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (value, other) => {
        const record = JSON.stringify(JSON.parse(textOf(value)));
        assert.doesNotMatch(saved(record, readDocument(textOf(other)).text), /[\r\n]/);
      }),
    );
  });

  it('maps offsets of its strict text there and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\r\n', '\t', '中', ' ') }), (document) => {
        const strict = new StrictText(document);
        for (let at = 0; at <= document.length; at++) assert.equal(strict.inDocument(strict.inStrict(at)), at);
        for (let at = 0, last = 0; at <= strict.text.length; at++) {
          const place = strict.inDocument(at);
          assert.ok(place >= last && place <= document.length);
          last = place;
        }
      }),
    );
  });
});

/** The edits that take edits back. */
function undone(text: string, edits: readonly { start: number; end: number; text: string }[]) {
  let shift = 0;
  return edits.map(({ start, end, text: inserted }) => {
    const from = start + shift;
    shift += inserted.length - (end - start);
    return { start: from, end: from + inserted.length, text: text.slice(start, end) };
  });
}
