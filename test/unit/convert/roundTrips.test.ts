import assert from 'node:assert/strict';
import fc from 'fast-check';
import { call, furtherMembers, jsonString, record } from './arbitraries';
import { convertedTo } from './converting';

/** A conversion there and back that must not change a byte. */
function isIdentity(from: string, through: readonly string[], records: fc.Arbitrary<string>): void {
  for (const to of through) {
    it(`${from} → ${to} → ${from}`, () => {
      fc.assert(
        fc.property(records, (text) => {
          const there = convertedTo(text, from, to);
          JSON.parse(there);
          assert.equal(convertedTo(there, to, from), text);
        }),
        { numRuns: 150 },
      );
    });
  }
}

const optional = (member: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.option(member, { nil: undefined }).map((text) => (text === undefined ? [] : [text]));

const history = fc
  .array(fc.tuple(jsonString, jsonString), { minLength: 1, maxLength: 3 })
  .map((pairs) => `"history": [${pairs.map(([asked, said]) => `[${asked}, ${said}]`).join(', ')}]`);
const system = jsonString.map((text) => `"system": ${text}`);

const sandwiched = (own: fc.Arbitrary<string[]>): fc.Arbitrary<string> =>
  fc
    .tuple(furtherMembers, own)
    .map(([further, members]) => record([...further.slice(0, 1), ...members, ...further.slice(1)]));

const alpaca = sandwiched(
  fc
    .tuple(jsonString, jsonString, optional(system), optional(history))
    .map(([asked, said, ...rest]) => [`"instruction": ${asked}`, '"input": ""', `"output": ${said}`, ...rest.flat()]),
);

const turn = (from: string, value: string): string => `{"from": "${from}", "value": ${value}}`;
const nested = (json: string): string => JSON.stringify(json);
const oneCall = call.map((each) => nested(each));
const someCalls = fc.array(call, { minLength: 2, maxLength: 3 }).map((calls) => nested(`[${calls.join(', ')}]`));
const thoughtfulCall = call.map((each) => nested(`<think>\nhm\n</think>\n\n${each}`));

const exchange = fc.oneof(
  fc.tuple(jsonString, jsonString).map(([asked, said]) => [turn('human', asked), turn('gpt', said)]),
  fc
    .tuple(jsonString, fc.oneof(oneCall, someCalls, thoughtfulCall), jsonString, jsonString)
    .map(([asked, called, result, said]) => [
      turn('human', asked),
      turn('function_call', called),
      turn('observation', result),
      turn('gpt', said),
    ]),
);
const conversation = fc
  .tuple(optional(jsonString.map((text) => turn('system', text))), fc.array(exchange, { minLength: 1, maxLength: 3 }))
  .map(([first, exchanges]) => `"conversations": [${[...first, ...exchanges.flat()].join(', ')}]`);
const tools = fc.constantFrom(
  `"tools": ${nested('[{"name": "f", "description": "d", "parameters": {"type": "object", "properties": {"x": {"minimum": 1.0}}}}]')}`,
  `"tools": ${nested('[{"name": "查询", "parameters": {}}]')}`,
);
const sharegpt = sandwiched(fc.tuple(conversation, optional(tools)).map(([own, more]) => [own, ...more]));

const prompt = fc
  .tuple(optional(jsonString.map((text) => turn('system', text))), jsonString)
  .map(([first, asked]) => `"conversations": [${[...first, turn('human', asked)].join(', ')}]`);
const preferenceSharegpt = sandwiched(
  fc
    .tuple(prompt, jsonString, jsonString)
    .map(([own, good, bad]) => [own, `"chosen": ${turn('gpt', good)}`, `"rejected": ${turn('gpt', bad)}`]),
);
const ktoSharegpt = sandwiched(
  fc.tuple(conversation, fc.boolean()).map(([own, label]) => [own, `"kto_tag": ${label}`]),
);
const ktoAlpaca = sandwiched(
  fc
    .tuple(jsonString, jsonString, optional(system), fc.boolean())
    .map(([asked, said, more, label]) => [
      `"instruction": ${asked}`,
      '"input": ""',
      `"output": ${said}`,
      ...more,
      `"kto_tag": ${label}`,
    ]),
);
const preferenceAlpaca = sandwiched(
  fc
    .tuple(jsonString, jsonString, jsonString, optional(system), optional(history))
    .map(([asked, good, bad, ...rest]) => [
      `"instruction": ${asked}`,
      '"input": ""',
      `"chosen": ${good}`,
      `"rejected": ${bad}`,
      ...rest.flat(),
    ]),
);

describe('conversions there and back change nothing', () => {
  isIdentity('alpaca', ['messages', 'sharegpt', 'llamafactory-v1', 'query-response', 'prompt-completion'], alpaca);
  isIdentity('sharegpt', ['messages', 'prompt-completion', 'llamafactory-v1'], sharegpt);
  isIdentity(
    'preference-sharegpt',
    ['preference-messages', 'preference-alpaca', 'llamafactory-v1'],
    preferenceSharegpt,
  );
  isIdentity('preference-alpaca', ['preference-sharegpt', 'preference-messages'], preferenceAlpaca);
  isIdentity('kto-sharegpt', ['kto-messages', 'kto-prompt-completion'], ktoSharegpt);
  isIdentity('kto-alpaca', ['kto-sharegpt', 'kto-messages', 'kto-prompt-completion'], ktoAlpaca);
});
