import type { Case, Cases } from './case';
import { place } from './place';

const WEATHER = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['C', 'F'] } },
    required: ['city'],
  },
};
const CALL = '{"name": "get_weather", "arguments": {"city": "厦门"}}';
const RESULT = '{"temp": 21}';

interface Parts {
  readonly call?: string;
  readonly result?: string;
  readonly tools?: unknown;
  /** Further turns at the end. */
  readonly turns?: readonly object[];
}

/** A ShareGPT record: a question, a call, its result and the answer. */
function sharegpt({ call = CALL, result = RESULT, tools = JSON.stringify([WEATHER]), turns = [] }: Parts = {}): string {
  const conversations = [
    { from: 'human', value: '厦门的天气？' },
    { from: 'function_call', value: call },
    { from: 'observation', value: result },
    { from: 'gpt', value: '21 °C.' },
    ...turns,
  ];
  return JSON.stringify({ conversations, tools });
}

/** A record of messages with one call; `more` replaces members of the assistant's message, `result` of the tool's. */
function messages(
  call: unknown,
  { more = {}, result = {}, tools = [{ type: 'function', function: WEATHER }] as unknown } = {},
): string {
  return JSON.stringify({
    messages: [
      { role: 'user', content: '厦门的天气？' },
      { role: 'assistant', content: null, tool_calls: [call], ...more },
      { role: 'tool', content: RESULT, ...result },
      { role: 'assistant', content: '21 °C.' },
    ],
    tools,
  });
}

function call(args: unknown, more: object = {}): object {
  return { type: 'function', function: { name: 'get_weather', arguments: args }, ...more };
}

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

function sharegptCase(faulty: string, part: string, rest: Partial<Case> = {}): Case {
  return { format: 'sharegpt', faulty, at: [place(faulty, part)], sound: sharegpt(), ...rest };
}

function messagesCase(faulty: string, part: string, rest: Partial<Case> = {}): Case {
  return { format: 'messages', faulty, at: [place(faulty, part)], sound: messages(call({ city: '厦门' })), ...rest };
}

const withId = (id: string, answers: string): string =>
  messages(call({ city: '厦门' }, { id }), { result: { tool_call_id: answers } });
const answered = (result: string): string => sharegpt({ result });
const uncalled = JSON.stringify({
  conversations: [
    { from: 'human', value: 'Hi' },
    { from: 'gpt', value: 'Hello' },
  ],
  tools: JSON.stringify([WEATHER]),
});
const unasked = sharegpt().replace('function_call', 'gpt').replace(quoted(CALL), 'I will look.');
const mostlyJson = `${`${answered(RESULT)}\n`.repeat(4)}${answered('21 degrees')}\n`;
const withoutParameters = { name: 'now', description: 'The time' };

export const tools: Cases = {
  'tool-call-json': sharegptCase(
    sharegpt({ call: "{'name': 'get_weather', 'arguments': {'city': '厦门',}}" }),
    "'name'",
    {
      mended: sharegpt(),
    },
  ),
  'tool-call-shape': sharegptCase(
    sharegpt({ call: '{"function": {"name": "get_weather", "parameters": {"city": "厦门"}}}' }),
    '{\\"name\\": \\"get_weather\\", \\"parameters',
    { mended: sharegpt() },
  ),
  'tool-args-type': messagesCase(messages(call('{"city": "厦门"}')), '"{\\"city', {
    mended: messages(call({ city: '厦门' })).replace('{"city":"厦门"}', '{"city": "厦门"}'),
    options: { target: 'llamafactory' },
  }),
  'tool-args-json': messagesCase(messages(call('city=厦门')), '"city=厦门"'),
  'tool-args-schema': sharegptCase(sharegpt({ call: CALL.replace('city', 'town') }), '\\"town', { mended: sharegpt() }),
  'tool-undeclared': sharegptCase(sharegpt({ call: CALL.replace('weather', 'wether') }), '\\"get_wether'),
  'tools-unused': sharegptCase(uncalled, '"[{', { options: { target: 'llamafactory' } }),
  'tools-json': sharegptCase(sharegpt({ tools: WEATHER }), '{"name":"get_weather","description', {
    mended: sharegpt(),
  }),
  'tools-schema': sharegptCase(
    sharegpt({ tools: JSON.stringify([WEATHER, withoutParameters]) }),
    '{\\"name\\":\\"now',
    {
      mended: sharegpt({
        tools: JSON.stringify([WEATHER, withoutParameters]).replace(
          'The time"',
          'The time", "parameters": {"type": "object", "properties": {}}',
        ),
      }),
    },
  ),
  'tool-result-orphan': sharegptCase(unasked, `"${quoted(RESULT)}`),
  'tool-result-missing': messagesCase(
    JSON.stringify({
      messages: [
        { role: 'user', content: '厦门和福州的天气？' },
        { role: 'assistant', content: null, tool_calls: [call({ city: '厦门' }), call({ city: '福州' })] },
        { role: 'tool', content: RESULT },
        { role: 'assistant', content: '21 °C.' },
      ],
    }),
    '[{"type"',
  ),
  'tool-call-id': messagesCase(withId('call_1', 'call_7'), '"call_7"', {
    sound: withId('call_1', 'call_1'),
    mended: withId('call_1', 'call_1'),
  }),
  'tool-name-chars': sharegptCase(
    sharegpt({ call: CALL.replace('get_', 'get.'), tools: JSON.stringify([{ ...WEATHER, name: 'get.weather' }]) }),
    '\\"get.weather\\",\\"description',
  ),
  'tool-text-lost': messagesCase(messages(call({ city: '厦门' }), { more: { content: 'I look.' } }), '"I look."', {
    options: { target: 'llamafactory' },
  }),
  'tool-multi-block': sharegptCase(
    sharegpt({ call: `<tool_call>\n${CALL}\n</tool_call>\n<tool_call>\n${CALL}\n</tool_call>` }),
    '"<tool_call>',
    { mended: sharegpt({ call: `[${CALL}, ${CALL}]` }) },
  ),
  'tool-trailing-answer': sharegptCase(
    sharegpt({
      turns: [
        { from: 'human', value: '福州？' },
        { from: 'function_call', value: CALL.replace('厦门', '福州') },
      ],
    }),
    `"${quoted(CALL.replace('厦门', '福州'))}`,
  ),
  'tool-observation-json': sharegptCase(mostlyJson, '"21 degrees"', {
    sound: `${answered('21 degrees')}\n${answered(RESULT)}\n`,
  }),
};
