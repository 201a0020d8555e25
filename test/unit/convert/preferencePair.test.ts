import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { preferencePair } from '../../../src/convert/preferencePair';
import { formatById, type Fields } from '../../../src/dataset/format';
import { formatRecord } from '../editing/turns/arbitraries';

const FIELDS = { provenance: { from: 'probe', model: 'm "1"' } };

describe('a preference pair of a record', () => {
  it('is a record of its format that says what the record says, for every format', () => {
    let made = 0;
    fc.assert(
      fc.property(formatRecord, fc.nat(), fc.constantFrom('bad', 'x\n"y"', '不好'), ({ id, text }, at, rejected) => {
        const format = formatById(id)!;
        const { turns, preference } = format.read(JSON.parse(text) as Fields);
        const all = [...turns, ...(preference?.chosen?.turns ?? [])];
        const answers = all.flatMap(({ role }, i) => (role === 'assistant' ? [i] : []));
        const turn = answers[at % answers.length] ?? 0;
        const pair = preferencePair(text, format, { turn, turns: 1, rejected, fields: FIELDS });
        if ('obstacle' in pair) return;
        made++;
        assert.doesNotMatch(pair.record, /[\r\n]/);
        const value = JSON.parse(pair.record) as Fields;
        const result = formatById(pair.formatId)!;
        assert.ok(result.recognises(value), pair.record);
        const read = result.read(value);
        assert.equal(read.preference!.rejected!.turns.at(-1)!.content, rejected);
        const chosen = read.preference!.chosen!.turns.at(-1)!;
        const own = all[turn]!;
        if (!own.calls && !own.reasoning && own.content !== '') assert.ok(chosen.content.includes(own.content.trim()));
        assert.deepEqual(value.provenance, FIELDS.provenance);
      }),
      { numRuns: 1500 },
    );
    assert.ok(made > 300, String(made));
  });

  it('has the fields that are given in place of the record’s own', () => {
    const text = '{"provenance": {"from": "x"}, "instruction": "Q", "output": "A", "n": 1.0}';
    const pair = preferencePair(text, formatById('alpaca')!, { turn: 1, turns: 1, rejected: 'B', fields: FIELDS });
    assert.ok('record' in pair);
    assert.equal(
      pair.record,
      '{"instruction": "Q", "input": "", "chosen": "A", "rejected": "B", "n": 1.0, "provenance": {"from": "probe", "model": "m \\"1\\""}}',
    );
  });

  it('is refused where there is no answer', () => {
    const wish = { turn: 0, turns: 1, rejected: 'B', fields: {} };
    const text = '{"instruction": "Q", "output": "A"}';
    assert.deepEqual(preferencePair(text, formatById('alpaca')!, wish), { obstacle: { code: 'noAnswer' } });
    assert.deepEqual(preferencePair('{', formatById('alpaca')!, wish), { obstacle: { code: 'notJson' } });
    assert.deepEqual(preferencePair('[]', formatById('alpaca')!, wish), { obstacle: { code: 'notRecord' } });
  });
});
