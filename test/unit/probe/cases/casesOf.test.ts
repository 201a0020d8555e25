import { strict as assert } from 'node:assert';
import { openFormat } from '../../../../src/dataset/format';
import { LabelReader } from '../../../../src/labels/labelReader';
import { labelSettings } from '../../../../src/labels/labelSettings';
import { askedTurns, casesOf, type WantedTurns } from '../../../../src/probe/cases/casesOf';
import { isCase, type NoCase, type ProbeCase } from '../../../../src/probe/cases/probeCase';

const labels = new LabelReader(labelSettings(undefined, undefined));

function read(id: string, record: object | string, wanted: WantedTurns = 'last'): readonly (ProbeCase | NoCase)[] {
  const text = typeof record === 'string' ? record : JSON.stringify(record);
  return casesOf({ record: 7, key: 'k', text, format: openFormat({ id })!, labels }, wanted);
}

function only(id: string, record: object | string, wanted: WantedTurns = 'last'): ProbeCase {
  const [first, ...others] = read(id, record, wanted);
  assert.ok(first && isCase(first), JSON.stringify(first));
  assert.deepEqual(others, []);
  return first;
}

function problem(id: string, record: object | string, wanted: WantedTurns = 'last'): string {
  const [first] = read(id, record, wanted);
  assert.ok(first && !isCase(first));
  assert.equal(first.record, 7);
  return first.problem;
}

