import assert from 'node:assert/strict';
import { allRules, ruleById } from '../../../src/rules/catalogue';
import type { Rule } from '../../../src/rules/rule';
import { cases } from './cases';
import { optionsOf } from './cases/case';
import { applied, checked, found } from './check';

const record = '{"instruction": "a", "output": "b"}';

/** Rules that look at the file as a whole; test/unit/host checks them on real files. */
const OF_FILES = [
  ...['file-not-utf8', 'file-empty', 'file-crlf-mixed', 'file-extension-mismatch'],
  'file-too-large-single',
];

/** It looks at a `dataset_info.json`; some look at datasets as well. */
function isOfInfo(rule: Rule): boolean {
  return 'info' in rule || 'entry' in rule;
}

describe('every rule', () => {
  it('has a case here', () => {
    const ofRecords = allRules.filter((rule) => !('lengths' in rule || (isOfInfo(rule) && !('file' in rule))));
    const expected = ofRecords.map(({ id }) => id).filter((id) => !OF_FILES.includes(id));
    assert.deepEqual(Object.keys(cases).sort(), expected.sort());
  });

  for (const [id, { faulty, at, sound, mended, ...how }] of Object.entries(cases)) {
    const options = optionsOf({ faulty, at, sound, ...how });

    it(`${id} finds its fault, and only it, at its place`, () => {
      assert.deepEqual(
        found(faulty, options),
        at.map((place) => `${id}@${place}`),
      );
    });

    it(`${id} lets a sound record pass`, () => {
      assert.deepEqual(found(sound, options), []);
    });

    it(`${id} can be switched off and raised`, () => {
      assert.deepEqual(
        found(faulty, { ...options, levels: { [id]: 'off' } }).filter((label) => label.startsWith(id)),
        [],
      );
      const raised = checked(faulty, { ...options, levels: { [id]: 'error' } }).findings(10);
      assert.ok(raised.some(({ rule, level }) => rule === id && level === 'error'));
    });

    it(`${id} offers a fix as its catalogue entry says`, () => {
      assert.equal(mended !== undefined, ruleById(id)!.fix !== 'no');
    });

    if (mended === undefined) continue;
    it(`${id} is mended by its fix, which leaves nothing to mend`, () => {
      const dataset = checked(faulty, options);
      const edits = dataset.fixAll((finding) => (finding.rule === id ? finding.fixes[0] : undefined));
      assert.equal(applied(faulty, edits), mended);
      assert.deepEqual(
        found(mended, options).filter((label) => label.startsWith(`${id}@`)),
        [],
      );
    });
  }
});

describe('findings', () => {
  it('name the pointer of what they are about', () => {
    const [finding] = checked('{"instruction": "a", "output": "b", "history": [["q", 1]]}').findings(10);
    assert.equal(finding?.pointer, '/history/0/1');
  });

  it('are one for one cause: a record in Python’s notation is told once', () => {
    assert.deepEqual(found(`{'instruction': 'a', 'output': 'b'}`), ['json-syntax@0:1']);
  });

  it('tell a field that is not the format’s once for the file, with the number of records', () => {
    const line = '{"instruction": "a", "output": "b", "note": 1}\n';
    const findings = checked(`${record}\n${line.repeat(3)}`).findings(10);
    assert.equal(findings.length, 1);
    assert.match(findings[0]!.message, /“note” \(in 3 records\)/);
    assert.equal(findings[0]!.range.start.line, 1);
  });

  it('do not name fields that the project declares', () => {
    assert.deepEqual(found('{"instruction": "a", "output": "b", "note": 1}', { extraFields: ['note'] }), []);
  });

  it('put errors first when there are more than can be shown', () => {
    const blank = `${record}\n\n`;
    const text = `${blank.repeat(5)}{"instruction": "a", "output": ""}\n`;
    const shown = checked(text).findings(2);
    assert.deepEqual(
      shown.map(({ rule }) => rule),
      ['jsonl-blank-line', 'empty-answer'],
    );
  });

  it('that someone else shows are silent, and their fixes are still offered', () => {
    const text = '[{"instruction": "a", "output": "b",}]';
    const dataset = checked(text, { syntaxShownElsewhere: true });
    assert.deepEqual(dataset.findings(10), []);
    assert.deepEqual(dataset.counts, { error: 0, warning: 0, info: 0 });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 40 } };
    assert.equal([...dataset.findingsIn(range)].length, 1);
  });

  it('do not offer to remove, unasked, blank lines that may belong to a broken answer', () => {
    const text = '{"instruction":"a","output":"他说"好"\n\n然后"}\n';
    assert.deepEqual(
      checked(text).fixAll(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')),
      [],
    );
  });

  it('tell of every malformed turn of a history', () => {
    const text = '{"instruction": "a", "output": "b", "history": [["a"], ["b", "c", "d"], "x"]}';
    assert.deepEqual(
      checked(text)
        .findings(10)
        .map(({ pointer }) => pointer),
      ['/history/0', '/history/1', '/history/2'],
    );
  });

  it('take no common word for a misspelled field', () => {
    const text = '{"instruction": "a", "output": "b", "stem": 1, "story": 2, "course": 3}';
    assert.deepEqual(
      found(text).map((label) => label.split('@')[0]),
      ['column-unknown', 'column-unknown', 'column-unknown'],
    );
  });

  it('know no words of JavaScript as Python’s', () => {
    assert.deepEqual(found('{"instruction": "a", "output": constructor}'), ['json-syntax@0:31']);
    assert.equal(checked('{"instruction": "a", "output": constructor}').findings(1)[0]!.fixes.length, 0);
  });
});
