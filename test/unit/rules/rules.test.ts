import assert from 'node:assert/strict';
import { allRules, ruleById } from '../../../src/rules/catalogue';
import { applied, checked, found } from './check';

/** For each rule a faulty text, where it is found, a sound text, and what the first fix makes of the faulty one. */
interface Case {
  readonly faulty: string;
  readonly at: readonly string[];
  readonly sound: string;
  readonly mended?: string;
}

const record = '{"instruction": "a", "output": "b"}';

const cases: Record<string, Case> = {
  'file-nul-bytes': { faulty: `${record}\n\0\0\0`, at: ['1:0'], sound: `${record}\n`, mended: `${record}\n` },
  'file-truncated-tail': {
    faulty: `${record}\n{"instruction": "bye", "out`,
    at: ['1:23'],
    sound: `${record}\n${record}`,
    mended: `${record}\n`,
  },
  'file-bom': { faulty: `${record}\n\ufeff${record}\n`, at: ['1:0'], sound: record, mended: `${record}\n${record}\n` },
  'json-syntax': {
    faulty: `{"instruction": "a", "output": "b",}\n${record}`,
    at: ['0:34'],
    sound: record,
    mended: `{"instruction": "a", "output": "b"}\n${record}`,
  },
  'json-line-end-comma': {
    faulty: `${record},\n${record}\n`,
    at: ['0:35'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-blank-line': {
    faulty: `${record}\n\n  \n${record}\n`,
    at: ['1:0'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-two-values-on-line': {
    faulty: `${record} ${record}\n`,
    at: ['0:34'],
    sound: record,
    mended: `${record}\n${record}\n`,
  },
  'jsonl-pretty-multiline': {
    faulty: '{\n  "instruction": "a",\n  "output": "b { \\n"\n}\n',
    at: ['0:0'],
    sound: record,
    mended: '{"instruction": "a", "output": "b { \\n"}\n',
  },
  'json-duplicate-key': {
    faulty: '{"instruction": "a", "output": "b", "output": "c"}',
    at: ['0:36'],
    sound: record,
    mended: '{"instruction": "a", "output": "c"}',
  },
  'json-nan-infinity': {
    faulty: '{"instruction": "a", "output": "b", "id": -Infinity}',
    at: ['0:42'],
    sound: record,
    mended: '{"instruction": "a", "output": "b", "id": null}',
  },
  'json-lone-surrogate': {
    faulty: '{"instruction": "\\ud83d\\ude00", "output": "b\\uDE00"}',
    at: ['0:44'],
    sound: '{"instruction": "\\ud83d\\ude00", "output": "\\\\ud83d"}',
    mended: '{"instruction": "\\ud83d\\ude00", "output": "b\\ufffd"}',
  },
  'json-bigint': {
    faulty: '{"instruction": "a", "output": "b", "id": 12345678901234567890}',
    at: ['0:42'],
    sound: '{"instruction": "a", "output": "b", "id": 9007199254740991, "source": 0.12345678901234567}',
    mended: '{"instruction": "a", "output": "b", "id": "12345678901234567890"}',
  },
  'json-root-shape': {
    faulty: `{"data": [${record}, ${record}]}`,
    at: ['0:0'],
    sound: record,
    mended: `[${record}, ${record}]`,
  },
  'json-depth': {
    faulty: `{"instruction": "a", "output": "b", "id": ${'['.repeat(40)}${']'.repeat(40)}}`,
    at: ['0:0'],
    sound: '{"instruction": "a", "output": "b", "id": [[[]]]}',
  },
  'field-missing': {
    faulty: '{"instruction": "a", "otuput": "b"}',
    at: ['0:21'],
    sound: record,
    mended: '{"instruction": "a", "output": "b"}',
  },
  'column-typo': {
    faulty: '{"instruction": "a", "Inptu": "x", "output": "b"}',
    at: ['0:21'],
    sound: record,
    mended: '{"instruction": "a", "input": "x", "output": "b"}',
  },
  'column-unknown': { faulty: '{"instruction": "a", "output": "b", "note": 1}', at: ['0:36'], sound: record },
  'string-expected': {
    faulty: '{"instruction": {"x": 1.0}, "output": "b"}',
    at: ['0:16'],
    sound: record,
    mended: '{"instruction": "{\\"x\\": 1.0}", "output": "b"}',
  },
  'number-as-answer': {
    faulty: '{"instruction": "a", "output": 1.50}',
    at: ['0:31'],
    sound: record,
    mended: '{"instruction": "a", "output": "1.50"}',
  },
  'history-shape': {
    faulty: '{"instruction": "a", "output": "b", "history": ["q", "r"]}',
    at: ['0:47'],
    sound: '{"instruction": "a", "output": "b", "history": [["q", "r"]]}',
    mended: '{"instruction": "a", "output": "b", "history": [["q", "r"]]}',
  },
  'empty-prompt': { faulty: '{"instruction": " ", "input": "\\n", "output": "b"}', at: ['0:16'], sound: record },
  'empty-instruction': {
    faulty: '{"instruction": "", "input": "x", "output": "b"}',
    at: ['0:16'],
    sound: '{"instruction": "x", "input": "", "output": "b"}',
  },
  'empty-answer': { faulty: '{"instruction": "a", "output": "　"}', at: ['0:31'], sound: record },
};

/** Rules that look at the file as a whole; test/unit/host checks them on real files. */
const OF_FILES = ['file-not-utf8', 'file-empty', 'file-crlf-mixed', 'file-extension-mismatch'];

describe('every rule', () => {
  it('has a case here', () => {
    const ofRecords = allRules.filter((rule) => !('lengths' in rule));
    const expected = ofRecords.map(({ id }) => id).filter((id) => !OF_FILES.includes(id));
    assert.deepEqual(Object.keys(cases).sort(), expected.sort());
  });

  for (const [id, { faulty, at, sound, mended }] of Object.entries(cases)) {
    it(`${id} finds its fault, and only it, at its place`, () => {
      assert.deepEqual(
        found(faulty),
        at.map((place) => `${id}@${place}`),
      );
    });

    it(`${id} lets a sound record pass`, () => {
      assert.deepEqual(found(sound), []);
    });

    it(`${id} can be switched off and raised`, () => {
      assert.deepEqual(
        found(faulty, { levels: { [id]: 'off' } }).filter((label) => label.startsWith(id)),
        [],
      );
      const raised = checked(faulty, { levels: { [id]: 'error' } }).findings(10);
      assert.ok(raised.some(({ rule, level }) => rule === id && level === 'error'));
    });

    it(`${id} offers a fix as its catalogue entry says`, () => {
      assert.equal(mended !== undefined, ruleById(id)!.fix !== 'no');
    });

    if (mended === undefined) continue;
    it(`${id} is mended by its fix, which leaves nothing to mend`, () => {
      const dataset = checked(faulty);
      const edits = dataset.fixAll((finding) => (finding.rule === id ? finding.fixes[0] : undefined));
      assert.equal(applied(faulty, edits), mended);
      assert.deepEqual(
        found(mended).filter((label) => label.startsWith(`${id}@`)),
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
