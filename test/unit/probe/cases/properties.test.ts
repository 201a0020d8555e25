import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { formatById, type Fields } from '../../../../src/dataset/format';
import { allTurns } from '../../../../src/dataset/sample';
import { LabelReader } from '../../../../src/labels/labelReader';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { askedTurns, casesOf, caseTurns, turnsOfAnswer } from '../../../../src/probe/cases/casesOf';
import { isCase, type RequestMessage } from '../../../../src/probe/cases/probeCase';
import { formatRecord } from '../../editing/turns/arbitraries';

const labels = new LabelReader(labelSettings(undefined, undefined));

/** What servers want of messages. */
function checkMessage(message: RequestMessage, open: Set<string>): void {
  const { role, content, tool_calls: calls, tool_call_id: answered } = message;
  const known = ['role', 'content', 'reasoning_content', 'tool_calls', 'tool_call_id'];
  assert.ok(Object.keys(message).every((key) => known.includes(key)));
  assert.ok(typeof content === 'string' || content === null || Array.isArray(content));
  for (const call of (calls ?? []) as { id: string; type: string; function: Record<string, unknown> }[]) {
    assert.equal(role, 'assistant');
    assert.deepEqual([typeof call.id, call.type], ['string', 'function']);
    assert.deepEqual([typeof call.function.name, typeof call.function.arguments], ['string', 'string']);
    open.add(call.id);
  }
  if (answered !== undefined && open.size > 0) assert.equal(typeof answered, 'string');
}

describe('the cases of records of every format', () => {
  it('are prompts that every server can read, and answers that the record has', () => {
    let cases = 0;
    fc.assert(
      fc.property(formatRecord, ({ id, text }) => {
        const format = formatById(id)!;
        const sample = format.read(JSON.parse(text) as Fields);
        const turns = askedTurns(sample);
        for (const wanted of ['last', 'all', ...turns] as const) {
          for (const found of casesOf({ record: 0, key: 'k', text, format, labels }, wanted)) {
            if (!isCase(found)) {
              assert.notEqual(found.problem, '');
              continue;
            }
            cases++;
            assert.ok(turns.includes(found.turn) && (typeof wanted !== 'number' || wanted === found.turn));
            assert.ok(found.messages.length > 0 && found.messages.at(-1)!.role !== 'assistant');
            const open = new Set<string>();
            for (const message of found.messages) checkMessage(message, open);
            checkMessage(found.reference.message, open);
            const all = allTurns(sample);
            const own = all[found.turn]!;
            if (!own.calls) assert.equal(found.reference.content, own.content);
            assert.equal(found.reference.reasoning.includes(own.reasoning?.text ?? ''), true);
            // The prompt's messages are the turns before the answer, in their order.
            const from = caseTurns(text, format)!.slice(0, found.messages.length).flat();
            assert.deepEqual(
              from,
              [...from].sort((a, b) => a - b),
            );
            assert.ok(from.every((turn) => turn < found.turn));
            assert.ok(turnsOfAnswer(sample, found.turn) >= 1);
          }
        }
      }),
      { numRuns: 1500 },
    );
    assert.ok(cases > 500);
  });
});
