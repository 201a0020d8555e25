import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SourceFile } from '../../../../src/host/convert/sourceFile';
import { StagedFiles } from '../../../../src/host/convert/stagedFiles';
import { surveyRelabelling, writeRelabelled, type Relabelling } from '../../../../src/host/labels/relabel';
import { labelEdits } from '../../../../src/labels/labelEdits';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { renameEdits } from '../../../../src/labels/rename';

describe('relabelling files', () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tuneset-relabel-'));
    file = path.join(folder, 'data.json');
  });
  after(() => rmSync(folder, { recursive: true }));

  async function relabel(relabelling: Relabelling): Promise<number> {
    const source = await SourceFile.open(file);
    const { changed, place } = await surveyRelabelling(
      source,
      relabelling,
      () => undefined,
      () => undefined,
    );
    const files = await StagedFiles.open([file], true);
    await writeRelabelled(source, relabelling, place, files.file(0), () => undefined);
    await source.close();
    await files.commit();
    return changed;
  }

  const setting = (value: string | undefined): Relabelling => ({
    fields: ['task_type'],
    edits: (piece, _record, _index, place) => labelEdits(piece, new Map([['task_type', value]]), place),
  });
  const { taskType } = labelSettings(undefined, undefined);
  const renaming = (from: string, to: string): Relabelling => ({
    fields: ['task_type'],
    edits: (piece) => renameEdits(piece, { from: [from], to: [to] }, taskType),
  });

  const space = fc.constantFrom('', ' ', '\t');
  const value = fc.constantFrom(
    '1.0',
    '12345678901234567890',
    '"\\u4e2d\\/\ud83d\ude00"',
    '[ 1,2 ]',
    'null',
    '"中文"',
    '{"a":{}}',
  );
  const field = fc.tuple(fc.constantFrom('instruction', 'output', 'x', '键'), space, space, value, space);
  const record = (own: readonly string[]): fc.Arbitrary<string> =>
    fc
      .tuple(fc.uniqueArray(field, { minLength: 1, maxLength: 4, selector: ([name]) => name }), fc.constantFrom(...own))
      .map(([fields, label]) => {
        const texts = fields.map(([name, a, b, json, c]) => `"${name}"${a}:${b}${json}${c}`);
        return `{${[...texts, ...(label === '' ? [] : [label])].join(', ')}}`;
      });
  /** Records between what a file may hold beside them: blank and broken lines, either line end, a byte order mark. */
  const lines = (own: readonly string[]): fc.Arbitrary<string> =>
    fc
      .tuple(
        fc.array(fc.oneof({ weight: 5, arbitrary: record(own) }, fc.constantFrom('', '  ', '{"broken": ', '[1]')), {
          minLength: 1,
        }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\ufeff'),
        fc.boolean(),
      )
      .map(
        ([all, end, bom, hasEnd]) =>
          bom + '{"instruction": "q", "output": "a"}' + end + all.join(end) + (hasEnd ? end : ''),
      );

  it('changes no byte but those of the label: what is set and taken away again leaves the file as it was', async () => {
    await fc.assert(
      fc.asyncProperty(lines(['']), async (text) => {
        writeFileSync(file, text);
        const count = await relabel(setting('A - B'));
        assert.ok(count > 0);
        assert.equal(await relabel(setting(undefined)), count);
        assert.equal(readFileSync(file, 'utf8'), text);
      }),
      { numRuns: 60 },
    );
  });

  it('renames there and back, byte for byte', async () => {
    const labels = ['', '"task_type": "A - B"', '"task_type":"A"', '"task_type" : " A -  C"', '"task_type": "X - A"'];
    await fc.assert(
      fc.asyncProperty(lines(labels), async (text) => {
        writeFileSync(file, text);
        const count = await relabel(renaming('A', '新 名'));
        assert.equal((readFileSync(file, 'utf8').match(/新 名/g) ?? []).length, count);
        await relabel(renaming('新 名', 'A'));
        assert.equal(readFileSync(file, 'utf8'), text);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves bytes alone that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"instruction": "q", "output": "'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}\n{"instruction": "q", "output": "a"}\n'),
    ]);
    writeFileSync(file, bytes);
    assert.equal(await relabel(setting('A')), 1);
    const after = readFileSync(file);
    assert.ok(after.includes(Buffer.from([0xff, 0xc3])));
    assert.equal(after.toString('latin1').match(/task_type/g)?.length, 1);
  });
});
