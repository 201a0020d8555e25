import assert from 'node:assert/strict';
import { isTooLarge } from '../../../src/server/features/limits';
import { completion } from '../../../src/server/features/completion';
import { hover } from '../../../src/server/features/hover';
import { atCursor, labels, offered, taken } from './cursorText';

const MESSAGES = { id: 'messages' } as const;
const SHAREGPT = { id: 'sharegpt' } as const;
const SPOKEN = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n';

/** Tools as ShareGPT has them: a string, here with escapes of all kinds. */
const WEATHER = {
  name: '天气',
  description: '查天气',
  parameters: {
    type: 'object',
    properties: {
      city: { type: 'string', description: '城市' },
      unit: { type: 'string', enum: ['摄氏', '华氏'] },
      days: { type: 'integer' },
      places: {
        type: 'array',
        items: { type: 'object', properties: { lat: { type: 'number' }, night: { type: 'boolean' } } },
      },
    },
    required: ['city'],
  },
};
const CLOCK = { name: 'clock', parameters: { type: 'object', properties: { zone: { type: 'string' } } } };
const text = (value: unknown): string => JSON.stringify(JSON.stringify(value));
const escaped = (value: unknown): string =>
  text(value).replace(/[一-龥]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('completion of keys', () => {
  it('offers the fields of the record that it does not have', () => {
    const found = labels('{"instruction": "a", "output": "b", ‸}');
    assert.ok(found.includes('input') && found.includes('history') && !found.includes('output'), found.join());
  });

  it('offers the keys of a message, under the names of the data', () => {
    assert.deepEqual(labels(`{"conversations": [{"from": "human", "‸"}]}`, SHAREGPT).slice(0, 1), ['value']);
    const mapping = {
      fields: { messages: 'talk' },
      role: 'speaker',
      content: 'says',
      roles: { 我: 'user', 你: 'assistant' },
    } as const;
    const mapped = { id: 'messages', mapping };
    assert.deepEqual(labels('{"talk": [{"‸"}]}', mapped).slice(0, 2), ['speaker', 'says']);
    assert.equal(taken('{"talk": [{"‸"}]}', 'speaker', mapped), '{"talk": [{"speaker": "我"}]}');
    assert.equal(taken('{"talk": [{‸}]}', '我', mapped), '{"talk": [{"speaker": "我", "says": ""}]}');
  });

  it('replaces a key alone where a value follows', () => {
    assert.equal(
      taken('{"messages": [{"ro‸": "user", "content": "a"}]}', 'role', MESSAGES),
      '{"messages": [{"role": "user", "content": "a"}]}',
    );
  });

  it('parts a key from the one behind it', () => {
    assert.equal(
      taken('{"messages": [{‸"content": "a"}]}', 'role', MESSAGES),
      '{"messages": [{"role": "user", "content": "a"}]}',
    );
  });

  it('takes what stands before the cursor of a key that is not closed', () => {
    assert.equal(
      taken(`${SPOKEN}{"messages": [{"role": "user", "cont‸}]}`, 'content'),
      `${SPOKEN}{"messages": [{"role": "user", "content": ""}]}`,
    );
  });

  it('knows parts of contents, calls and typed parts', () => {
    assert.ok(
      labels('{"messages": [{"role": "user", "content": [{"type": "text", "‸"}]}]}', MESSAGES).includes('text'),
    );
    const call = '{"messages": [{"role": "assistant", "tool_calls": [{"id": "a", "‸"}]}]}';
    assert.deepEqual(labels(call, MESSAGES), ['type', 'function']);
    const typed = '{"messages": [{"role": "user", "content": [{‸}]}]}';
    const v1 = { id: 'llamafactory-v1' };
    assert.equal(
      taken(typed, 'reasoning', v1),
      '{"messages": [{"role": "user", "content": [{"type": "reasoning", "value": ""}]}]}',
    );
  });

  it('writes lists of messages, calls and pairs as they have to be', () => {
    assert.equal(
      taken(`${SPOKEN}{‸}`, 'messages'),
      `${SPOKEN}{"messages": [{"role": "user", "content": ""}, {"role": "assistant", "content": ""}]}`,
    );
    assert.equal(
      taken('{"instruction": "a", "output": "b", ‸}', 'history'),
      '{"instruction": "a", "output": "b", "history": [["", ""]]}',
    );
    const pair = { id: 'preference-sharegpt' };
    assert.equal(
      taken('{"conversations": [{"from": "human", "value": "a"}], "‸"}', 'chosen', pair),
      '{"conversations": [{"from": "human", "value": "a"}], "chosen": {"from": "gpt", "value": ""}}',
    );
  });
});

describe('completion of messages', () => {
  const after = (...roles: string[]): string[] => {
    const before = roles.map((role) => `{"role": "${role}", "content": "x"}, `).join('');
    return labels(`{"messages": [${before}‸]}`, MESSAGES);
  };

  it('offers the message that makes sense next', () => {
    assert.deepEqual(after(), ['user', 'system']);
    assert.deepEqual(after('system'), ['user']);
    assert.deepEqual(after('system', 'user'), ['assistant']);
    assert.deepEqual(after('user', 'assistant'), ['user']);
    assert.deepEqual(after('user', 'assistant', 'tool').slice(0, 1), ['assistant']);
  });

  it('offers it in the braces that were just opened too', () => {
    assert.equal(
      taken('{"messages": [{"role": "user", "content": "a"}, {‸}]}', 'assistant', MESSAGES),
      '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": ""}]}',
    );
  });

  it('puts the commas that are missing around it', () => {
    assert.equal(
      taken('{"messages": [{"role": "user", "content": "a"} ‸]}', 'assistant', MESSAGES),
      '{"messages": [{"role": "user", "content": "a"} , {"role": "assistant", "content": ""}]}',
    );
    assert.equal(
      taken('{"messages": [‸{"role": "assistant", "content": "a"}]}', 'user', MESSAGES),
      '{"messages": [{"role": "user", "content": ""}, {"role": "assistant", "content": "a"}]}',
    );
  });

  it('offers calls where tools are declared, and the result behind them with the id of the call', () => {
    const tools = `"tools": [${JSON.stringify({ type: 'function', function: CLOCK })}]`;
    const asked = `{${tools}, "messages": [{"role": "user", "content": "a"}, ‸]}`;
    assert.deepEqual(labels(asked, MESSAGES), ['assistant', 'assistant with a tool call']);
    const called = taken(asked, 'assistant with a tool call', MESSAGES);
    const { messages } = JSON.parse(called) as { messages: { tool_calls: { function: { arguments: string } }[] }[] };
    assert.equal(messages[1]!.tool_calls[0]!.function.arguments, '{}');
    const answered = taken(called.replace(/\]\}$/, ', ‸]}'), 'tool', MESSAGES);
    assert.match(answered, /\{"role": "tool", "tool_call_id": "call_1", "content": ""\}/);
  });

  it('offers answers in the fields of answers', () => {
    assert.deepEqual(
      labels('{"messages": [{"role": "user", "content": "a"}], "chosen": [‸]}', { id: 'preference-messages' }),
      ['assistant'],
    );
  });

  it('knows the roles of the project', () => {
    const mapping = { moreRoles: { 旁白: 'other' } } as const;
    const found = labels('{"conversations": [{"from": "‸"}]}', { id: 'sharegpt', mapping });
    assert.deepEqual(found.slice(0, 2), ['human', 'system']);
    assert.ok(found.includes('旁白'));
  });

  it('offers roles that other records use', () => {
    const found = labels(
      `{"conversations": [{"from": "human", "value": "a"}, {"from": "背景", "value": "b"}]}\n{"conversations": [{"from": "‸"}]}`,
      SHAREGPT,
    );
    assert.equal(found.at(-1), '背景');
  });
});

