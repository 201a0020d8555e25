import * as assert from 'node:assert/strict';
import { formatById, openFormat, type Fields } from '../../../src/dataset/format';
import { otherFormat } from '../../../src/rules/otherFormat';
import { found } from './check';

const other = (id: string, record: Fields): string | undefined => otherFormat(record, formatById(id)!)?.id;
const user = { role: 'user', content: 'hi' };
const assistant = { role: 'assistant', content: 'hello' };

describe('a record of another format', () => {
  it('is told by its fields', () => {
    assert.equal(other('alpaca', { messages: [user, assistant] }), 'messages');
    assert.equal(other('messages', { instruction: 'hi', output: 'hello' }), 'alpaca');
    assert.equal(other('sharegpt', { conversations: [user, assistant] }), 'messages');
    assert.equal(other('preference-alpaca', { instruction: 'hi', output: 'hello' }), 'alpaca');
    assert.equal(other('preference-messages', { messages: [user, assistant] }), 'messages');
    assert.equal(other('llamafactory-v1', { messages: [user, assistant] }), 'messages');
    assert.equal(other('alpaca', { text: 'A text.' }), 'text');
  });

  it('is none that may be a faulty one of its file', () => {
    assert.equal(other('alpaca', { question: 'hi', answer: 'hello' }), undefined);
    assert.equal(other('alpaca', { instuction: 'hi', otuput: 'hello' }), undefined);
    assert.equal(other('alpaca', { instruction: 'hi', response: 'hello' }), undefined);
    assert.equal(other('sharegpt', { conversation: [{ from: 'human', value: 'hi' }] }), undefined);
    assert.equal(other('kto-messages', { messages: [user, assistant] }), undefined);
    assert.equal(other('kto-alpaca', { instruction: 'hi', output: 'hello' }), undefined);
    assert.equal(other('preference-messages', { messages: [user], chosen: assistant }), undefined);
    assert.equal(other('messages', {}), undefined);
  });

  it('is none that is in the words of its file', () => {
    const mapping = { fields: { conversations: 'messages' }, role: 'role', content: 'content' };
    const bound = openFormat({ id: 'sharegpt', mapping })!;
    assert.equal(otherFormat({ messages: [user, assistant] }, bound), undefined);
  });

  it('has no other finding about its form', () => {
    const text = `{"messages": [{"role": "user", "content": "hi"}]}\n`;
    assert.deepEqual(found(text, { format: formatById('alpaca') }), ['format-mixed@0:0']);
  });

  it('is read as one of the file where the rule is off', () => {
    const options = { format: formatById('alpaca'), levels: { 'format-mixed': 'off' } } as const;
    assert.ok(found('{"text": "A text."}\n', options).includes('field-missing@0:0'));
  });
});
