import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import type { Target } from '../../../src/tokens/measuring';
import { checked } from './check';

const user = { role: 'user', content: 'Capital of France?' };
const answer = { role: 'assistant', content: 'Paris it is.' };
const other = { role: 'assistant', content: 'I think Lyon.' };
const human = { from: 'human', value: 'Capital of France?' };
const gpt = { from: 'gpt', value: 'Paris it is.' };
const call = { from: 'function_call', value: '{"name": "f", "arguments": {}}' };
const result = { from: 'observation', value: '21' };
const part = (value: string): unknown => [{ type: 'text', value }];
const asked = { role: 'user', content: part('Capital of France?') };
const told = (value: string): object => ({ role: 'assistant', content: part(value) });
const listed = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
};
const tools = JSON.stringify([
  {
    name: 'f',
    description: 'F',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
]);

/** A mistake in a record of a format, and the one rule that tells of it. */
type Mistake = readonly [format: string, record: object, rule: string, target?: Target];

const mistakes: readonly Mistake[] = [
  // What holds the turns is missing or no list of them: nothing is said of turns.
  ['sharegpt', { conversation: [human, gpt] }, 'field-missing'],
  ['sharegpt', { conversations: 5, tools: '[]' }, 'record-shape', 'llamafactory'],
  ['messages', { message: [user, answer] }, 'field-missing'],
  ['messages', { Messages: [user, answer] }, 'field-missing'],
  ['prompt-completion', { prompt: 'a?' }, 'field-missing'],
  ['prompt-completion', { prompt: 'a?', compltion: 'b' }, 'field-missing'],
  ['preference-sharegpt', { chosen: gpt, rejected: { from: 'gpt', value: 'Lyon.' } }, 'field-missing'],
  ['preference-messages', { promt: [user], chosen: [answer], rejected: [other] }, 'column-typo'],
  [
    'preference-messages',
    { input: { messages: 5 }, preferred_output: [answer], non_preferred_output: [other] },
    'record-shape',
  ],
  // A message is wrong in itself: nothing is said of its place or its text.
  ['sharegpt', { conversations: [human, call, {}, gpt] }, 'role-key-missing'],
  ['sharegpt', { conversations: [human, call, 'x', gpt] }, 'message-not-object'],
  ['sharegpt', { conversations: [human, call, { from: 'reslt', value: '1' }, gpt] }, 'role-unknown'],
  ['sharegpt', { conversations: [{ from: 'human', value: [] }, gpt] }, 'string-expected'],
  ['sharegpt', { conversations: [human, { from: 'gpt', value: [] }] }, 'string-expected'],
  ['sharegpt', { conversations: [human, { from: 'function_call', value: 5 }, result, gpt] }, 'number-as-answer'],
  ['llamafactory-v1', { messages: [asked, { role: 'assistant', content: 'text' }] }, 'record-shape'],
  ['llamafactory-v1', { messages: [asked, { role: 'assistant', content: [] }] }, 'empty-answer'],
  ['llamafactory-v1', { messages: [asked, { role: 'assistant', content: [{ type: 5, value: 'a' }] }] }, 'record-shape'],
  // Turns are out of order: nothing is said of calls and results.
  ['sharegpt', { conversations: [human, gpt, result] }, 'last-turn-not-assistant'],
  ['sharegpt', { conversations: [human, gpt, human, human] }, 'last-turn-not-assistant'],
  ['sharegpt', { conversations: [gpt, human] }, 'first-turn-not-user'],
  ['sharegpt', { conversations: [human, { from: 'system', value: 'x' }] }, 'system-not-first'],
  ['sharegpt', { conversations: [human, call, { from: 'system', value: 'x' }, gpt] }, 'system-not-first'],
  ['sharegpt', { conversations: [human, { from: 'function_call', value: 'f()' }, gpt] }, 'tool-call-json'],
  [
    'messages',
    { messages: [user, { role: 'assistant', content: null }, { role: 'tool', content: '1' }, answer] },
    'empty-answer',
  ],
  [
    'messages',
    { messages: [user, { ...listed, tool_calls: '' }, { role: 'tool', content: '1' }, answer] },
    'tool-call-shape',
  ],
  [
    'messages',
    { messages: [user, { ...listed, tool_calls: [5] }, { role: 'tool', tool_call_id: 'a', content: '1' }, answer] },
    'tool-call-shape',
  ],
  ['messages', { messages: [user, listed, { role: 'tool', tool_call_id: 5, content: '1' }, answer] }, 'record-shape'],
  // An argument under another name is not missing too.
  [
    'sharegpt',
    {
      conversations: [
        human,
        { from: 'function_call', value: '{"name": "f", "arguments": {"town": "Paris"}}' },
        result,
        gpt,
      ],
      tools,
    },
    'tool-args-schema',
  ],
  // Pairs.
  ['preference-alpaca', { instruction: 'a?', input: '', chosn: 'b', rejected: 'c' }, 'field-missing'],
  ['preference-alpaca', { instruction: 'a?', input: '', chosen: [], rejected: 'c' }, 'pref-missing-side'],
  ['preference-sharegpt', { conversations: [human], chosen: '', rejected: gpt }, 'pref-shape'],
  [
    'preference-sharegpt',
    { conversations: [human], chosen: { from: 'gpt', value: 5 }, rejected: gpt },
    'number-as-answer',
  ],
  ['preference-sharegpt', { conversations: [human], chosen: { from: 'gpt' }, rejected: gpt }, 'role-key-missing'],
  ['preference-messages', { prompt: [user], chosen: [{ role: 'tool', content: 'x' }], rejected: [other] }, 'pref-role'],
  ['preference-messages', { prompt: [user], chosen: '', rejected: [other] }, 'pref-missing-side'],
  ['preference-messages', { messages: [{ role: 'xyz', content: 'a?' }, answer], rejected_response: 'c' }, 'pref-role'],
  ['preference-messages', { messages: [{ content: 'a?' }, answer], rejected_response: 'c' }, 'role-key-missing'],
  ['llamafactory-v1', { chosen_messages: null, rejected_messages: [asked, told('b')] }, 'pref-missing-side'],
  [
    'llamafactory-v1',
    {
      chosen_messages: [{ ...asked, role: 'gpt' }, told('Paris it is.')],
      rejected_messages: [asked, told('I think Lyon.')],
    },
    'pref-role',
  ],
  [
    'llamafactory-v1',
    { chosen_messages: [asked, { ...told('b'), role: 5 }], rejected_messages: [asked, told('c')] },
    'role-key-missing',
  ],
  ['query-response', { query: 'a?', response: null, rejected_response: 'c' }, 'pref-missing-side'],
  // Verdicts.
  ['kto-alpaca', { instruction: 'a?', output: 'b', kto_tg: true }, 'field-missing'],
  ['kto-messages', { messages: [user, answer], lable: true }, 'field-missing'],
  ['kto-prompt-completion', { prompt: 'a?', completion: 'b', lable: true }, 'field-missing'],
  ['kto-prompt-completion', { prompt: [user], completion: [answer], label: 'true' }, 'bool-as-string'],
  ['kto-prompt-completion', { prompt: 'a?', completion: 'b', label: null }, 'kto-label-type'],
  ['kto-prompt-completion', { prompt: [user], completion: [user], label: true }, 'no-assistant-turn'],
  ['kto-sharegpt', { conversations: [human, { from: 'gpt' }], kto_tag: true }, 'role-key-missing'],
  ['kto-sharegpt', { conversations: [human, { from: 'gpt', value: 5 }], kto_tag: true }, 'number-as-answer'],
  // What a target does not know is not named beside what is missing under its name.
  ['messages', { messages: [user, { role: 'assistant', contnt: 'b' }] }, 'role-key-missing', 'openai'],
  [
    'messages',
    {
      messages: [
        { ...user, id: 1 },
        { ...answer, id: 2 },
      ],
    },
    'message-extra-key',
    'openai',
  ],
  [
    'alpaca',
    { instruction: 'a?', output: '<answer> Well, <think>I think</think>4' },
    'think-not-at-start',
    'llamafactory',
  ],
];

/** What is told of columns follows from the one record there is. */
const LEVELS = {
  'kto-one-class': 'off',
  'column-type-mix': 'off',
  'object-keys-vary': 'off',
  'string-looks-like-json-in-mixed-column': 'off',
} as const;

describe('one mistake', () => {
  for (const [format, record, rule, target] of mistakes) {
    const source = JSON.stringify(record);
    it(`is told once, by ${rule}: ${source}`, () => {
      const found = checked(source, { format: formatById(format), target, levels: LEVELS }).findings(Infinity);
      assert.deepEqual(
        found.map((finding) => finding.rule),
        [rule],
      );
    });
  }

  it('is told in the words of the data', () => {
    const messageOf = (format: string, record: object): string | undefined =>
      checked(JSON.stringify(record), { format: formatById(format), levels: LEVELS }).findings(1)[0]?.message;
    assert.match(
      messageOf('preference-messages', { input: { messages: [user] }, preferred_output: [answer] })!,
      /“non_preferred_output”/,
    );
    assert.match(messageOf('llamafactory-v1', { chosen_messages: [asked, told('b')] })!, /“rejected_messages”/);
    assert.match(messageOf('preference-messages', { messages: [user], rejected_response: 'c' })!, /“messages”/);
    assert.match(messageOf('kto-messages', { messages: [user, answer] })!, /“label”/);
    assert.match(messageOf('kto-prompt-completion', { prompt: 'a?', completion: 'b' })!, /“label”/);
    assert.match(messageOf('kto-alpaca', { instruction: 'a?', output: 'b' })!, /“kto_tag”/);
  });
});

describe('sound data', () => {
  const of = (asked: string, said: string): string[] =>
    checked(JSON.stringify({ instruction: asked, input: '', output: said }), { target: 'llamafactory' })
      .findings(Infinity)
      .map(({ rule }) => rule);

  for (const [asked, said] of [
    ['Mail merge with Handlebars?', 'Hello {{name}}, your order {{order_id}} is on its way.'],
    ['What does TBD mean?', 'TBD'],
    ['Explain the tags of R1.', 'R1 puts its reasoning between <think> and </think> before the answer.'],
    ['What are they?', '<think>\nThey ask about <think> tags.\n</think>\n\nThey hold reasoning.'],
    ['用户问我退款怎么办？', '好的，用户可以在 7 天内申请退款。'],
    ['帮我想想晚饭吃什么', '让我想想……不如吃火锅？'],
    ['我有点累', '嗯，我理解你的感受。'],
    ['访问 https://example.org 并总结', '我无法访问网页。'],
  ] as const) {
    it(`passes: ${said}`, () => {
      assert.deepEqual(of(asked, said), []);
    });
  }
});