describe('the cases of a record', () => {
  it('are Alpaca’s question with its history and system prompt, and the output as the reference', () => {
    const found = only('alpaca', {
      ...{ system: 'S', instruction: 'Q', input: 'more', output: 'A', history: [['q', 'a']] },
      ...{ task_type: '推理 - 常识', robustness: 'typo, incomplete' },
    });
    assert.deepEqual(found.messages, [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
      { role: 'user', content: 'Q\nmore' },
    ]);
    assert.deepEqual(found.reference, {
      ...{ content: 'A', reasoning: '', calls: [] },
      message: { role: 'assistant', content: 'A' },
    });
    assert.deepEqual([found.record, found.key, found.turn, found.turnCount], [7, 'k', 4, 4]);
    assert.deepEqual([found.taskTypes, found.kinds, found.isMarked], [['推理 - 常识'], ['typo', 'incomplete'], true]);
    assert.deepEqual([found.tools, found.variables, found.rejected], [null, null, null]);
  });

  it('are each trained answer, if all are wanted', () => {
    const record = {
      messages: [
        { role: 'user', content: '1' },
        { role: 'assistant', content: 'one', weight: 0 },
        { role: 'user', content: '2' },
        { role: 'assistant', content: 'two', weight: 1 },
        { role: 'user', content: '3' },
        { role: 'assistant', content: 'three' },
      ],
    };
    const cases = read('messages', record, 'all').filter(isCase);
    assert.deepEqual(
      cases.map(({ turn, messages, reference, turnCount }) => [turn, messages.length, reference.content, turnCount]),
      [
        [3, 3, 'two', 4],
        [5, 5, 'three', 6],
      ],
    );
    // What only trainers read is not sent.
    assert.deepEqual(cases[1]!.messages[1], { role: 'assistant', content: 'one' });
    assert.equal(only('messages', record).turn, 5);
    assert.equal(only('messages', record, 1).reference.content, 'one');
    assert.equal(problem('messages', record, 2), 'It has no answer that a model could be asked for.');
  });

  it('send ShareGPT’s roles, calls and results as OpenAI has them, with numbers as they are written', () => {
    const text = `{"tools": "[{\\"name\\": \\"add\\", \\"parameters\\": {}}]", "conversations": [
      {"from": "human", "value": "add"},
      {"from": "function_call", "value": "{\\"name\\": \\"add\\", \\"arguments\\": {\\"a\\": 12345678901234567890, \\"b\\": 1.0}}"},
      {"from": "observation", "value": "6"},
      {"from": "gpt", "value": "It is 6."}]}`;
    const found = only('sharegpt', text);
    const call = { name: 'add', arguments: '{"a": 12345678901234567890, "b": 1.0}' };
    assert.deepEqual(found.messages, [
      { role: 'user', content: 'add' },
      { role: 'assistant', content: '', tool_calls: [{ id: 'call00001', type: 'function', function: call }] },
      { role: 'tool', content: '6', tool_call_id: 'call00001' },
    ]);
    assert.deepEqual(found.tools, [{ type: 'function', function: { name: 'add', parameters: {} } }]);
    assert.equal(found.turnCount, 3);
    const asked = only('sharegpt', text, 1);
    assert.deepEqual(asked.reference.calls, [call]);
    assert.deepEqual([asked.reference.content, asked.reference.message.content], ['', '']);
  });

  it('pair results with calls in order, and keep ids that are there', () => {
    const call = (name: string, id?: string): object => ({ id, type: 'function', function: { name, arguments: '{}' } });
    const { messages } = only('messages', {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: null, tool_calls: [call('a', 'A'), call('b'), call('c')] },
        { role: 'tool', content: 'b!', tool_call_id: 'call00001' },
        { role: 'tool', content: 'a!' },
        { role: 'tool', content: 'c!' },
        { role: 'assistant', content: 'done' },
      ],
    });
    assert.deepEqual(
      messages.map((message) => message.tool_call_id),
      [undefined, undefined, 'call00001', 'A', 'call00002'],
    );
    assert.equal(messages[1]!.content, null);
  });

  it('join calls in turns of their own with what the assistant says before them', () => {
    const record = {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'I look.' },
        { role: 'tool_call', content: '{"name": "a", "arguments": {}}' },
        { role: 'tool_call', content: '{"name": "b", "arguments": {"n": 1}}' },
        { role: 'tool_response', content: 'A' },
        { role: 'tool_response', content: 'B' },
        { role: 'assistant', content: 'done' },
      ],
    };
    const { messages } = only('messages', record);
    assert.equal(messages[1]!.content, 'I look.');
    assert.equal((messages[1]!.tool_calls as object[]).length, 2);
    assert.deepEqual(
      messages.slice(2).map(({ tool_call_id: id }) => id),
      ['call00001', 'call00002'],
    );
    assert.deepEqual(askedTurns(openFormat({ id: 'messages' })!.read(record)), [1, 6]);
    const asked = only('messages', record, 1);
    assert.deepEqual(
      asked.reference.calls.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('tell a pair’s chosen answer from its rejected one', () => {
    const found = only('preference-messages', {
      prompt: [{ role: 'user', content: 'Q' }],
      chosen: [{ role: 'assistant', content: 'good' }],
      rejected: [{ role: 'assistant', content: 'bad' }],
    });
    assert.deepEqual([found.turn, found.reference.content, found.rejected?.content], [1, 'good', 'bad']);
    const implicit = only('preference-messages', {
      chosen: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'good' },
      ],
      rejected: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'bad' },
      ],
    });
    assert.deepEqual([implicit.messages.length, implicit.turn, implicit.rejected?.content], [1, 1, 'bad']);
    const alpaca = only('preference-alpaca', { instruction: 'Q', input: '', chosen: 'good', rejected: 'bad' });
    assert.deepEqual([alpaca.messages, alpaca.rejected?.content], [[{ role: 'user', content: 'Q' }], 'bad']);
    const half = only('preference-alpaca', { instruction: 'Q', chosen: 'good' });
    assert.equal(half.rejected, null);
  });

  it('keep thoughts in their field, roles of one’s own, variables of the template, and parts of text as a text', () => {
    const found = only('messages', {
      chat_template_kwargs: { enable_thinking: false },
      messages: [
        { role: '旁白', content: '夜里。' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        { role: 'assistant', content: 'A', reasoning_content: 'hm' },
      ],
    });
    assert.deepEqual(found.messages, [
      { role: '旁白', content: '夜里。' },
      { role: 'user', content: 'ab' },
    ]);
    assert.deepEqual(found.variables, { enable_thinking: false });
    assert.deepEqual([found.reference.reasoning, found.reference.message.reasoning_content], ['hm', 'hm']);
    assert.equal(found.turnCount, 2);
  });

  it('send media by web address, and say that files can’t be sent', () => {
    const withImage = (url: string): object => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url } },
            { type: 'text', text: 'What?' },
          ],
        },
        { role: 'assistant', content: 'A cat.' },
      ],
    });
    assert.equal((only('messages', withImage('https://x.test/a.png')).messages[0]!.content as object[]).length, 2);
    assert.match(problem('messages', withImage('a.png')), /images or other media/);
    const listed = { instruction: '<image>What?', output: 'A cat.', images: ['a.png'] };
    assert.match(problem('alpaca', listed), /images or other media/);
    assert.equal(only('alpaca', { ...listed, images: [] }).reference.content, 'A cat.');
  });

  it('are none, with a reason, where nobody can be asked', () => {
    assert.equal(problem('text', { text: 'abc' }), 'It is one text, without a prompt.');
    const kto = { instruction: 'Q', output: 'A', kto_tag: false };
    assert.match(problem('kto-alpaca', kto), /marked as a bad one/);
    assert.equal(only('kto-alpaca', { ...kto, kto_tag: true }).reference.content, 'A');
    assert.equal(problem('alpaca', '{"instruction"'), 'The record is no valid JSON.');
    assert.equal(problem('alpaca', '[]'), 'The record is no JSON object.');
    assert.match(problem('messages', { messages: [{ role: 'user', content: 'Q' }] }), /no answer/);
    const twice = ['a', 'b'].map((content) => ({ role: 'assistant', content }));
    assert.match(problem('messages', { messages: [{ role: 'user', content: 'Q' }, ...twice] }), /Another answer/);
    assert.match(problem('messages', { messages: [{ role: 'assistant', content: 'Hi' }] }), /Nothing stands before/);
    const tools = { tools: 'none', instruction: 'Q', output: 'A' };
    assert.match(problem('alpaca', tools), /tools must be a list/);
    const broken = {
      conversations: [
        { from: 'human', value: 'Q' },
        { from: 'function_call', value: 'add(1)' },
      ],
    };
    assert.match(problem('sharegpt', broken), /function call must be/);
    const deep = `{"instruction": "Q", "x": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "output": "A"}`;
    assert.ok(read('alpaca', deep).length === 1);
  });

  it('know a system prompt beside the messages that gives way to one among them', () => {
    const found = only('sharegpt', {
      system: 'beside',
      conversations: [
        { from: 'system', value: 'first' },
        { from: 'human', value: 'Q' },
        { from: 'gpt', value: 'A' },
      ],
    });
    assert.deepEqual([found.messages[0]!.content, found.messages.length, found.turn], ['first', 2, 3]);
  });

  it('read prompt and completion as a question and its answer', () => {
    const found = only('prompt-completion', { prompt: 'Q', completion: 'A' });
    assert.deepEqual([found.messages, found.reference.content], [[{ role: 'user', content: 'Q' }], 'A']);
  });
});
