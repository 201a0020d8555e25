import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ContainerId } from '../../../src/dataset/container';
import { conversionOf, surveyConversion, writeConversion } from '../../../src/host/convert/convertFile';
import { SeenRecords } from '../../../src/host/convert/mergeRecords';
import { indexRecords } from '../../../src/host/convert/recordIndex';
import { SourceChanged, SourceFile } from '../../../src/host/convert/sourceFile';
import { StagedFiles } from '../../../src/host/convert/stagedFiles';
import { furtherMembers, record } from './arbitraries';

const nothing = (): void => {};

describe('moving records', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-move-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function moved(text: string, container: ContainerId): Promise<string> {
    const [from, to] = [path.join(folder, 'from'), path.join(folder, 'to')];
    writeFileSync(from, text);
    const source = await SourceFile.open(from);
    const conversion = conversionOf(undefined);
    const survey = await surveyConversion(source, conversion, nothing);
    assert.equal(survey.refused.records, 0);
    const files = await StagedFiles.open([to], true);
    await writeConversion(source, conversion, files, container, nothing);
    await source.close();
    await files.commit();
    return readFileSync(to, 'utf8');
  }

  const records = fc.array(furtherMembers.map(record), { minLength: 1, maxLength: 5 });

  it('from JSONL to an array and back changes no byte', () =>
    fc.assert(
      fc.asyncProperty(records, fc.constantFrom('\n', '\r\n'), async (texts, lineEnd) => {
        const jsonl = texts.map((text) => text + lineEnd).join('');
        const array = await moved(jsonl, 'array');
        assert.deepEqual(
          JSON.parse(array),
          texts.map((text) => JSON.parse(text) as unknown),
        );
        assert.equal(await moved(array, 'jsonl'), jsonl);
      }),
      { numRuns: 25 },
    ));

  it('within a container leaves them as they are written', async () => {
    const pretty = '[\n  {\n    "a": 1.0\n  },\n  {\n    "a": "\\u4f60"\n  }\n]\n';
    assert.equal(await moved(pretty, 'array'), pretty);
    assert.equal(await moved(pretty, 'jsonl'), '{"a": 1.0}\n{"a": "\\u4f60"}\n');
    assert.equal(await moved('[{"a":1},{"a":2}]', 'array'), '[{"a":1},{"a":2}]\n');
    assert.equal(await moved('\ufeff{"a":"\r"}\n\n{"a":2}'.replace('\r', '\\r'), 'jsonl'), '{"a":"\\r"}\n{"a":2}\n');
    assert.equal(await moved('[]', 'array'), '[]\n');
    assert.equal(await moved('[]', 'jsonl'), '');
  });

  it('tells what is no record, and where', async () => {
    const file = path.join(folder, 'a');
    writeFileSync(file, '[{"a": 1},\n{"a": "\\x"},\n{"a": 3}]');
    const source = await SourceFile.open(file);
    const { refused, records: found } = await surveyConversion(source, conversionOf(undefined), nothing);
    assert.deepEqual([refused.records, found, refused.areFaults], [1, 3, true]);
    assert.deepEqual(refused.list(), [{ obstacle: { code: 'notJson' }, records: 1, first: [1] }]);
    assert.deepEqual((await indexRecords(source, { onProgress: nothing })).refused, refused);
    await source.close();
  });

  it('stops where the file changes meanwhile', async () => {
    const file = path.join(folder, 'a');
    writeFileSync(file, '{"a": 1}\n');
    const source = await SourceFile.open(file);
    writeFileSync(file, '{"a": 1}\n{"a": 2}\n');
    await assert.rejects(surveyConversion(source, conversionOf(undefined), nothing), SourceChanged);
    await source.close();
  });

  it('recognises a record that was there, whatever its white space, and no other', () => {
    const seen = new SeenRecords();
    const texts = [
      '{"a": "x y", "b": 1}',
      '{"a":"x y","b":1}',
      '{"a": "xy", "b": 1}',
      '{"b": 1, "a": "x y"}',
      '{"a": "\\" ", "b": 1}',
      '{"a":"\\" ","b":1}',
    ];
    assert.deepEqual(
      texts.map((text) => seen.isNew(text)),
      [true, false, true, true, true, false],
    );
    assert.equal(seen.duplicates, 2);
  });
});
