import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { containerOf } from '../../../../src/dataset/container';
import { pieceOf, valueText } from '../../../../src/dataset/piece';
import { DatasetFile } from '../../../../src/host/measure/datasetFile';
import { PieceCutter } from '../../../../src/dataset/pieceCutter';
import { datasetText } from '../../dataset/arbitraries';

interface Read {
  readonly record: number;
  readonly line: number;
  readonly text: string;
}

describe('reading records in batches', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-batches-'))));
  after(() => rmSync(folder, { recursive: true }));

  async function read(content: string): Promise<{ batches: number; records: Read[] }> {
    const path_ = path.join(folder, 'data.jsonl');
    writeFileSync(path_, content);
    const file = await DatasetFile.open(path_);
    const records: Read[] = [];
    let batches = 0;
    try {
      for await (const batch of file.batches()) {
        batches++;
        for (const [i, bytes] of batch.records.entries()) {
          const text = Buffer.from(bytes, 'latin1').toString('utf8');
          records.push({ record: batch.first + i, line: batch.lines[i]!, text });
        }
      }
    } finally {
      await file.close();
    }
    return { batches, records };
  }

  /** The records of a text that is cut as a whole. */
  function recordsIn(text: string): Read[] {
    const container = containerOf(text);
    const records: Read[] = [];
    for (let at = 0; at < text.length;) {
      const cut = container.cut(text, at, at === 0 ? '' : text[at - 1]!, true)!;
      const piece = pieceOf(text, at, cut);
      const line = text.slice(0, cut.valueStart).match(/\r\n|\n|\r/g)?.length ?? 0;
      if (piece.kind === 'record') records.push({ record: records.length, line, text: valueText(piece) });
      at = cut.end;
    }
    return records;
  }

  it('finds the records of any text, with their numbers and lines', async () => {
    await fc.assert(
      fc.asyncProperty(datasetText, async (text) => {
        const whole = text.toWellFormed().replace(/^\ufeff+/, '');
        fc.pre(!/[\0\ufffd]/.test(whole));
        assert.deepEqual((await read(whole)).records, recordsIn(whole));
      }),
      { numRuns: 200 },
    );
  });

  it('is the same for an array and for lines, over many batches', async () => {
    const values = Array.from({ length: 3000 }, (_, i) => ({ instruction: `好 ${i}`, output: 'x'.repeat(i % 900) }));
    const texts = values.map((value) => JSON.stringify(value));
    const jsonl = await read(texts.join('\n'));
    const array = await read(`[\n${texts.join(',\n')}\n]\n`);
    assert.ok(jsonl.batches > 3);
    assert.deepEqual(
      jsonl.records,
      texts.map((text, i) => ({ record: i, line: i, text })),
    );
    assert.deepEqual(
      array.records,
      jsonl.records.map((record) => ({ ...record, line: record.line + 1 })),
    );
  });

  it('cuts blocks of any size as the whole', () => {
    fc.assert(
      fc.property(datasetText, fc.integer({ min: 1, max: 40 }), (text, size) => {
        const cutter = new PieceCutter(containerOf(text));
        const pieces = [];
        for (let at = 0; at < text.length; at += size) pieces.push(...cutter.push(text.slice(at, at + size)));
        pieces.push(...cutter.end());
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
        const records = pieces.filter(({ kind }) => kind === 'record').map(valueText);
        assert.deepEqual(
          records,
          recordsIn(text).map((record) => record.text),
        );
      }),
    );
  });
});
