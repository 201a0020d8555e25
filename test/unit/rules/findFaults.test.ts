import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, withoutOverlaps } from '../../../src/dataset/edits';
import { oneForEachKind } from '../../../src/rules/syntax/fault';
import { findFaults } from '../../../src/rules/syntax/findFaults';
import { isJson } from '../../../src/dataset/isJson';

/** The text after all repairs, and the kinds of the faults. */
function repaired(text: string): { kinds: string[]; text: string } {
  const faults = findFaults(text);
  const edits = withoutOverlaps(faults.flatMap(({ edits }) => edits ?? []));
  return { kinds: [...new Set(faults.map(({ kind }) => kind))], text: applyEdits(text, edits) };
}

/** Text that is no JSON, the kinds of its faults, and what the repairs make of it. */
const mendable: [string, string[], string][] = [
  ['{"a": 1,}', ['trailing-comma'], '{"a": 1}'],
  ['[1, 2,]', ['trailing-comma'], '[1, 2]'],
  ['[1,, 2]', ['extra-comma'], '[1, 2]'],
  ['{"a": 1} ,', ['line-end-comma'], '{"a": 1} '],
  ['{"a": 1 "b": 2}', ['missing-comma'], '{"a": 1, "b": 2}'],
  ['{"a" 1}', ['missing-colon'], '{"a": 1}'],
  ['{"a": 1 /* one */}', ['comment'], '{"a": 1 }'],
  ['{"a": 1} // one', ['comment'], '{"a": 1} '],
  [`{'it\\'s': 'a "b"'}`, ['single-quotes'], `{"it's": "a \\"b\\""}`],
  ['{“a”： “b”，“c”: “d”}', ['smart-quotes', 'fullwidth-punctuation'], '{"a": "b","c": "d"}'],
  ['{"a": True, "b": None}', ['python-literal'], '{"a": true, "b": null}'],
  ['{"a": NaN, "b": -Infinity}', ['not-a-number'], '{"a": null, "b": null}'],
  ['{"a": +1, "b": .5, "c": 1., "d": 007}', ['bad-number'], '{"a": 1, "b": 0.5, "c": 1.0, "d": 7}'],
  ['{a: 1, b_c: 2}', ['unquoted-key'], '{"a": 1, "b_c": 2}'],
  ['{"a":\u00a01,\u200b"b": 2}', ['odd-space'], '{"a": 1,"b": 2}'],
  ['\ufeff{"a": 1}', ['byte-order-mark'], '{"a": 1}'],
  ['{"a": "x\ty\nz"}', ['control-character'], '{"a": "x\\ty\\nz"}'],
  ['{"a": "x\r\ny\u0001"}', ['control-character'], '{"a": "x\\ny\\u0001"}'],
  ['{"a": "C:\\temp \\d \\u12"}', ['bad-escape'], '{"a": "C:\\temp \\\\d \\\\u12"}'],
  ['{"a": "他说"你好"，走了", "b": 1}', ['unescaped-quote'], '{"a": "他说\\"你好\\"，走了", "b": 1}'],
  ['{"a": [1, {"b": 2}', ['open-bracket'], '{"a": [1, {"b": 2}]}'],
  ['{"a": 1}\0\0', ['nul'], '{"a": 1}'],
];

/** Text whose repair needs its author, and the kind of the first fault. */
const unmendable: [string, string][] = [
  ['{"a": "x', 'open-string-at-end'],
  ['{"a": "x\n  "b": 1}', 'open-string'],
  ['{"a": ]', 'wrong-bracket'],
  ['{"a": }', 'missing-value'],
  ['{"a": , "b": 1}', 'missing-value'],
  ['{"a": hello}', 'unquoted-text'],
  ['{"a": 1} and more', 'trailing-text'],
  ['{{"a": 1}}', 'wrong-bracket'],
];

describe('finding faults in JSON', () => {
  for (const [text, kinds, mended] of mendable) {
    it(`mends ${kinds.join(' and ')}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(repaired(text), { kinds, text: mended });
      JSON.parse(mended);
    });
  }

  for (const [text, kind] of unmendable) {
    it(`names ${kind} and guesses nothing: ${JSON.stringify(text)}`, () => {
      const [fault] = findFaults(text);
      assert.equal(fault?.kind, kind);
      assert.equal(fault.edits, undefined);
    });
  }

  it('finds nothing in JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(findFaults(text), [])));
  });

  it('always finds something in text that is no JSON, inside of it, and never throws', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      ',',
      '\\',
      'a',
      '1',
      ' ',
      '\n',
      '“',
      '，',
      'None',
      '\0',
      '//',
      '"a"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 25 }), (parts) => {
        const text = parts.join('').trim();
        if (text === '' || isJson(text)) return;
        const faults = findFaults(text);
        assert.ok(faults.length > 0, text);
        for (const { start, end, edits } of faults) {
          assert.ok(0 <= start && start <= end && end <= text.length, text);
          applyEdits(text, withoutOverlaps(edits ?? []));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('makes one fault of all those of a kind that can be mended, in a moment even of 50,000', () => {
    const faults = oneForEachKind(findFaults(`{"a": 1,${'#\n'.repeat(50_000)}}`));
    assert.deepEqual(
      faults.map(({ kind, edits }) => [kind, edits?.length]),
      [
        ['comment', 50_000],
        ['trailing-comma', 1],
      ],
    );
  });

  it('does not mind brackets 100,000 deep', () => {
    assert.equal(findFaults('['.repeat(100_000)).at(-1)?.kind, 'open-bracket');
  });
});
