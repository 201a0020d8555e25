import fc from 'fast-check';

/** A JSON value as it is written: every value with the bytes of its own, and white space of all kinds between the tokens. */
export type Written =
  | { readonly kind: 'string'; readonly units: readonly WrittenUnit[] }
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Written[]; readonly gaps: readonly string[] }
  | { readonly kind: 'object'; readonly members: readonly WrittenMember[]; readonly gaps: readonly string[] };

interface WrittenMember {
  readonly name: Written & { kind: 'string' };
  readonly value: Written;
}

/** A character and how it is written between quotes. */
interface WrittenUnit {
  readonly character: string;
  readonly text: string;
}

const WHITE_SPACE = ['', '', '', ' ', '  ', '\n', '\r\n', '\n\t', '\n  ', '\r\n    '];
const CHARACTERS = [
  ...'ab", \\/中文é😀\n\n\t\r\b\u0000\u007f\u00a0\u200b\u2028\u2029\ufeff\u0301\ue000',
  '\ud83d',
  '\udc00',
];

const unit: fc.Arbitrary<WrittenUnit> = fc
  .tuple(fc.constantFrom(...CHARACTERS), fc.nat(4))
  .map(([character, style]) => ({ character, text: writtenAs(character, style) }));

function writtenAs(character: string, style: number): string {
  const escapes = [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
    .join('');
  if (style === 0) return escapes;
  if (style === 1) return escapes.toUpperCase().replace(/\\U/g, '\\u');
  if (style === 2 && character === '/') return '\\/';
  if (style === 3 && !character.isWellFormed()) return character;
  return JSON.stringify(character).slice(1, -1);
}

const gap = fc.constantFrom(...WHITE_SPACE);
const scalar = fc.constantFrom(
  '1',
  '1.0',
  '-0',
  '1e400',
  '12345678901234567890',
  '0.10',
  '1E+2',
  'true',
  'false',
  'null',
);

const written = fc.letrec<{ value: Written; string: Written & { kind: 'string' } }>((tie) => ({
  string: fc.record({ kind: fc.constant('string' as const), units: fc.array(unit, { maxLength: 8 }) }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('scalar' as const), text: scalar }),
    tie('string'),
    fc.record({
      kind: fc.constant('array' as const),
      items: fc.array(tie('value'), { maxLength: 4 }),
      gaps: fc.array(gap, { minLength: 12, maxLength: 12 }),
    }),
    fc.record({
      kind: fc.constant('object' as const),
      members: fc.array(fc.record({ name: tie('string'), value: tie('value') }), { maxLength: 4 }),
      gaps: fc.array(gap, { minLength: 24, maxLength: 24 }),
    }),
  ),
}));

/** Any value, written in any way that JSON allows. Names may be there twice. */
export const anyJson: fc.Arbitrary<Written> = written.value;

/** The text. */
export function textOf(value: Written): string {
  return [...tokensOf(value)].join('');
}

/** Its tokens and what stands between them. */
export function* tokensOf(value: Written): Generator<string> {
  switch (value.kind) {
    case 'string':
      yield `"${value.units.map(({ text }) => text).join('')}"`;
      break;
    case 'scalar':
      yield value.text;
      break;
    case 'array':
      yield* ['[', value.gaps[0]!];
      for (const [i, item] of value.items.entries()) {
        if (i > 0) yield* [value.gaps[2 * i]!, ',', value.gaps[2 * i + 1]!];
        yield* tokensOf(item);
      }
      if (value.items.length > 0) yield value.gaps[1]!;
      yield ']';
      break;
    case 'object':
      yield* ['{', value.gaps[0]!];
      for (const [i, { name, value: own }] of value.members.entries()) {
        if (i > 0) yield* [value.gaps[4 * i]!, ',', value.gaps[4 * i + 1]!];
        yield* tokensOf(name);
        yield* [value.gaps[4 * i + 2]!, ':', value.gaps[4 * i + 3]!];
        yield* tokensOf(own);
      }
      if (value.members.length > 0) yield value.gaps[1]!;
      yield '}';
  }
}
