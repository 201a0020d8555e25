import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sha256 } from '../../../src/host/sha256';
import { canonicalJson } from '../../../src/review/canonicalJson';
import { recordKey } from '../../../src/review/recordKey';

const key = (record: string): string => recordKey(record, sha256);

/** A value, and ways to write it. */
type Written = { readonly [name: string]: Written } | readonly Written[] | string | number | boolean | null;

const values: fc.Arbitrary<Written> = fc.letrec<{ value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '/', '\n', '\u0001', 'u', '中', '😀', '\u2028', ' ', ':', ',') }),
    fc.constantFrom(0, -1.5, 1e21, true, false, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 5 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

/** Writes a value with white space, an order of keys and escapes as the random numbers want. */
function write(value: Written, random: () => number): string {
  const space = (): string => [' ', '', '\n  ', '\t', '\r\n'][random() % 5]!;
  const padded = (text: string): string => space() + text + space();
  if (typeof value === 'string') return padded(writeString(value, random));
  if (Array.isArray(value)) return padded(`[${value.map((each: Written) => write(each, random)).join(',')}${space()}]`);
  if (typeof value !== 'object' || value === null) return padded(JSON.stringify(value));
  const members = Object.entries(value).map(([name, each]) => ({ name, each: each, at: random() }));
  members.sort((a, b) => a.at - b.at);
  const texts = members.map(({ name, each }) => `${padded(writeString(name, random))}:${write(each, random)}`);
  return padded(`{${texts.join(',')}${space()}}`);
}

function writeString(text: string, random: () => number): string {
  const units = Array.from({ length: text.length }, (_, i) => text[i]!);
  return `"${units
    .map((unit) => {
      const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
      if (random() % 4 === 0) return `\\u${random() % 2 === 0 ? code : code.toUpperCase()}`;
      if (unit === '/' && random() % 2 === 0) return '\\/';
      return JSON.stringify(unit).slice(1, -1);
    })
    .join('')}"`;
}

const randoms = fc.array(fc.nat(), { minLength: 1, maxLength: 200 }).map((numbers) => {
  let at = 0;
  return () => numbers[at++ % numbers.length]!;
});

/** JavaScript puts keys that look like indices first, and has one `__proto__`. */
const hasOddKeys = (value: Written): boolean => JSON.stringify(value).includes('__proto__');

describe('The key of a record', () => {
  it('is the same however the record is written', () => {
    fc.assert(
      fc.property(values, randoms, randoms, (value, one, other) => {
        fc.pre(!hasOddKeys(value));
        assert.equal(key(write(value, one).trim()), key(write(value, other).trim()));
      }),
      { numRuns: 500 },
    );
  });

  it('is another one for another record', () => {
    fc.assert(
      fc.property(values, values, randoms, (one, other, random) => {
        fc.pre(!hasOddKeys(one) && !hasOddKeys(other));
        fc.pre(canonicalJson(JSON.stringify(one)) !== canonicalJson(JSON.stringify(other)));
        assert.notEqual(key(write(one, random)), key(write(other, random)));
      }),
    );
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(values, randoms, (value, random) => {
        fc.pre(!hasOddKeys(value));
        assert.deepEqual(JSON.parse(canonicalJson(write(value, random))!), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('never fails, whatever the text', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u01 \nx') });
    fc.assert(fc.property(texts, (text) => assert.match(key(text), /^[0-9a-f]{64}$/)));
  });

  it('is another one when a text changes by as much as a space', () => {
    assert.notEqual(key('{"a": "x y"}'), key('{"a": "x  y"}'));
    assert.notEqual(key('{"a": "“x”"}'), key('{"a": "\\"x\\""}'));
    assert.notEqual(key('{"a": "é"}'), key('{"a": "e\u0301"}'));
  });

  it('tells numbers apart that JavaScript takes for one', () => {
    assert.notEqual(key('{"id": 12345678901234567890}'), key('{"id": 12345678901234567891}'));
    assert.notEqual(key('{"a": 1.0}'), key('{"a": 1}'));
  });

  it('keeps all members of one key, in their order', () => {
    assert.notEqual(key('{"a": 1, "a": 2}'), key('{"a": 2, "a": 1}'));
    assert.equal(key('{"a": 1, "b": 0, "a": 2}'), key('{"b": 0, "a": 1, "a": 2}'));
  });

  it('is the text’s own for what is no JSON', () => {
    assert.equal(canonicalJson('{"a": '), undefined);
    assert.equal(canonicalJson('{"a": 1} x'), undefined);
    assert.equal(canonicalJson('{"a": "\\uZZZZ"}'), undefined);
    assert.equal(key('{"a": '), sha256('{"a": '));
  });

  it('takes any depth', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    assert.equal(key(deep), sha256(deep));
  });
});
