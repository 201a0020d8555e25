import fc from 'fast-check';
import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import type { Position } from '../../../src/dataset/sequence';
import { valueText, type Piece } from '../../../src/dataset/piece';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker, type Analysis, type Measuring } from '../../../src/rules/checker';
import { countRecord } from '../../../src/rules/countRecord';
import { NOTHING_COUNTED, type Counted } from '../../../src/rules/lengths';
import type { Measure } from '../../../src/tokens/meter';

/** A meter of no model: a record has as many tokens as characters, and what becomes of it follows from their number. */
const measuring: Measuring = {
  cutoff: 40,
  meter: {
    measure(record): Measure {
      const tokens = JSON.stringify(record).length;
      const status = tokens % 7 === 0 ? 'dropped' : tokens % 11 === 0 ? 'failed' : 'kept';
      const kept = Math.min(tokens, 40);
      const numbers = { tokens, trained: tokens >> 1, kept, keptTrained: tokens > 60 ? 0 : tokens >> 1 };
      const turn = { role: 'user', pointers: ['/instruction'], endLost: tokens > 40, ending: 1 };
      return { status, reason: 'for no reason', ...numbers, turns: [{ ...turn, ...numbers }] };
    },
  },
};

const format = formatById('alpaca');
const fragments = [
  '{"instruction": "a", "output": "b"}',
  '{"instruction": "aaa bbb", "output": "ddd"}\n',
  '{"instruction": "", "output": ""}\n',
  '{"instruction": "q", "output": "b", "note": 1}\r\n',
  ...['\n', '\n\n', ',', ',\n', '[', ']', '{', '}', '"', ' ', 'x', '{"a": 1}'],
];
const text = fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map((parts) => parts.join(''));
const step = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    at: fc.nat(),
    length: fc.nat(12),
    text: fc.constantFrom(...fragments),
  }),
  fc.record({ kind: fc.constantFrom('check' as const, 'ask' as const, 'answer' as const, 'forget' as const) }),
);

describe('counting an open dataset', () => {
  it('adds up to what counting from scratch does, whatever was edited in the meantime', () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 8 }), (start, steps) => {
        const dataset = new CheckedDataset(start, new Checker({ format }));
        let asked: Map<Piece<Analysis>, Counted> | undefined;
        for (const one of steps) {
          if (one.kind === 'edit') edit(dataset, one.at, one.length, one.text);
          if (one.kind === 'check') dataset.check();
          if (one.kind === 'forget') dataset.forgetCounted();
          if (one.kind === 'ask') asked = count([...dataset.uncounted()].map(({ piece }) => piece));
          if (one.kind === 'answer' && asked) dataset.takeCounted(asked);
        }
        dataset.check();
        if (asked) dataset.takeCounted(asked);
        dataset.takeCounted(count([...dataset.uncounted()].map(({ piece }) => piece)));
        const scratch = new CheckedDataset(dataset.text.text(), new Checker({ format, measuring }));
        scratch.check();
        assert.deepEqual(state(dataset), state(scratch));
      }),
      { numRuns: 1000 },
    );
  });

  it('says of a record that is wrong in itself only that', () => {
    const failing = { meter: { measure: () => ({ ...measuring.meter.measure({}), status: 'failed' }) }, cutoff: null };
    const dataset = new CheckedDataset(
      '{"instruction": "a", "output": ""}\n{"instruction": "a", "output": "b"}\n',
      new Checker({ format, measuring: failing as Measuring }),
    );
    dataset.check();
    assert.deepEqual(
      dataset.findings(9).map(({ rule }) => rule),
      ['empty-answer', 'template-failed'],
    );
  });
});

function count(pieces: readonly Piece<Analysis>[]): Map<Piece<Analysis>, Counted> {
  return new Map(pieces.map((piece) => [piece, countOrNothing(valueText(piece))]));
}

function countOrNothing(record: string): Counted {
  try {
    return countRecord(record, measuring);
  } catch (error) {
    if (error instanceof SyntaxError) return NOTHING_COUNTED;
    throw error;
  }
}

function state(dataset: CheckedDataset): unknown {
  const longest = dataset.longest(3).map(({ record, piece }) => [record, piece.analysis?.counted?.tokens]);
  return { tokens: dataset.tokens, counts: dataset.counts, findings: dataset.findings(1000), longest };
}

function edit(dataset: CheckedDataset, at: number, length: number, inserted: string): void {
  const whole = dataset.text.text();
  const from = at % (whole.length + 1);
  const to = Math.min(whole.length, from + length);
  // No editor sets a cursor between a carriage return and its line feed.
  if ([from, to].some((place) => whole.slice(place - 1, place + 1) === '\r\n')) return;
  dataset.edit({ start: positionOf(whole, from), end: positionOf(whole, to) }, inserted);
}

function positionOf(whole: string, offset: number): Position {
  const lines = whole.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}
