import assert from 'node:assert/strict';
import { openFormat, type FormatChoice } from '../../../src/dataset/format';
import type { Target } from '../../../src/tokens/measuring';
import { checked } from './check';

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
