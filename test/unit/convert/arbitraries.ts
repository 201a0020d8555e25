import fc from 'fast-check';

/** JSON strings as people and tools write them: escapes of every kind, and text that means something elsewhere. */
export const jsonString = fc
  .oneof(
    fc.constantFrom(
      '"你好"',
      '"\\u4f60\\n"',
      '"a\\/b"',
      '"\\ud83d\\ude00"',
      '"😀"',
      '"\\"{}"',
      '"<image>"',
      '"$1 $& \\\\"',
    ),
    fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).map((text) => JSON.stringify(`x${text}`)),
  )
  .filter((text) => text !== '""');

/** JSON values that `JSON.parse` and `JSON.stringify` would change. */
export const rawValue = fc.oneof(
  fc.constantFrom(
    '12345678901234567890',
    '1.0',
    '-0',
    '1e3',
    'null',
    'true',
    '[1.0, "\\u00e9"]',
    '{"b": 1, "a": {"2": 0, "1": 0}}',
    '"\\u4f60"',
    '[]',
  ),
  jsonString,
);

/** Further fields, as members of an object. */
export const furtherMembers = fc
  .uniqueArray(fc.tuple(fc.constantFrom('id', 'task_type', 'meta', '来源', 'score'), rawValue), {
    maxLength: 3,
    selector: ([name]) => name,
  })
  .map((members) => members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`));

/** Arguments of a call as Python writes them. */
const callArguments = fc.oneof(
  fc.constantFrom(
    '{}',
    '{"x": 12345678901234567890}',
    '{"city": "北京", "n": 1.0}',
    '{"q": "a\\"b\\nc", "l": [1, {"z": null}]}',
  ),
  jsonString.map((text) => `{"t": ${text}}`),
);

export const call = fc
  .tuple(fc.constantFrom('"get_weather"', '"f"', '"查询"'), callArguments)
  .map(([name, args]) => `{"name": ${name}, "arguments": ${args}}`);

export const record = (members: readonly string[]): string => `{${members.join(', ')}}`;
