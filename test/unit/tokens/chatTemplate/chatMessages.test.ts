import assert from 'node:assert/strict';
import { readConversations } from '../../../../src/tokens/chatTemplate/chatMessages';
import { type Conversation, isUnreadable } from '../../../../src/tokens/chatTemplate/conversation';

function read(record: unknown): { conversation: Conversation; rejected?: Conversation } {
  const result = readConversations(record);
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

  it('says what it can not read, and where', () => {
    const unreadable: [unknown, string][] = [
      [['a'], ''],
      [{ label: 1 }, ''],
      [{ messages: ['a'] }, '/messages/0'],
      [{ messages: [{ content: 'a' }] }, '/messages/0'],
      [{ conversations: [{ from: 'function_call', value: 'call f' }] }, '/conversations/0/value'],
      [{ messages: [], tools: '{' }, '/tools'],
      [{ prompt: 'q', chosen: 'a', rejected: null }, '/rejected'],
    ];
    for (const [record, pointer] of unreadable) {
      const result = readConversations(record);
      assert.ok(isUnreadable(result), JSON.stringify(record));
      assert.equal(result.pointer, pointer);
      assert.notEqual(result.problem, '');
    }
  });
});
