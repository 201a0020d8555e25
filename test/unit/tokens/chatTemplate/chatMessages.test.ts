import assert from 'node:assert/strict';
import type { FormatWish } from '../../../../src/dataset/datasetInfo/wishedFormat';
import { type Conversation, type Conversations, isUnreadable } from '../../../../src/tokens/chatTemplate/conversation';
import { conversationReader } from '../../../../src/tokens/chatTemplate/conversationReader';

function read(record: unknown, format?: FormatWish): Conversations {
  const result = conversationReader(format)(record);
  assert.ok(!isUnreadable(result), JSON.stringify(result));
  return result;
}

function outline({ turns }: Conversation): unknown[] {
  return turns.map(({ role, message, pointers }) => [role, message.role, message.content, ...pointers]);
}

describe('reading records for chat templates', () => {
  it('reads Alpaca through its format', () => {
    const { conversation } = read({
      instruction: '翻译',
      input: '早上好',
      output: 'Good morning',
      history: [['q', 'a']],
    });
    assert.deepEqual(outline(conversation), [
      ['user', 'user', 'q', '/history/0/0'],
      ['assistant', 'assistant', 'a', '/history/0/1'],
      ['user', 'user', '翻译\n早上好', '/instruction', '/input'],
      ['assistant', 'assistant', 'Good morning', '/output'],
    ]);
  });

  it('reads ShareGPT with system, tools, calls and results', () => {
    const { conversation } = read({
      system: 's',
      tools: '[{"name": "f"}]',
      conversations: [
        { from: 'human', value: 'q' },
        { from: 'function_call', value: '<think>\nt\n</think>\n\n{"name": "f", "arguments": {"x": 1}}' },
        { from: 'observation', value: '7' },
        { from: 'gpt', value: 'a' },
      ],
    });
    assert.deepEqual(outline(conversation), [
      ['system', 'system', 's', '/system'],
      ['human', 'user', 'q', '/conversations/0/value'],
      ['function_call', 'assistant', '<think>\nt\n</think>\n\n', '/conversations/1/value'],
      ['observation', 'tool', '7', '/conversations/2/value'],
      ['gpt', 'assistant', 'a', '/conversations/3/value'],
    ]);
    assert.deepEqual(conversation.turns[2]?.message.tool_calls, [
      { type: 'function', function: { name: 'f', arguments: { x: 1 } } },
    ]);
    assert.deepEqual([conversation.tools, conversation.toolsPointer], [[{ name: 'f' }], '/tools']);
  });

  it('reads messages with reasoning, calls, parts and roles of their own', () => {
    const calls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }];
    const { conversation } = read({
      messages: [
        { role: '背景', content: '夜' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        { role: 'assistant', content: null, reasoning_content: 'r', tool_calls: calls, weight: 0 },
      ],
    });
    assert.deepEqual(outline(conversation), [
      ['背景', '背景', '夜', '/messages/0/content'],
      ['user', 'user', 'ab', '/messages/1/content'],
      [
        'assistant',
        'assistant',
        null,
        '/messages/2/content',
        '/messages/2/reasoning_content',
        '/messages/2/tool_calls',
      ],
    ]);
    assert.deepEqual(conversation.turns[2]?.texts, ['r', 'f', '{}']);
    assert.equal(conversation.turns[2].source.weight, 0);
  });

  it('keeps parts that are no text for the template', () => {
    const content = [
      { type: 'image', url: 'u' },
      { type: 'text', text: 'a' },
    ];
    const { conversation } = read({ messages: [{ role: 'user', content }] });
    assert.deepEqual(conversation.turns[0]?.message.content, content);
  });

  it('reads prompt and completion, as strings and as messages', () => {
    const plain = read({ prompt: 'p', completion: 'c' }).conversation;
    assert.deepEqual([plain.isPlainText, plain.completionFrom], [true, 1]);
    assert.deepEqual(outline(plain), [
      ['prompt', 'user', 'p', '/prompt'],
      ['completion', 'assistant', 'c', '/completion'],
    ]);
    const chat = read({
      prompt: [{ role: 'user', content: 'p' }],
      completion: [{ role: 'assistant', content: 'c' }],
      chat_template_kwargs: { enable_thinking: false },
    }).conversation;
    assert.deepEqual(
      [chat.isPlainText, chat.completionFrom, chat.variables],
      [undefined, 1, { enable_thinking: false }],
    );
  });

  it('reads preference pairs of every kind', () => {
    const answer = (content: string): object => ({ role: 'assistant', content });
    const question = { role: 'user', content: 'q' };
    const pairs: object[] = [
      { prompt: 'q', chosen: 'good', rejected: 'bad' },
      { instruction: 'q', input: '', chosen: 'good', rejected: 'bad' },
      { prompt: [question], chosen: [answer('good')], rejected: [answer('bad')] },
      { chosen: [question, answer('good')], rejected: [question, answer('bad')] },
      { prompt: 'q', chosen: [question, answer('good')], rejected: [question, answer('bad')] },
      {
        conversations: [{ from: 'human', value: 'q' }],
        chosen: { from: 'gpt', value: 'good' },
        rejected: { from: 'gpt', value: 'bad' },
      },
      { input: { messages: [question] }, preferred_output: [answer('good')], non_preferred_output: [answer('bad')] },
      { messages: [question, answer('good')], rejected_response: 'bad' },
      { messages: [question, answer('good')], rejected_messages: [question, answer('bad')] },
    ];
    for (const record of pairs) {
      const { conversation, rejected } = read(record);
      const contents = [conversation, rejected!].map(({ turns }) => turns.map(({ message }) => message.content));
      assert.deepEqual(contents, [
        ['q', 'good'],
        ['q', 'bad'],
      ]);
      assert.deepEqual([conversation.completionFrom, rejected?.completionFrom], [1, 1]);
    }
  });

  it('reads a mapped format: other fields, other keys, other roles', () => {
    const format: FormatWish = {
      id: 'sharegpt',
      mapping: {
        fields: { conversations: '台词', system: '设定', tools: null },
        role: '角色',
        content: '内容',
        roles: { 背景: 'system', 玩家: 'user', 角色: 'assistant', 调用: 'call', 结果: 'tool' },
        moreRoles: { 旁白: 'other' },
      },
    };
    const say = (role: string, text: string): object => ({ 角色: role, 内容: text });
    const record = {
      台词: [
        say('背景', '夜'),
        say('玩家', '你好'),
        say('旁白', '风起'),
        say('调用', '{"name": "f", "arguments": {}}'),
        say('结果', '7'),
        { ...say('角色', '嗯'), loss: false, role: 'stray', content: 'stray' },
      ],
      设定: 'gives way to the first message',
      tools: 'not read',
    };
    const { conversation } = read(record, format);
    assert.deepEqual(outline(conversation), [
      ['背景', 'system', '夜', '/台词/0/内容'],
      ['玩家', 'user', '你好', '/台词/1/内容'],
      ['旁白', '旁白', '风起', '/台词/2/内容'],
      ['调用', 'assistant', '', '/台词/3/内容'],
      ['结果', 'tool', '7', '/台词/4/内容'],
      ['角色', 'assistant', '嗯', '/台词/5/内容'],
    ]);
    assert.deepEqual(conversation.turns[3]?.message, {
      role: 'assistant',
      content: '',
      tool_calls: [{ type: 'function', function: { name: 'f', arguments: {} } }],
    });
    assert.deepEqual(conversation.turns[5]?.message, { role: 'assistant', content: '嗯', loss: false });
    assert.equal(conversation.turns[5].source.loss, false);
    assert.equal(conversation.tools, undefined);
    const [first] = read({ ...record, 台词: record.台词.slice(1) }, format).conversation.turns;
    assert.deepEqual([first?.message.role, first?.pointers], ['system', ['/设定']]);
  });

  it('knows the roles of a project in every format', () => {
    const mapping = { moreRoles: { 背景: 'system', 旁白: 'other' } } as const;
    const messages = [
      { role: '背景', content: '夜' },
      { role: '旁白', content: '风起' },
      { role: 'assistant', content: '嗯' },
    ];
    const inField = (field: string): object => ({ [field]: messages });
    const formats: [object, FormatWish][] = [
      [inField('messages'), { id: 'messages', mapping }],
      [inField('messages'), { mapping }],
      [inField('conversation'), { mapping }],
      [inField('messages'), { id: 'alpaca', mapping }],
    ];
    for (const [record, format] of formats) {
      const { turns } = read(record, format).conversation;
      assert.deepEqual(
        turns.map(({ role, message }) => [role, message.role]),
        [
          ['背景', 'system'],
          ['旁白', '旁白'],
          ['assistant', 'assistant'],
        ],
      );
    }
  });

  it('reads plain texts of other names, named by their fields', () => {
    const text = read({ content: 'Es war einmal' }, { id: 'text', mapping: { fields: { text: 'content' } } });
    assert.deepEqual(outline(text.conversation), [['content', 'assistant', 'Es war einmal', '/content']]);
    const fields = { prompt: 'q', completion: 'a/b' };
    const pair = read({ q: '1 +', 'a/b': ' 1' }, { id: 'prompt-completion', mapping: { fields } }).conversation;
    assert.deepEqual(
      pair.turns.map(({ role, pointers }) => [role, ...pointers]),
      [
        ['q', '/q'],
        ['a/b', '/a~1b'],
      ],
    );
    assert.deepEqual([pair.isPlainText, pair.completionFrom], [true, 1]);
  });

  it('reads thoughts and calls that are parts of a content', () => {
    const content = [
      { type: 'reasoning', value: 'r' },
      { type: 'text', value: 'a' },
      { type: 'tool_call', value: '{"name": "f", "arguments": {"x": 1}}' },
    ];
    const [turn] = read({ messages: [{ role: 'assistant', content, loss_weight: 1 }] }).conversation.turns;
    assert.deepEqual(turn?.message, {
      role: 'assistant',
      content: 'a',
      reasoning_content: 'r',
      tool_calls: [{ type: 'function', function: { name: 'f', arguments: { x: 1 } } }],
      loss_weight: 1,
    });
    assert.deepEqual(turn.pointers, ['/messages/0/content']);
    assert.deepEqual(turn.texts, ['r', 'a', 'f', '{"x":1}']);
  });

  it('keeps each answer of a pair with the prompt that stands in it', () => {
    const turns = (answer: string): object[] => [
      { role: 'user', content: 'q' },
      { role: 'assistant', content: answer },
    ];
    const { conversation, rejected } = read({ system: 's', chosen: turns('good'), rejected: turns('bad') });
    assert.deepEqual(
      [conversation, rejected!].map((side) => side.turns.flatMap(({ pointers }) => pointers)),
      [
        ['/system', '/chosen/0/content', '/chosen/1/content'],
        ['/system', '/rejected/0/content', '/rejected/1/content'],
      ],
    );
  });

  it('reads the records of a file of several formats each by its own', () => {
    const alpaca: FormatWish = { id: 'alpaca' };
    const talk = { conversations: [{ from: 'human', value: 'hi' }] };
    assert.deepEqual(outline(read(talk, alpaca).conversation), [['human', 'user', 'hi', '/conversations/0/value']]);
    assert.deepEqual(
      read({ instruction: '', input: '', output: '' }, alpaca).conversation.turns.map(({ role }) => role),
      ['user', 'assistant'],
    );
  });

  it('reads what no format recognises only where the format is not known', () => {
    const record = { text: 'hi', created_at: '2024' };
    assert.equal(read(record).conversation.isPlainText, true);
    assert.ok(isUnreadable(conversationReader({ id: 'alpaca' })(record)));
  });

  it('says what it can not read, and where', () => {
    const unreadable: [record: unknown, id: string | undefined, pointer: string][] = [
      [['a'], undefined, ''],
      [['a'], 'alpaca', ''],
      [{ label: 1 }, undefined, ''],
      [{ label: 1 }, 'alpaca', ''],
      [{ text: 5 }, 'text', ''],
      [{ messages: ['a'] }, 'messages', '/messages/0'],
      [{ messages: 'a' }, 'messages', '/messages'],
      [{ messages: [{ content: 'a' }] }, undefined, '/messages/0'],
      [{ conversations: [{ from: 'function_call', value: 'call f' }] }, undefined, '/conversations/0/value'],
      [{ messages: [], tools: '{' }, 'messages', '/tools'],
      [{ prompt: 'q', chosen: 'a', rejected: null }, undefined, '/rejected'],
      [{ prompt: 'q', chosen: ['a'], rejected: 'b' }, 'preference-messages', '/chosen/0'],
      [{ instruction: 'q', chosen: 'a' }, undefined, ''],
    ];
    for (const [record, id, pointer] of unreadable) {
      const result = conversationReader(id === undefined ? undefined : { id })(record);
      assert.ok(isUnreadable(result), JSON.stringify(record));
      assert.equal(result.pointer, pointer, JSON.stringify(record));
      assert.notEqual(result.problem, '');
    }
  });
});
