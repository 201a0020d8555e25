import fc from 'fast-check';
import assert from 'node:assert/strict';
import { compileMatcher } from '../../../../src/tokens/bpe/pattern/backtracking';
import { parsePattern } from '../../../../src/tokens/bpe/pattern/parse';
import { toSource } from '../../../../src/tokens/bpe/pattern/syntax';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { Step } from '../../../../src/tokens/bpe/tokenizerJson';
import { byteLevel, byteTokenizer, rustPieces, rustTokenizer, splitBy } from './byteTokenizer';

/** Patterns of well-known models. */
const models: Readonly<Record<string, string>> = {
  'Llama 3':
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  'Mistral NeMo':
    '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
  cl100k:
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+",
  DeepSeek:
    '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+',
};

/** Other things that may stand in a pattern. */
const known: readonly string[] = [
  ...[
    '.+',
    'a.b',
    '\\p{L}',
    '\\p{N}+',
    '\\p{P}',
    '\\p{S}',
    '\\p{M}+',
    '\\p{Lu}+',
    '\\p{Z}',
    '\\s',
    '\\S+',
    '\\d',
    '\\D+',
  ],
  ...[
    '[^\\d]',
    '[\\S]',
    '\\P{L}+',
    '(?i:s)',
    '(?i:k)',
    '(?i:s)+',
    '(?i:[a-z])',
    '(?i:[a-c])+',
    '(?i:[!-~])',
    '(?i:[f]i)',
  ],
  ...[
    'a{1,2}?b',
    'a+?b',
    'a*?b',
    'a??b',
    'a{2}',
    '(?:ab){1,3}',
    '(?:ab){1,2}?b',
    '(?:ab)?c',
    '(a|ab)(c|bcd)',
    'a(?=b)',
  ],
  ...[
    'a(?!b)',
    '(?! )a',
    '\\s+(?!\\S)',
    '[a-]',
    '[-a]',
    '\\x41',
    '\\u00e9',
    '\\-',
    '\\/',
    ']',
    'a}',
    '[~~]',
    '[.^$]',
    '[/]',
  ],
  ...['[\\u4e00-\\u9fa5]+', '[一-龥]+', '[😀-😎]+', '😀+', '[^😀]+', '[^\\n]+'],
];

/** What may mean something else in JavaScript, or has not been looked into. */
const unknown: readonly string[] = [
  ...[
    '(?i:ss)',
    '(?i:st|a)',
    '(?i:[^a])',
    '(?i:\\p{Lu})',
    '(?i:é)',
    '(?i:s)(?i:s)',
    '(?i:s+)',
    '(?i)a',
    '(?m:.)',
    '(?#x)a',
  ],
  ...[
    'a{,3}',
    'a{2}?',
    'a++',
    'a?+',
    '(?>a+)b',
    '(ab)+',
    '(?=a)',
    'x*',
    'a|',
    '',
    '[]a]',
    '[a&&b]',
    '[a--b]',
    '[\\s-x]',
  ],
  ...[
    '[[:alpha:]]',
    '[[a]b]',
    '\\h',
    '\\w+',
    '\\b',
    '\\Aa',
    '^a',
    'a$',
    '\\xe9',
    '\\ud800',
    '\\<',
    '{',
    'a{x',
    '(?<!a)b',
    '\\X',
  ],
  ...['(a)\\1', '\\p{Han}', '\\p{^L}', '\\p{Alphabetic}', '\\p{lu}', '(', 'a)', '[a', '\\', '(?', '\ud800'],
];

