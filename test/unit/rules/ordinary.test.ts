import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { formats, type Fields } from '../../../src/dataset/format';
import { recordsOf } from '../dataset/formatRecords';
import { found } from './check';

/** What may stand in place of any part of a record. */
const anyPart = fc.constantFrom<unknown>(
  ...[
    '',
    ' ',
    'hi',
    '你好',
    'user',
    'assistant',
    'human',
    'gpt',
    'system',
    'tool',
    'bot',
    '<image>',
    '{"name": "f"}',
    'TODO',
  ],
  ...['<think>a</think>b', 'hi  ', '| a |', '42', 'true'],
  ...[
    null,
    1,
    0,
    true,
    [],
    {},
    ['hi'],
    [['hi', 'ho']],
    { role: 'user', content: 'hi' },
    [{ type: 'text', text: 'hi' }],
  ],
);

/** A change of a record at some place: a part replaced, removed, or written twice, or a field added. */
const change = fc.record({
  place: fc.nat(40),
  kind: fc.constantFrom('replace', 'remove', 'repeat', 'add'),
  part: anyPart,
});

/** The objects and lists of a value with their keys, deepest last. */
function placesIn(value: unknown): [object, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[value, key] as [object, string], ...placesIn(member)]);
}

function changed(
  record: Fields,
  changes: readonly { place: number; kind: string; part: unknown }[],
  fields: readonly string[],
): Fields {
  const copy: Record<string, unknown> = structuredClone(record);
  for (const { place, kind, part } of changes) {
    const value = structuredClone(part);
    if (kind === 'add') copy[fields[place % fields.length]!] = value;
    const places = placesIn(copy);
    const [holder, key] = places[place % Math.max(1, places.length)] ?? [];
    if (!holder || kind === 'add') continue;
    if (kind === 'replace') Object.assign(holder, { [key!]: value });
    else if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key!);
    else if (kind === 'remove') holder.splice(Number(key), 1);
    else holder.splice(Number(key), 0, structuredClone(holder[Number(key)] as unknown));
  }
  return copy;
}

describe('an ordinary record', () => {
  for (const format of formats) {
    it(`of ${format.id} is one in which rules find nothing`, () => {
      const fields = Object.keys(format.schema.properties);
      const cautious = { ...format, isOrdinary: () => false };
      const arbitrary = fc.tuple(fc.constantFrom(...recordsOf(format.id)), fc.array(change, { maxLength: 3 }));
      fc.assert(
        fc.property(arbitrary, fc.constantFrom(undefined, 'llamafactory' as const), ([record, changes], target) => {
          const text = `${JSON.stringify(changed(record, changes, fields))}\n`;
          assert.deepEqual(found(text, { format, target }), found(text, { format: cautious, target }), text);
        }),
        { numRuns: 120 },
      );
    });
  }
});
