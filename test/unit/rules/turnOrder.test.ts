import assert from 'node:assert/strict';
import { openFormat, type FormatChoice } from '../../../src/dataset/format';
import type { Target } from '../../../src/tokens/measuring';
import { applied, checked } from './check';

/** The rules that find something in a conversation of these roles. */
function rulesOf(roles: string, choice: FormatChoice = { id: 'sharegpt' }, target?: Target): string[] {
  const turns = roles
    .split(' ')
    .map((from) => ({ from, value: from === 'function_call' ? '{"name": "f", "arguments": {}}' : '1' }));
  const levels = { 'tool-undeclared': 'off', 'tool-result-missing': 'off', 'tool-result-orphan': 'off' } as const;
  const options = { format: openFormat(choice), levels: { ...levels, 'tool-trailing-answer': 'off' as const }, target };
  const found = checked(JSON.stringify({ conversations: turns }), options).findings(Infinity);
  return found.map(({ rule, outcome }) => (outcome ? `${rule} ${outcome}` : rule));
}

describe('the order of turns', () => {
  it('has one fault for one cause', () => {
    assert.deepEqual(rulesOf('gpt human gpt'), ['first-turn-not-user']);
    assert.deepEqual(rulesOf('human human human gpt'), ['roles-not-alternating']);
    assert.deepEqual(rulesOf('human gpt human'), ['last-turn-not-assistant']);
    assert.deepEqual(rulesOf('human system gpt'), ['system-not-first']);
    assert.deepEqual(rulesOf('system system human gpt'), ['multiple-systems']);
    assert.deepEqual(rulesOf('human'), ['no-assistant-turn']);
  });

  it('is not judged around a role that nobody knows', () => {
    assert.deepEqual(rulesOf('human narrator human gpt'), ['role-unknown']);
  });

  it('lets roles of one’s own pass, which LLaMA-Factory does not', () => {
    const choice = { id: 'sharegpt', mapping: { moreRoles: { 旁白: 'other' } } } as const;
    assert.deepEqual(rulesOf('human 旁白 gpt', choice), []);
    assert.deepEqual(rulesOf('human 旁白 gpt', choice, 'llamafactory'), ['role-unknown dropped']);
  });

  it('takes results of tools for questions and calls for answers', () => {
    assert.deepEqual(rulesOf('human function_call observation gpt'), []);
    assert.deepEqual(rulesOf('human function_call observation human gpt'), ['roles-not-alternating']);
  });

  it('says what LLaMA-Factory does', () => {
    assert.deepEqual(rulesOf('human gpt human', { id: 'sharegpt' }, 'llamafactory'), [
      'last-turn-not-assistant dropped',
    ]);
  });
});

describe('a role that nobody knows', () => {
  /** The first finding’s message, and the roles after its fix. */
  function told(role: string, choice: FormatChoice = { id: 'messages' }): [message: string, mended: string] {
    const isShareGpt = choice.id === 'sharegpt';
    const turn = (name: string): object => (isShareGpt ? { from: name, value: '1' } : { role: name, content: '1' });
    const text = JSON.stringify({
      [isShareGpt ? 'conversations' : 'messages']: [turn(isShareGpt ? 'human' : 'user'), turn(role)],
    });
    const dataset = checked(text, { format: openFormat(choice) });
    const mended = applied(
      text,
      dataset.fixAll(({ fixes }) => fixes[0]),
    );
    const { rule, message } = dataset.findings(1)[0]!;
    assert.equal(rule, 'role-unknown');
    return [message, /(?:role|from)":"([^"]*)"[^{]*$/.exec(mended)![1]!];
  }

  it('is named if it is a misspelled one', () => {
    for (const role of ['assistent', 'ASSISTANT', ' assistant ', 'asistant', 'asisstant', 'gpt', 'Chatbott']) {
      const [message, mended] = told(role);
      assert.match(message, /Is “assistant” meant\?/, role);
      assert.equal(mended, 'assistant');
    }
    assert.equal(told('assistent', { id: 'sharegpt' })[1], 'gpt');
    assert.equal(told('Gpt', { id: 'sharegpt' })[1], 'gpt');
    assert.equal(told('functon_call', { id: 'sharegpt' })[1], 'function_call');
  });

  it('is taken for no other word', () => {
    for (const role of ['narrator', 'gtp', '医生', '旁白', 'sister', 'x'.repeat(5000)]) {
      const choice = { id: 'messages', mapping: { moreRoles: { 学生: 'other', 旁述: 'other' } } } as const;
      const [message, mended] = told(role, choice);
      assert.doesNotMatch(message, /meant/, role);
      assert.equal(mended, role);
    }
  });
});
