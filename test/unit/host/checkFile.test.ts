import assert from 'node:assert/strict';
import fc from 'fast-check';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { containerOf } from '../../../src/dataset/container';
import { formatById } from '../../../src/dataset/format';
import { checkFile, type FileResult } from '../../../src/host/checkFile';
import { checkSegment, segmentsOf } from '../../../src/host/segment';
import { Checker } from '../../../src/rules/checker';
import type { PlacedFinding } from '../../../src/rules/placedFinding';
import { StreamChecker } from '../../../src/rules/streamChecker';
import { TotalsJoiner } from '../../../src/rules/totalsJoiner';
import { datasetText } from '../dataset/arbitraries';
import { checked, label } from '../rules/check';

const RECORD = '{"instruction": "a", "output": "b"}';

describe('checking files', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'tuneset-check-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** `rule@line:character` of everything found in a file with that content. */
  async function check(content: string | Buffer, name = 'data.jsonl', format: string | null = 'alpaca') {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    const findings: PlacedFinding[] = [];
    const result: FileResult = await checkFile(
      file,
      { format: format === null ? undefined : { id: format } },
      (finding) => findings.push(finding),
    );
    return { ...result, found: findings.map(label), messages: findings.map(({ message }) => message) };
  }

  const cases: [what: string, content: string | Buffer, name: string, found: string[]][] = [
    ['a sound file', `${RECORD}\n`, 'a.jsonl', []],
    ['no final newline', `${RECORD}\n${RECORD}`, 'a.jsonl', []],
    ['CRLF', `${RECORD}\r\n${RECORD}\r\n`, 'a.jsonl', []],
    ['CR only', `${RECORD}\r${RECORD}\r`, 'a.jsonl', ['file-crlf-mixed@0:0']],
    ['mixed line ends', `${RECORD}\r\n${RECORD}\n`, 'a.jsonl', ['file-crlf-mixed@0:0']],
    ['an empty file', '', 'a.jsonl', ['file-empty@0:0']],
    ['an empty array', '[]', 'a.json', ['file-empty@0:0']],
    ['blank lines only', '\n \n', 'a.jsonl', ['file-empty@0:0']],
    ['a byte order mark', `\ufeff${RECORD}\n`, 'a.jsonl', ['file-bom@0:0']],
    ['a byte order mark before an array', `\ufeff[${RECORD}]`, 'a.json', ['file-bom@0:0']],
    ['a byte order mark in the middle', `${RECORD}\n\ufeff${RECORD}\n`, 'a.jsonl', ['file-bom@1:0']],
    ['UTF-16', Buffer.from(`\ufeff${RECORD}\n`, 'utf16le'), 'a.jsonl', ['file-not-utf8@0:0']],
    ['UTF-16 without a mark', Buffer.from(`${RECORD}\n`, 'utf16le'), 'a.jsonl', ['file-not-utf8@0:0']],
    [
      'GBK',
      Buffer.concat([
        Buffer.from('{"instruction": "'),
        Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
        Buffer.from('", "output": "b"}'),
      ]),
      'a.jsonl',
      ['file-not-utf8@0:0'],
    ],
    [
      'one invalid byte',
      Buffer.concat([
        Buffer.from(`${RECORD}\n{"instruction": "好`),
        Buffer.from([0xff]),
        Buffer.from('", "output": "b"}\n'),
      ]),
      'a.jsonl',
      ['file-not-utf8@1:18'],
    ],
    [
      'a binary file',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3, 0xff, 0xfe, 0x80]),
      'a.jsonl',
      ['file-not-utf8@0:0'],
    ],
    [
      'a zero-filled tail',
      Buffer.concat([Buffer.from(`${RECORD}\n`), Buffer.alloc(100)]),
      'a.jsonl',
      ['file-nul-bytes@1:0'],
    ],
    ['a truncated last line', `${RECORD}\n{"instruction": "x", "outp`, 'a.jsonl', ['file-truncated-tail@1:21']],
    ['an array in .jsonl', `[${RECORD}]`, 'a.jsonl', ['file-extension-mismatch@0:0']],
    ['more than 10 MB', `${RECORD}\n`.repeat(300_000), 'a.jsonl', ['file-too-large-single@0:0']],
    ['JSONL in .json', `${RECORD}\n${RECORD}\n`, 'a.json', ['file-extension-mismatch@0:0']],
    [
      'concatenated pretty objects',
      '{\n"instruction": "a",\n"output": "b"\n}{\n"instruction": "a",\n"output": "b"\n}',
      'a.jsonl',
      ['jsonl-pretty-multiline@0:0', 'jsonl-two-values-on-line@3:0', 'jsonl-pretty-multiline@3:1'],
    ],
    ['two on a line', `${RECORD}${RECORD}\n`, 'a.jsonl', ['jsonl-two-values-on-line@0:34']],
    ['a trailing comma in an array', `[${RECORD},]`, 'a.json', ['json-syntax@0:36']],
    ['a missing comma in an array', `[${RECORD} ${RECORD}]`, 'a.json', ['json-syntax@0:35']],
    ['an array that is not closed', `[${RECORD},`, 'a.json', ['json-syntax@0:35']],
    ['text after an array', `[${RECORD}]\nmore`, 'a.json', ['json-syntax@0:36', 'json-syntax@1:0', 'json-syntax@1:3']],
    ['a comment between elements', `[\n${RECORD},\n// note\n${RECORD}\n]`, 'a.json', ['json-syntax@2:0']],
    ['a broken element', `[\n  ${RECORD},\n  {"instruction": "a,\n  ${RECORD}\n]`, 'a.json', ['json-syntax@2:18']],
    [
      'a broken element in a minified array',
      `[${RECORD},{"instruction": "a, "output": "b"},${RECORD}]`,
      'a.json',
      ['json-syntax@0:57'],
    ],
    ['a list of strings', '["a", "b"]', 'a.json', ['json-root-shape@0:1', 'json-root-shape@0:6']],
    ['a list of lists', `[[${RECORD}]]`, 'a.json', ['json-root-shape@0:1']],
    ['an object of columns', '{"instruction": ["a", "b"], "output": ["c", "d"]}', 'a.json', ['json-root-shape@0:0']],
    ['records by id', `{"1": ${RECORD}, "2": ${RECORD}}`, 'a.json', ['json-root-shape@0:0']],
    ['U+2028 and U+0085 in a string', '{"instruction": "a\u2028b\u0085", "output": "b"}\n', 'a.jsonl', []],
    [
      'a whitespace-only answer of wide spaces',
      '{"instruction": "a", "output": "\u3000\u00a0\u2003"}\n',
      'a.jsonl',
      ['empty-answer@0:31'],
    ],
    [
      'a further field with a Chinese name',
      '{"instruction": "a", "output": "b", "备注": 1}\n',
      'a.jsonl',
      ['column-unknown@0:36'],
    ],
  ];
  for (const [what, content, name, expected] of cases) {
    it(`tells of ${what}`, async () => {
      assert.deepEqual((await check(content, name)).found, expected);
    });
  }

  it('names the encoding that it guesses', async () => {
    const gbk = Buffer.concat([
      Buffer.from('{"instruction": "'),
      Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
      Buffer.from('", "output": "b"}'),
    ]);
    assert.match((await check(gbk)).messages[0]!, /gb18030/);
  });

  it('does not mind nesting 100,000 deep, sound or broken', async () => {
    const deep = '['.repeat(100_000);
    const sound = `{"instruction": "a", "output": "b", "id": ${deep}${']'.repeat(100_000)}}\n`;
    assert.deepEqual((await check(sound)).found, ['json-depth@0:0']);
    assert.deepEqual((await check(`${RECORD}\n{"id": ${deep}\n${RECORD}\n`)).found, ['json-syntax@1:100006']);
    assert.equal((await check(deep, 'deep.json', null)).container, 'array');
  });

  it('reads a line of 50 MB, sound or broken', async () => {
    const long = '好'.repeat(17_000_000);
    assert.deepEqual((await check(`{"instruction": "${long}", "output": ""}\n${RECORD}\n`)).found, [
      'empty-answer@0:17000030',
      'file-too-large-single@0:0',
    ]);
    assert.deepEqual((await check(`{"instruction": "${long}, "output": ""}\n${RECORD}\n`)).records, 2);
  });

  it('recognises a dataset by its first records, and nothing else', async () => {
    assert.equal((await check(`${RECORD}\n`, 'a.jsonl', null)).format, 'alpaca');
    assert.equal((await check(`{"data": [${RECORD}]}`, 'a.json', null)).format, 'alpaca');
    assert.equal((await check('{"name": "x", "version": "1.0.0"}', 'package.json', null)).format, null);
    assert.equal((await check('{"type": "FeatureCollection", "features": []}', 'geo.json', null)).format, null);
    assert.equal((await check('{"level": "info"}\n', 'log.jsonl', null)).format, null);
  });

  it('reads a file of several formats as that of which there are most, and tells of the others', async () => {
    const others = '{"messages":[{"role":"user","content":"a"}]}\n{"conversations":[]}\n{"text":"a"}\n{"x":1}\n';
    const { format, found } = await check(`${RECORD}\n${RECORD}\n${others}`, 'a.jsonl', null);
    assert.equal(format, 'alpaca');
    assert.ok(
      found.some((label) => label.startsWith('format-mixed')),
      found.join(),
    );
  });

  it('recognises datasets whose every record has the same mistake, and no schema or configuration', async () => {
    const format = async (content: string, name: string) => (await check(content, name, null)).format;
    assert.equal(await format('{"instruction":"a","otuput":"b"}\n'.repeat(4), 'a.jsonl'), 'alpaca');
    assert.equal(await format('[{"instuction":"a","output":"b"},{"instuction":"a","output":"b"}]', 'a.json'), 'alpaca');
    assert.equal(
      await format('{"instruction":"a","input":"b"}\n{"instruction":"a","input":"b"}\n', 'a.jsonl'),
      'alpaca',
    );
    const schema = '{"type":"object","properties":{"instruction":{"type":"string"},"output":{"type":"string"}}}';
    assert.equal(await format(schema, 'a.schema.json'), null);
    assert.equal(await format('{"instruction":"a","output":"b","temperature":1}', 'prompt.json'), null);
    assert.equal(await format('{"name":"x","tasks":{"instruction":"a","output":"b"}}', 'tasks.json'), null);
    assert.equal(
      await format('[{"instruction":"a","input":"","chosen":"b","rejected":"c"}]', 'dpo.json'),
      'preference-alpaca',
    );
  });

  const breaks: [what: string, broken: string][] = [
    ['single quotes', `{'instruction': 'a', 'output': 'b'}`],
    ['an unquoted first key', '{instruction: "a", "output": "b"}'],
    ['a smart-quoted first key', '{“instruction”: "a", "output": "b"}'],
    ['a comment inside', '{/*c*/"instruction": "a", "output": "b"}'],
    ['a comment before', `/*c*/${RECORD}`],
    ['a doubled brace', `{${RECORD}`],
    ['a missing brace', RECORD.slice(1)],
    ['a full-width brace', `｛${RECORD.slice(1)}`],
  ];
  for (const [what, broken] of breaks) {
    it(`does not lose the neighbours of an element with ${what} in an array on one line`, async () => {
      const others = Array.from({ length: 5 }, (_, i) => RECORD.replace('"a"', `"q${i}"`)).join(', ');
      const { records, messages } = await check(`[${others}, ${broken}, ${others}]`, 'one-line.json');
      assert.ok(records >= 10, `${records} records`);
      assert.ok(messages.length > 0);
      // Without its brace the element is a text with something behind it; every other fault has a name of its own.
      if (what !== 'a missing brace')
        assert.ok(!messages.some((message) => message.includes('extra text')), messages.join());
    });
  }

  it('does not lose what follows a comment at another indentation', async () => {
    const { records } = await check(
      `[\n  ${RECORD},\n// note\n  ${RECORD},\n    {"instruction": "x,\n  ${RECORD}\n]`,
      'a.json',
    );
    assert.equal(records, 4);
  });

  it('finds the same in segments as in one text', () => {
    const file = path.join(folder, 'segments.jsonl');
    fc.assert(
      fc.property(datasetText, fc.integer({ min: 1, max: 60 }), (text, length) => {
        if (containerOf(text).id !== 'jsonl' || !text.isWellFormed()) return;
        writeFileSync(file, text);
        const size = readFileSync(file).length;
        const descriptor = openSync(file, 'r');
        const joiner = new TotalsJoiner();
        const findings: PlacedFinding[] = [];
        const checker = new Checker({ format: formatById('alpaca') });
        for (const segment of segmentsOf(0, size, length)) {
          const part = checkSegment(descriptor, segment, checker);
          findings.push(...part.findings.map((finding) => joiner.place(finding)));
          joiner.add(part.totals);
        }
        closeSync(descriptor);
        findings.push(...told(joiner, checker, text, Buffer.from(text)));
        const whole = checked(text);
        assert.deepEqual(inOrder(findings), inOrder(whole.findings(Infinity)));
        assert.equal(joiner.total.records, whole.text.pieces.totals.records);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the same in a stream of blocks as in one text', () => {
    fc.assert(
      fc.property(datasetText, fc.integer({ min: 1, max: 20 }), (text, size) => {
        const findings: PlacedFinding[] = [];
        const checker = new Checker({ format: formatById('alpaca') });
        const stream = new StreamChecker(containerOf(text), checker, (finding) => findings.push(finding));
        for (let at = 0; at < text.length; at += size) stream.push(text.slice(at, at + size));
        const joiner = new TotalsJoiner();
        joiner.add(stream.end());
        findings.push(...told(joiner, checker, text, text));
        assert.deepEqual(inOrder(findings), inOrder(checked(text).findings(Infinity)));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What is told of a file without a name, read from its bytes or its text. */
function told(joiner: TotalsJoiner, checker: Checker, text: string, source: Buffer | string): PlacedFinding[] {
  const { format, target } = checker;
  const file = { name: '', container: containerOf(text).id, bytes: undefined, format, target };
  return joiner.tell(checker, { ...file, ...joiner.total, ...joiner.whole }, ({ offset, length }) =>
    source.slice(offset, offset + length).toString(),
  );
}

function inOrder(findings: readonly PlacedFinding[]): string[] {
  return findings.map((finding) => `${label(finding)} ${finding.pointer} ${finding.message}`).sort();
}
