import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NO_FINDINGS, type PlacedFinding } from '../../../src/rules/placedFinding';
import { allRules } from '../../../src/rules/catalogue';
import { createReporter } from '../../../src/cli/reporters/reporter';

/** SARIF's schema is of draft 4, which differs from what Ajv reads in the name of the id alone, as far as this schema goes. */
function validator() {
  const text = readFileSync(path.resolve('test/fixtures/sarif/sarif-2.1.0-rtm.5.schema.json'), 'utf8');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(text) as Record<string, unknown>;
  // Some of its patterns are no valid patterns in Unicode mode.
  return new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(schema);
}

function report(path: string, findings: readonly PlacedFinding[]): string {
  let text = '';
  const reporter = createReporter('sarif', (part) => (text += part));
  reporter.file(path);
  for (const finding of findings) reporter.finding(path, finding);
  reporter.fileEnd(path, { container: 'jsonl', format: 'alpaca', records: findings.length }, NO_FINDINGS);
  reporter.end(NO_FINDINGS, 1);
  return text;
}

describe('the SARIF report', () => {
  const validate = validator();
  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 7 } };
  const findings = allRules.map(({ id }, record): PlacedFinding => {
    return { rule: id, level: 'warning', message: 'm', record, pointer: '', range, fixes: [], outcome: 'dropped' };
  });

  for (const file of ['data/train.jsonl', '/data/训练 数据.jsonl', 'a b#c?.json']) {
    it(`is valid for findings in ${file}`, () => {
      assert.ok(validate(JSON.parse(report(file, findings))), JSON.stringify(validate.errors?.slice(0, 3)));
    });
  }

  it('is valid without findings', () => {
    assert.ok(validate(JSON.parse(report('a.jsonl', []))), JSON.stringify(validate.errors?.slice(0, 3)));
  });

  it('would be refused with a wrong level', () => {
    const wrong = report('a.jsonl', findings).replace('"level":"warning","message"', '"level":"bad","message"');
    assert.equal(validate(JSON.parse(wrong)), false);
  });
});
