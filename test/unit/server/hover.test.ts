import assert from 'node:assert/strict';
import { told } from './cursorText';

const MESSAGES = { id: 'messages' } as const;
const SHAREGPT = { id: 'sharegpt' } as const;
const TOOL = {
  name: '天气',
  description: '查*天气*',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', description: '城市' }, unit: { type: 'string', enum: ['C', 'F'] } },
    required: ['city'],
  },
};

describe('hover', () => {
  it('tells what a field is and whether it is required', () => {
    assert.match(
      told('{"instr‸uction": "a", "output": "b"}'),
      /\*\*Instruction\*\* `instruction` · required\n\nWhat the user asks for/,
    );
    assert.match(told('{"instruction": "a", "input": "‸x", "output": "b"}'), /\*\*Input\*\* `input` · optional/);
  });

  it('tells what stands deep in a record', () => {
    assert.match(told('{"messages": [{"role": "user", "con‸tent": "a"}]}', MESSAGES), /\*\*Content\*\* `content`/);
    assert.match(
      told('{"messages": [{"role": "user", "content": [{"type": "text", "te‸xt": "a"}]}]}', MESSAGES),
      /\*\*Text\*\* `text`/,
    );
    assert.match(told('{"instruction": "c", "output": "d", "history": [["a", "‸b"]]}'), /\*\*assistant\*\*/);
  });

  it('tells what a role is', () => {
    assert.match(
      told('{"messages": [{"role": "us‸er", "content": "a"}]}', MESSAGES),
      /`user`: \*\*user\*\*\. What is asked/,
    );
    assert.match(told('{"conversations": [{"from": "func‸tion_call", "value": "a"}]}', SHAREGPT), /\*\*tool call\*\*/);
    assert.match(told('{"conversations": [{"from": "‸旁白", "value": "a"}]}', SHAREGPT), /knows this role/);
    const mapping = { moreRoles: { 旁白: 'other' } } as const;
    assert.match(
      told('{"conversations": [{"from": "‸旁白", "value": "a"}]}', { id: 'sharegpt', mapping }),
      /role of its own/,
    );
  });

  it('tells who reads a weight', () => {
    const record = '{"messages": [{"role": "assistant", "content": "a", "wei‸ght": 0}]}';
    assert.match(told(record, MESSAGES), /Read by OpenAI/);
    assert.match(told(record, MESSAGES, 'llamafactory'), /LLaMA-Factory, does not read it/);
    assert.doesNotMatch(told(record, MESSAGES, 'openai'), /does not read/);
  });

  it('tells as what LLaMA-Factory reads a field', () => {
    const choice = { id: 'alpaca', mapping: { fields: { instruction: 'q', output: 'reply', system: null } } } as const;
    assert.match(told('{"q": "a", "rep‸ly": "b"}', choice, 'llamafactory'), /reads it as `response` \(“Output”\)/);
    assert.match(
      told('{"q": "a", "reply": "b", "sys‸tem": "c"}', choice, 'llamafactory'),
      /`system`.*\n\n.*does not read this field/,
    );
    assert.doesNotMatch(told('{"q": "a", "rep‸ly": "b"}', choice), /reads it/);
  });

  it('shows the tool at a call of it, in a text and in a list', () => {
    const tools = JSON.stringify([TOOL]);
    const inText = `{"tools": ${JSON.stringify(tools)}, "conversations": [{"from": "function_call", "value": "{\\"name\\": \\"‸天气\\"}"}]}`;
    assert.match(
      told(inText, SHAREGPT),
      /\*\*Tool\*\* `天气`\n\n查\\\*天气\\\*\n\n- `city` · string · required {2}\n {2}城市\n- `unit`/,
    );
    const inList = `{"tools": ${tools}, "messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "天气", "argu‸ments": "{}"}}]}]}`;
    assert.match(told(inList, MESSAGES), /\*\*Tool\*\* `天气`/);
  });

  it('tells what an argument is', () => {
    const tools = JSON.stringify(JSON.stringify([TOOL]));
    const call = (inner: string): string =>
      `{"tools": ${tools}, "conversations": [{"from": "function_call", "value": "{\\"name\\": \\"天气\\", \\"arguments\\": ${inner}}"}]}`;
    assert.match(told(call('{\\"ci‸ty\\": \\"北京\\"}'), SHAREGPT), /^`city` · string · required\n\n城市$/);
    assert.match(told(call('{\\"unit\\": \\"‸C\\"}'), SHAREGPT), /`unit` · string · optional\n\nOne of: `C`, `F`/);
  });

  it('tells what the parts of a tool are, within the text of the tools', () => {
    const tools = JSON.stringify(JSON.stringify([TOOL])).replace('parameters', 'para‸meters');
    assert.match(
      told(`{"tools": ${tools}, "conversations": []}`, SHAREGPT),
      /\*\*Parameters\*\* `parameters` · required/,
    );
  });

  it('tells nothing between parts, and nothing of fields that nobody knows', () => {
    assert.equal(told('{"instruction": "a", ‸ "output": "b"}'), '');
    assert.equal(told('{"instruction": "a", "output": "b", "mi‸ne": 1}'), '');
  });
});