describe('completion of values', () => {
  it('offers what switches training, true and false, and the kinds of parts', () => {
    assert.deepEqual(labels('{"messages": [{"role": "assistant", "content": "a", "weight": ‸}]}', MESSAGES), [
      '1',
      '0',
    ]);
    assert.deepEqual(labels('{"messages": [{"role": "assistant", "content": "a", "loss": ‸}]}', MESSAGES), [
      'true',
      'false',
    ]);
    assert.deepEqual(labels('{"instruction": "a", "output": "b", "kto_tag": ‸}', { id: 'kto-alpaca' }).slice(0, 2), [
      'true',
      'false',
    ]);
    assert.ok(labels('{"messages": [{"role": "user", "content": [{"type": "‸"}]}]}', MESSAGES).includes('image_url'));
  });

  it('offers values of other records, the most frequent first, but no prompts, answers or ids', () => {
    const record = (type: string, i: number): string =>
      `{"instruction": "q${i % 3}", "output": "a${i % 3}", "task_type": "${type}", "id": "n${i}"}\n`;
    const others = ['写作', '翻译', '翻译', '翻译', '写作', 'x', 'x', 'x', 'x', 'x'].map(record).join('');
    assert.deepEqual(labels(`${others}{"instruction": "q", "output": "a", "task_type": "‸"}`), ['x', '翻译', '写作']);
    for (const field of ['instruction', 'output', 'id'])
      assert.deepEqual(labels(`${others}{"${field}": "‸"}`), [], field);
  });

  it('offers system prompts that other records have', () => {
    const system = '{"messages": [{"role": "system", "content": "你是助手。"}, {"role": "user", "content": "a"}]}\n';
    assert.deepEqual(labels(`${system}{"messages": [{"role": "system", "content": "‸"}]}`, MESSAGES), ['你是助手。']);
    assert.deepEqual(labels(`${system}{"messages": [{"role": "user", "content": "‸"}]}`, MESSAGES), []);
  });

  it('offers nothing in the middle of a prompt, and nothing where only a comma may stand', () => {
    assert.deepEqual(labels('{"instruction": "write ‸ a", "output": "b"}'), []);
    assert.deepEqual(labels('{"instruction": "a" ‸, "output": "b"}'), []);
  });

  it('offers the ids of calls that have no result yet, and the names of tools', () => {
    const calls =
      '"tool_calls": [{"id": "a1", "type": "function", "function": {"name": "clock", "arguments": "{}"}}, {"id": "b2"}]';
    const record = (rest: string): string =>
      `{"tools": [${JSON.stringify(CLOCK)}], "messages": [{"role": "assistant", ${calls}}, ${rest}]}`;
    assert.deepEqual(
      labels(record('{"role": "tool", "tool_call_id": "a1"}, {"role": "tool", "tool_call_id": "‸"}'), MESSAGES),
      ['b2'],
    );
    assert.deepEqual(labels(record('{"role": "assistant", "tool_calls": [{"function": {"name": "‸"}}]}'), MESSAGES), [
      'clock',
    ]);
  });
});

