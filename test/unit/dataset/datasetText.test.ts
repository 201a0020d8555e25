import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutAll, DatasetText, positionsIn, type Range } from '../../../src/dataset/datasetText';
import { containerOf } from '../../../src/dataset/container';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { datasetText, fragment } from './arbitraries';

/** What two readings of one text must agree on. */
function reading(dataset: DatasetText): unknown {
  return {
    container: dataset.containerId,
    totals: dataset.pieces.totals,
    pieces: [...dataset.pieces.placed()].map(
      // What they were cut from differs.
      ({ piece: { analysis: _analysis, source: _source, at: _at, ...piece }, ...place }) => ({ ...place, piece }),
    ),
  };
}

describe('a dataset under edits', () => {
  it('equals the text read afresh after any sequence of edits', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fragment), { maxLength: 8 });
    fc.assert(
      fc.property(datasetText, edits, (start, changes) => {
        const dataset = new DatasetText(start);
        let mirror = start;
        for (const [at, length, inserted] of changes) {
          const from = mirror.length === 0 ? 0 : at % (mirror.length + 1);
          const to = Math.min(mirror.length, from + length);
          const document = TextDocument.create('a:b', 'jsonl', 0, mirror);
          const range: Range = { start: document.positionAt(from), end: document.positionAt(to) };
          // Between CR and LF there is no position: what the editor can name is what can be edited.
          const [first, last] = [document.offsetAt(range.start), document.offsetAt(range.end)];
          mirror = mirror.slice(0, first) + inserted + mirror.slice(last);
          dataset.edit(range, inserted);
          assert.equal(dataset.text(), mirror);
        }
        assert.deepEqual(reading(dataset), reading(new DatasetText(mirror)));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives every piece of the text, to the last character, to one piece', () => {
    fc.assert(
      fc.property(datasetText, (text) => {
        const pieces = cutAll(containerOf(text), text);
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
        assert.ok(pieces.every((piece) => piece.text.length > 0));
      }),
      { numRuns: 2000 },
    );
  });

  it('tells the position of any offset in a piece, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(datasetText, fc.array(fc.nat({ max: 300 })), (text, asked) => {
        const document = TextDocument.create('', '', 0, text);
        let before = 0;
        for (const placed of new DatasetText(text).pieces.placed()) {
          const { length } = placed.piece.text;
          // TextDocument knows no offset within a line end.
          const offsets = asked.filter((offset) => text.slice(before + offset - 1, before + offset + 1) !== '\r\n');
          const expected = offsets.map((offset) => document.positionAt(before + Math.min(offset, length)));
          assert.deepEqual(positionsIn(placed, offsets), expected);
          before += length;
        }
      }),
    );
  });

  it('cuts the same pieces from a text that arrives in blocks', () => {
    fc.assert(
      fc.property(datasetText, fc.integer({ min: 1, max: 30 }), (text, size) => {
        const container = containerOf(text);
        const whole = cutAll(container, text).map((piece) => piece.text);
        const streamed: string[] = [];
        let buffer = '';
        let before = '';
        for (let at = 0; at < text.length; at += size) {
          buffer += text.slice(at, at + size);
          const final = at + size >= text.length;
          for (;;) {
            const cut = buffer === '' ? undefined : container.cut(buffer, 0, before, final);
            if (!cut) break;
            streamed.push(buffer.slice(0, cut.end));
            before = buffer[cut.end - 1]!;
            buffer = buffer.slice(cut.end);
          }
        }
        assert.deepEqual(streamed, whole);
      }),
      { numRuns: 2000 },
    );
  });
});
