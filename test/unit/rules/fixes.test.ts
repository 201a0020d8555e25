import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/dataset/edits';
import type { Finding } from '../../../src/rules/rule';
import { allRules } from '../../../src/rules/catalogue';
import { cases } from './cases';
import { optionsOf, type Case } from './cases/case';
import { checked } from './check';

/** Rules of the text around the records: their fixes change what the record is wrapped in. */
const OF_TEXT = new Set(
  [
    'file-nul-bytes',
    'file-truncated-tail',
    'file-bom',
    'json-syntax',
    'json-line-end-comma',
    'jsonl-blank-line',
  ].concat([
    'jsonl-two-values-on-line',
    'jsonl-pretty-multiline',
    'json-nan-infinity',
    'json-root-shape',
    'json-depth',
  ]),
);

/** Ways in which the same record may be written. */
const WRITINGS: Readonly<Record<string, (record: unknown, source: string) => string>> = {
  'as it is': (_record, source) => source,
  'in escapes': (_record, source) => source.replace(/[^\0-\x7f]/g, escaped).replace(/(?<=": *")[a-z]/gi, escaped),
  'with a number that is no double, and an odd one': (_record, source) =>
    source.replace(/\}$/, ', "id" : 1.50e+0,  "source":\t"\\/\\u00e9" }'),
  'with keys twice and a number too long': (_record, source) =>
    source.replace(/\}$/, ', "id": 12345678901234567890, "source": "a", "source": "b"}'),
  indented: (record) => JSON.stringify(record, null, 2),
  'indented with tabs and CRLF': (record) => JSON.stringify(record, null, '\t').replaceAll('\n', '\r\n'),
  'with spaces everywhere': (record) =>
    JSON.stringify(record, null, 1).replace(/\n */g, '  ').replaceAll('": ', '"  :  '),
};

/** Ways in which records lie in a file. */
const CONTAINERS: Readonly<Record<string, (records: readonly string[]) => string>> = {
  'a line': (records) => records.map((record) => `${record.replace(/\r?\n/g, ' ')}\n`).join(''),
  'a line that ends with CRLF and spaces': (records) =>
    records.map((record) => `${record.replace(/\r?\n/g, ' ')}  \r\n`).join(''),
  'an array': (records) => `[\n  ${records.join(',\n  ')}\n]\n`,
  'an array on one line': (records) => `[${records.join(', ')}]`,
};

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

describe('every fix of a record', () => {
  for (const [id, example] of Object.entries(cases)) {
    const rule = allRules.find((each) => each.id === id)!;
    if (example.mended === undefined || OF_TEXT.has(id) || !('record' in rule)) continue;
    const sources = example.faulty.split('\n').filter((line) => line.trim() !== '');
    const records = sources.map((source) => JSON.parse(source) as unknown);
    for (const [writing, write] of Object.entries(WRITINGS)) {
      for (const [container, contain] of Object.entries(CONTAINERS)) {
        it(`${id}, ${writing}, in ${container}`, () => {
          const text = contain(records.map((record, i) => write(record, sources[i]!)));
          assertMended(id, text, example);
        });
      }
    }
  }
});

/** Each fix in the text, for itself: the record parses, what stood outside the edits stands there still, and the finding is gone. */
function assertMended(id: string, text: string, example: Case): void {
  const options = optionsOf(example);
  let isFound = false;
  for (const { piece } of checked(text, options).text.pieces.placed()) {
    const findings = piece.analysis?.findings ?? [];
    for (const finding of findings.filter(({ rule }) => rule === id)) {
      isFound = true;
      for (const { edits } of finding.fixes) {
        const after = applyEdits(piece.text, edits);
        assert.notEqual(after, piece.text);
        assertKept(piece.text, after, edits);
        const found = findingsIn(after, options);
        assert.ok(
          errors(found).every((error) => errors(findings).includes(error)),
          `new errors in ${after}: ${errors(found).join()}`,
        );
        const left = found.filter(({ rule, pointer }) => rule === id && pointer === finding.pointer);
        assert.deepEqual(left, [], `still there in ${after}`);
      }
    }
  }
  assert.ok(isFound, `${id} is not found in ${text}`);
}

function assertKept(before: string, after: string, edits: Finding['fixes'][number]['edits']): void {
  const first = Math.min(...edits.map(({ start }) => start));
  const last = Math.max(...edits.map(({ end }) => end));
  assert.ok(after.startsWith(before.slice(0, first)));
  assert.ok(after.endsWith(before.slice(last)));
}

/** What is found in a piece that stands alone. */
function findingsIn(piece: string, options: ReturnType<typeof optionsOf>): readonly Finding[] {
  const value = piece
    .trim()
    .replace(/,$/, '')
    .replace(/[\r\n]+ */g, ' ');
  JSON.parse(value);
  return [...checked(value, options).text.pieces.placed()].flatMap(({ piece: each }) => each.analysis?.findings ?? []);
}

function errors(findings: readonly Finding[]): string[] {
  return findings.filter(({ level }) => level === 'error').map(({ rule }) => rule);
}

describe('all fixes of a record', () => {
  it('are made together, even if one has more edits than a function takes arguments', () => {
    const breaks = 150_000;
    const text = `[{'instruction': 'a', 'output': '${'\n'.repeat(breaks)}'}]`;
    const edits = checked(text).fixAll(({ fixes }) => fixes[0]);
    assert.equal(edits.filter((edit) => edit.text === '\\n').length, breaks);
  });
});