describe('completion in JSON that stands in a string', () => {
  const record = (value: string, tools = text([WEATHER, CLOCK])): string =>
    `{"conversations": [{"from": "human", "value": "a"}, {"from": "function_call", "value": ${value}}], "tools": ${tools}}`;

  it('knows what a tool needs, and escapes what it inserts', () => {
    assert.equal(
      taken('{"conversations": [], "tools": "[{\\"name\\": \\"a\\", ‸}]"}', 'description', SHAREGPT),
      '{"conversations": [], "tools": "[{\\"name\\": \\"a\\", \\"description\\": \\"\\"}]"}',
    );
    const types = labels(
      '{"conversations": [], "tools": "[{\\"name\\": \\"天\\\\u6c14\\", \\"parameters\\": {\\"properties\\": {\\"a\\": {\\"type\\": \\"‸\\"}}}}]"}',
      SHAREGPT,
    );
    assert.deepEqual(types.slice(0, 3), ['string', 'number', 'integer']);
  });

  it('writes a whole tool into an empty text', () => {
    const [item] = offered('{"conversations": [], "tools": "‸"}', SHAREGPT);
    const result = taken('{"conversations": [], "tools": "‸"}', item!.label, SHAREGPT);
    const { tools } = JSON.parse(result) as { tools: string };
    assert.deepEqual(JSON.parse(tools), [
      { name: '', description: '', parameters: { type: 'object', properties: {}, required: [''] } },
    ]);
  });

  it('closes the brace that an editor leaves open in a string', () => {
    const open = (rest: string): string => `{"conversations": [], "tools": "[{‸${rest}"}`;
    for (const rest of [']', '{\\"name\\": \\"a\\", \\"description\\": \\"b\\", \\"parameters\\": {}}]']) {
      const { tools } = JSON.parse(taken(open(rest), 'Tool', SHAREGPT)) as { tools: string };
      const [first] = JSON.parse(tools) as Record<string, unknown>[];
      assert.deepEqual(Object.keys(first!), ['name', 'description', 'parameters'], rest);
    }
  });

  it('offers the names of parameters where some are required', () => {
    const tools =
      '"[{\\"parameters\\": {\\"properties\\": {\\"甲\\": {}, \\"乙\\": {}}, \\"required\\": [\\"乙\\", ‸]}}]"';
    assert.ok(labels(`{"conversations": [], "tools": ${tools}}`, SHAREGPT).includes('甲'));
  });

  for (const [form, tools] of [
    ['as it is', text([WEATHER, CLOCK])],
    ['with \\u escapes', escaped([WEATHER, CLOCK])],
  ] as const) {
    it(`knows the tools of the record, written ${form}`, () => {
      assert.deepEqual(labels(record('"{\\"name\\": \\"‸\\"}"', tools), SHAREGPT), ['天气', 'clock']);
      const inArguments = (inner: string): string =>
        record(`"{\\"name\\": \\"天气\\", \\"arguments\\": ${inner}}"`, tools);
      assert.deepEqual(labels(inArguments('{\\"city\\": \\"北京\\", ‸}'), SHAREGPT), ['unit', 'days', 'places']);
      assert.deepEqual(labels(inArguments('{\\"unit\\": \\"‸\\"}'), SHAREGPT), ['摄氏', '华氏']);
      assert.deepEqual(labels(inArguments('{\\"places\\": [{\\"‸\\"}]}'), SHAREGPT), ['lat', 'night']);
      assert.equal(
        taken(inArguments('{\\"unit\\": \\"‸\\"}'), '华氏', SHAREGPT),
        record('"{\\"name\\": \\"天气\\", \\"arguments\\": {\\"unit\\": \\"华氏\\"}}"', tools),
      );
    });
  }

  it('replaces exactly what stands there, behind escapes', () => {
    const before = '"{\\"name\\": \\"\\u5929\\u6c14\\", \\"arguments\\": {\\"ci‸\\": \\"\\u5317\\"}}"';
    assert.equal(taken(record(before), 'city', SHAREGPT), record(before.replace('ci‸', 'city')));
  });

  it('finds the call behind a thought, and in a list of calls', () => {
    assert.deepEqual(labels(record('"<think>\\n{\\n</think>\\n\\n{\\"name\\": \\"‸\\"}"'), SHAREGPT), [
      '天气',
      'clock',
    ]);
    assert.deepEqual(labels(record('"[{\\"name\\": \\"clock\\", \\"arguments\\": {‸}}]"'), SHAREGPT), ['zone']);
  });

  it('knows arguments that are text, in a list of calls and in the text of a call', () => {
    const call = `{"function": {"name": "天气", "arguments": "{\\"unit\\": \\"‸\\"}"}}`;
    const listed = `{"tools": ${JSON.stringify([WEATHER])}, "messages": [{"role": "assistant", "tool_calls": [${call}]}]}`;
    assert.deepEqual(labels(listed, MESSAGES), ['摄氏', '华氏']);
    const twice = record(text({ name: '天气', arguments: JSON.stringify({ unit: '‸' }) }));
    assert.deepEqual(labels(twice, SHAREGPT), ['摄氏', '华氏']);
    const result = JSON.parse(taken(twice, '华氏', SHAREGPT)) as { conversations: { value: string }[] };
    const outer = JSON.parse(result.conversations[1]!.value) as { arguments: string };
    assert.deepEqual(JSON.parse(outer.arguments), { unit: '华氏' });
  });

  it('completes arguments that are an object', () => {
    const listed = (inner: string): string =>
      `{"tools": ${JSON.stringify([WEATHER])}, "messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "天气", "arguments": ${inner}}}]}]}`;
    assert.deepEqual(labels(listed('{"city": "a", ‸}'), MESSAGES), ['unit', 'days', 'places']);
  });

  it('bears tools that are no tools', () => {
    for (const tools of [
      'null',
      '"["',
      '"[1, {\\"name\\": 3}]"',
      '[{"name": "a", "parameters": {"properties": 3, "required": {}}}]',
    ]) {
      const marked = `{"tools": ${tools}, "conversations": [{"from": "function_call", "value": "{\\"name\\": \\"a\\", \\"arguments\\": {‸}}"}]}`;
      assert.deepEqual(labels(marked, SHAREGPT), [], tools);
    }
  });

  it('bears a record that ends anywhere', () => {
    const whole = record(text({ name: '天气', arguments: { city: '北京', places: [{ lat: 1 }] } }), escaped([WEATHER]));
    for (let end = 1; end < whole.length; end++) {
      const { dataset, position } = atCursor(`${whole.slice(0, end)}‸`, SHAREGPT);
      assert.doesNotThrow(() => [completion(dataset, position), hover(dataset, position)], whole.slice(0, end));
    }
  });

  it('bears schemas that refer to themselves', () => {
    const node = {
      type: 'object',
      properties: { next: { $ref: '#/$defs/node' } },
      $defs: { node: { $ref: '#/$defs/node' } },
    };
    const tools = text([{ name: 'walk', parameters: node }]);
    assert.deepEqual(labels(record('"{\\"name\\": \\"walk\\", \\"arguments\\": {\\"‸\\"}}"', tools), SHAREGPT), [
      'next',
    ]);
  });
});

describe('completion in a large record', () => {
  it('offers nothing in a record of several megabytes', () => {
    const { dataset, position } = atCursor(`{"instruction": "${'a'.repeat(3_000_000)}", ‸"output": "b"}`, {
      id: 'alpaca',
    });
    assert.ok(isTooLarge(dataset.checked.text.locate(position)!.piece));
    assert.deepEqual(completion(dataset, position), []);
  });
});