const fragments = [
  ...[
    "'s",
    "'S",
    "'ſ",
    'ss',
    'SS',
    'ß',
    'ﬆ',
    'st',
    'ﬁ',
    'fi',
    'FI',
    'K',
    'k',
    'a',
    'b',
    'c',
    'ab',
    'bcd',
    'abc',
    'A',
    'É',
    'é',
  ],
  ...[
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    '\u0085',
    '\u00a0',
    '\u3000',
    '\u2028',
    '\ufeff',
    '1',
    '12',
    '１',
    '½',
    '.',
    '-',
    '--',
    '/',
  ],
  ...[
    '#',
    '~~',
    '&&',
    '[',
    ']',
    '{',
    '}',
    '$',
    '^',
    '\\',
    '😀',
    '😎',
    '𠀀',
    '一',
    '龥',
    '\u0301',
    '\u200d',
    'x',
    '_',
    "'ll",
    'VE',
  ],
];
const randomText = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 14 })
  .map((parts) => parts.join('').toWellFormed());

describe('patterns of pre-tokenizers', () => {
  for (const [name, pattern] of [...Object.entries(models), ...known.map((one) => [one, one] as const)]) {
    it(`splits by ${name} as the Rust crate does, and tells where`, () => assertSplits(splitBy(pattern)));

    it(`finds ${name} also without the engine’s own matcher`, () => {
      const parsed = parsePattern(pattern)!;
      const expression = new RegExp(toSource(parsed), 'yv');
      const matcher = compileMatcher(parsed);
      fc.assert(
        fc.property(randomText, (text) => {
          for (let start = 0; start < text.length; start += text.codePointAt(start)! > 0xffff ? 2 : 1) {
            expression.lastIndex = start;
            const match = expression.exec(text);
            assert.equal(matcher(text, start), match ? start + match[0].length : -1);
          }
        }),
      );
    });
  }

  for (const pattern of unknown) {
    it(`leaves ${JSON.stringify(pattern)} to the generic path`, () =>
      assert.equal(readByteLevelBpe(byteTokenizer({ pre_tokenizer: splitBy(pattern) })), undefined));
  }

  it('drops what lies between matches, inside of other splits', () =>
    assertSplits({
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: '[a-z]+|1' }, behavior: 'Isolated', invert: false },
        { type: 'Split', pattern: { String: 'a.b' }, behavior: 'Isolated', invert: false },
        { type: 'Split', pattern: { Regex: '[^ ]' }, behavior: 'Removed', invert: true },
        byteLevel(true),
      ],
    }));

  for (const individual_digits of [true, false]) {
    it(`knows every digit and every other character (${individual_digits ? 'one by one' : 'together'})`, async () => {
      const step: Step = { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits }, byteLevel(false)] };
      await assertSplits(step, everyCharacter());
    });
  }

  for (const pattern of [
    '\\p{L}',
    '\\p{N}',
    '\\p{P}',
    '\\p{S}',
    '\\p{M}',
    '\\p{Lu}',
    '\\p{Lt}',
    '\\p{Lm}',
    '\\p{Lo}',
    '\\p{Ll}',
    '\\s',
  ]) {
    it(`knows of every character whether it is ${pattern}`, () => assertSplits(splitBy(pattern), everyCharacter()));
  }
});

async function assertSplits(pre_tokenizer: Step, texts = fc.sample(randomText, 200)): Promise<void> {
  const json = byteTokenizer({ pre_tokenizer });
  const rust = rustTokenizer(json);
  const { preTokenizer } = readByteLevelBpe(json)!;
  for (const text of texts) {
    const pieces = [...preTokenizer.split(text)];
    assert.deepEqual(pieces, await rustPieces(rust, text), JSON.stringify(text));
    const places = [...preTokenizer.places(text)];
    assert.deepEqual(
      places.map(({ start, end }) => text.slice(start, end)),
      pieces,
    );
  }
}

/** All characters up to the last one that has been given out, a few thousand a text, with a letter after each. */
function everyCharacter(): string[] {
  const texts: string[] = [];
  for (let first = 0; first < 0x33500; first += 0x1000) {
    const codes = Array.from({ length: 0x1000 }, (_, i) => first + i).filter((code) => code < 0xd800 || code >= 0xe000);
    texts.push(codes.map((code) => `${String.fromCodePoint(code)}a`).join(''));
  }
  return texts;
}
