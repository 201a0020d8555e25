import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutAll, DatasetText } from '../../../src/dataset/datasetText';
import { containerOf } from '../../../src/dataset/container';
import { lineCount } from '../../../src/dataset/piece';
import { applyEdits } from '../../../src/dataset/edits';
import { datasetText, fragment } from '../dataset/arbitraries';
import { applied, checked } from './check';

/** Records whose bytes no tool may touch: what parsing and printing again would change. */
const delicate = [
  '{ "instruction" :"a",  "output": "b", "id": 12345678901234567890 }',
  '{"instruction": "\\u4f60\\u597D\\/", "output": "1.0", "id": 1.0, "source": 1e400}',
  '{"output": "b", "instruction": "z", "id": 1, "id": 2}',
  '{"instruction": "😀\\ud83d\\ude00", "output": "tab\\t", "task_type": null}',
];

/** Runs the checks to their end on a text that changes while they run, and gives the dataset. */
function settle(text: string) {
  return checked(text);
}

describe('checking and fixing', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(datasetText, (text) => {
        const dataset = settle(text);
        dataset.findings(1000);
        dataset.fixAll(({ fixes }) => fixes[0]);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the same after edits as in the text read afresh', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), fragment), { maxLength: 5 });
    fc.assert(
      fc.property(datasetText, edits, (start, changes) => {
        const dataset = settle(start);
        for (const [at, length, inserted] of changes) {
          const text = dataset.text.text();
          const mirror = new DatasetText(text);
          const line = at % (lineCount(mirror.pieces.totals.lines) + 1);
          const range = { start: { line, character: at % 50 }, end: { line, character: (at % 50) + length } };
          dataset.edit(range, inserted);
          dataset.check();
        }
        while (!dataset.check()) continue;
        const fresh = settle(dataset.text.text());
        assert.deepEqual(dataset.findings(Infinity), fresh.findings(Infinity));
        assert.deepEqual(dataset.counts, fresh.counts);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing outside the spans of the fixes', () => {
    const broken = fc.constantFrom(
      '{"instruction": "a", "output": "b",}',
      '{"instruction": "a", "output": 7}',
      "{'instruction': 'a', 'output': 'b'}",
    );
    const lines = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...delicate), broken), fc.constantFrom('\n', '\r\n')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, (parts) => {
        const text = parts.map((part) => part.join('')).join('');
        const dataset = settle(text);
        const edits = dataset.fixAll(({ rule, fixes }) =>
          rule === 'json-bigint' || rule === 'json-duplicate-key' ? undefined : fixes[0],
        );
        const after = applied(text, edits);
        for (const [line, end] of parts) {
          if (delicate.includes(line)) assert.ok(after.includes(line + end));
        }
        assert.equal(after.split('\n').length, text.split('\n').length);
      }),
    );
  });

  it('is idempotent: what is safe to fix is fixed at once, or not at all', () => {
    fc.assert(
      fc.property(datasetText, (text) => {
        const safe = (source: string): string =>
          applied(
            source,
            settle(source).fixAll(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')),
          );
        let before = text;
        let after = safe(text);
        for (let rounds = 0; after !== before; rounds++) {
          assert.ok(rounds < 10, `does not settle: ${JSON.stringify(text)}`);
          [before, after] = [after, safe(after)];
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('applies each fix of a piece to that piece alone', () => {
    fc.assert(
      fc.property(datasetText, (text) => {
        const container = containerOf(text);
        for (const { piece } of settle(text).text.pieces.placed()) {
          for (const { fixes } of piece.analysis?.findings ?? []) {
            for (const { edits } of fixes) applyEdits(piece.text, edits);
          }
        }
        assert.equal(
          cutAll(container, text)
            .map((piece) => piece.text)
            .join(''),
          text,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
