import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formats } from '../../../src/dataset/format';
import type { Target } from '../../../src/tokens/measuring';
import { cases } from './cases';
import { optionsOf } from './cases/case';
import { checked } from './check';

const TARGETS: readonly (Target | undefined)[] = [undefined, 'llamafactory', 'openai', 'trl', 'ms-swift', 'axolotl'];

/** Words that rules look for, as keys and as texts. */
const WORDS = [
  ...['role', 'content', 'from', 'value', 'type', 'text', 'tool_calls', 'tool_call_id', 'function', 'name', 'id'],
  ...['arguments', 'parameters', 'properties', 'weight', 'loss_weight', 'reasoning_content', 'messages', 'image_url'],
];
const TEXTS = [
  ...['', ' ', 'hi', 'user', 'assistant', 'system', 'tool', 'human', 'gpt', 'function_call', 'observation', 'true'],
  ...[
    '<think>',
    '</think>',
    '<tool_call>',
    '<image>',
    '{{content}}',
    '{"name": "f"',
    '[{"name": "f", "arguments": {}}]',
  ],
  ...[
    '```',
    '$$',
    '|a|b|\n|-|\n',
    '<|im_end|>',
    'User: hi\nAssistant: x',
    'C:\\a.png',
    '\ud83d',
    '你好。',
    '__proto__',
  ],
];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string(),
  fc.array(fc.constantFrom(...TEXTS)).map((all) => all.join('')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(text, fc.constantFrom(null, true, false, 0, 1, -1.5, 1e21)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...WORDS), fc.string()), tie('value'), { maxKeys: 5 }),
  ),
}));

describe('rules', () => {
  for (const format of formats) {
    it(`take anything for fields of ${format.id}, and point into the record`, () => {
      const fields = [...Object.keys(format.schema.properties), ...format.evidence];
      const message = fc.record(
        {
          [format.words.role || 'role']: fc.oneof(fc.constantFrom(...Object.keys(format.words.roles), 'user'), value),
          [format.words.content || 'content']: value,
          tool_calls: value,
        },
        { requiredKeys: [] },
      );
      const field = fc.oneof(value, fc.array(fc.oneof(message, value), { maxLength: 5 }), message);
      const record = fc.dictionary(fc.oneof(fc.constantFrom(...fields), text), field, { maxKeys: 7 });
      fc.assert(
        fc.property(record, fc.constantFrom(...TARGETS), fc.nat({ max: 2 }), (given, target, indent) => {
          assertPlaced(JSON.stringify(given, null, indent), { format, target });
        }),
        { numRuns: 250 },
      );
    });
  }

  it('take anything in place of any part of a record that they look at', () => {
    for (const example of Object.values(cases)) {
      const { format } = optionsOf(example);
      const [line] = example.faulty.split('\n');
      const parsed = line!.length < 900 ? parse(line!) : undefined;
      if (parsed === undefined) continue;
      for (const changed of withReplaced(parsed, [null, '', 7, [], {}, ['x']])) {
        assertPlaced(JSON.stringify(changed), { format, target: 'llamafactory' });
      }
    }
  }).timeout(60_000);
});

function assertPlaced(source: string, options: Parameters<typeof checked>[1]): void {
  for (const { piece } of checked(source, options).text.pieces.placed()) {
    for (const { rule, start, end, message, fixes } of piece.analysis?.findings ?? []) {
      assert.ok(start >= 0 && start <= end && end <= piece.text.length, `${rule}: ${start}-${end} in ${source}`);
      assert.ok(message.length > 0, rule);
      for (const edit of fixes.flatMap(({ edits }) => edits)) {
        assert.ok(edit.start >= 0 && edit.start <= edit.end && edit.end <= piece.text.length, `${rule} in ${source}`);
      }
    }
  }
}

/** The value with each of its parts replaced, in turn, by each of some others. */
function* withReplaced(whole: unknown, others: readonly unknown[]): Generator {
  yield* others;
  if (Array.isArray(whole)) {
    for (const [i, item] of (whole as unknown[]).entries()) {
      for (const changed of withReplaced(item, others)) yield whole.with(i, changed);
    }
  } else if (typeof whole === 'object' && whole !== null) {
    for (const [key, member] of Object.entries(whole)) {
      for (const changed of withReplaced(member, others)) yield { ...whole, [key]: changed };
    }
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}
