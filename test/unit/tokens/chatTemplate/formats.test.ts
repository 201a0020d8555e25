import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chatTemplateMeter } from '../../../../src/tokens/chatTemplate/chatTemplateMeter';
import type { Measure } from '../../../../src/tokens/meter';
import { plainMeter } from '../../../../src/tokens/plain/plainMeter';
import { model } from './models';

const FOLDER = join(process.cwd(), 'test/fixtures/formats');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));

/** Records that Qwen3's own template can't write, with why: it takes text only, and no null beside calls. */
const BEYOND_TEMPLATE: Readonly<Record<string, string>> = {
  'llamafactory-v1 3': "'list object' has no attribute 'startswith'",
  'messages 2': "argument of type 'NoneType' is not iterable",
  'messages 3': "'list object' has no attribute 'startswith'",
};

/** The measures of both answers of a pair, or the only one. */
function sidesOf({ rejected, ...main }: Measure): readonly Measure[] {
  return rejected ? [main, rejected] : [main];
}

describe('meters without LLaMA-Factory, on records of every format', () => {
  for (const file of files) {
    const id = basename(file, '.jsonl');
    const records = readFileSync(join(FOLDER, file), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

    it(`render ${id}, told or recognised`, () => {
      for (const [i, record] of records.entries()) {
        const [told, found] = [{ id }, undefined].map((format) =>
          chatTemplateMeter({ ...model('qwen3'), target: 'openai', format }).measure(record, true),
        );
        assert.deepEqual(found, told, `record ${i}`);
        const reason = BEYOND_TEMPLATE[`${id} ${i}`];
        assert.deepEqual(
          [told!.status, told!.reason],
          [reason === undefined ? 'kept' : 'failed', reason],
          `record ${i}`,
        );
        for (const { status, tokens, turns } of sidesOf(told!)) {
          if (reason !== undefined) continue;
          assert.equal(status, 'kept', `record ${i}`);
          assert.ok(tokens > 0 && turns.length > 0, `record ${i}`);
          assert.equal(
            turns.reduce((sum, turn) => sum + turn.tokens, 0),
            tokens,
          );
        }
      }
    });

    it(`count the plain text of ${id}`, () => {
      for (const [i, record] of records.entries()) {
        const measure = plainMeter({ tokenizer: model('qwen3').tokenizer, format: { id } }).measure(record);
        for (const { status, tokens, trained } of sidesOf(measure)) {
          assert.equal(status, 'kept', `record ${i}`);
          assert.ok(tokens > 0 && trained > 0, `record ${i}`);
        }
      }
    });
  }

  it('have a file for every format', () => assert.ok(files.length >= 13));
});
