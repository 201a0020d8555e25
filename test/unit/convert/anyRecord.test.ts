import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convertRecord, planConversion, possibleTargets } from '../../../src/convert/conversion';
import { formats } from '../../../src/dataset/format';

const scalar = fc.constantFrom<unknown>('', 'x', '<image>', '{"name": "f", "arguments": {}}', null, 1, true, [], {});
const message = fc.dictionary(
  fc.constantFrom('role', 'content', 'from', 'value', 'tool_calls', 'weight', 'name', 'tool_call_id', 'type', 'text'),
  fc.oneof(
    {
      arbitrary: fc.constantFrom<unknown>('user', 'assistant', 'human', 'gpt', 'tool', 'function_call', '旁白'),
      weight: 3,
    },
    scalar,
    fc.array(
      fc.dictionary(fc.constantFrom('type', 'text', 'value', 'image_url', 'function', 'name', 'arguments'), scalar),
      { maxLength: 2 },
    ),
  ),
);
const field = fc.oneof(
  scalar,
  message,
  fc.array(message, { maxLength: 3 }),
  fc.array(fc.array(scalar, { maxLength: 3 }), { maxLength: 2 }),
);

describe('whatever a record holds', () => {
  for (const from of formats) {
    it(`a conversion from ${from.id} gives JSON or says why it can’t`, () => {
      const names = [...Object.keys(from.schema.properties), 'other', 'a~/b'];
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...names), field, { maxKeys: 6 }), (value) => {
          const text = JSON.stringify(value, null, 1);
          for (const to of possibleTargets({ id: from.id })) {
            const plan = planConversion({ id: from.id }, to);
            assert.ok(!('refusal' in plan));
            const converted = convertRecord(plan, text);
            for (const record of 'records' in converted ? converted.records : []) {
              assert.doesNotMatch(record, /\n/);
              assert.equal(typeof JSON.parse(record), 'object');
            }
          }
        }),
        { numRuns: 60 },
      );
    });
  }
});
