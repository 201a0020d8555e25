import fc from 'fast-check';

/** Bits of text that datasets are made of, well-formed and broken. */
export const fragment = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    '},{',
    '{"a":',
    '"a"',
    '\\"',
    'null',
    '12345678901234567890',
    '1.0',
    '//x',
    '\u00a0',
    '\ufeff',
    "'",
    '“',
    '\n\n',
    '\n{',
    '\n  {',
    ']\n',
    '',
    '中文',
    '😀',
    '\ud83d',
  ),
  fc.string({ maxLength: 5 }),
);

const text = fc.oneof(
  fc.constantFrom('', '你好', 'a "quoted" word', 'line\nline', '\\', '😀'),
  fc.string({ maxLength: 8 }),
);

const record = fc
  .record(
    { instruction: text, input: text, output: text, id: fc.oneof(fc.integer(), fc.double(), fc.constant(null)) },
    { requiredKeys: [] },
  )
  .map((value) => ({ value, pretty: JSON.stringify(value, null, 2), compact: JSON.stringify(value) }));

const broken = fc.constantFrom(
  '{"a": "x',
  '{"a": {"b": 1}',
  '{"a": 1,}',
  "{'a': 1}",
  '{"a": None}',
  'junk',
  '{"a": "x\ny"}',
  '{"a" 1}',
  '[1',
  '"x"',
);

const element = fc.oneof(
  { arbitrary: record.map((r) => r.compact), weight: 4 },
  { arbitrary: record.map((r) => r.pretty), weight: 2 },
  broken,
);

const jsonl = fc
  .array(fc.tuple(element, fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', ',\n', '', '\r', ' \n ')), {
    maxLength: 6,
  })
  .map((lines) => lines.map(([value, end]) => value + end).join(''));

const array = fc
  .tuple(
    fc.array(fc.tuple(element, fc.constantFrom(',\n', ', ', ',\n  ', ',', '\n', ' , ')), { maxLength: 6 }),
    fc.constantFrom('[', '[\n', '[\n  ', ' [ '),
    fc.constantFrom(']', '\n]\n', '', ']]', '] x'),
  )
  .map(([elements, open, close]) => open + elements.map(([value, end]) => value + end).join('') + close);

const mangled = fc
  .tuple(fc.oneof(jsonl, array), fc.nat(), fc.nat({ max: 5 }), fragment)
  .map(([base, at, remove, insert]) => {
    const from = base.length === 0 ? 0 : at % base.length;
    return base.slice(0, from) + insert + base.slice(from + remove);
  });

/** Datasets as people have them: JSONL and arrays, pretty and minified, sound and broken, with all line ends. */
export const datasetText = fc.oneof(jsonl, array, mangled);
