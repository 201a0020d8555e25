import assert from 'node:assert/strict';
import { plainMeter } from '../../../../src/tokens/plain/plainMeter';
import { model } from '../chatTemplate/models';

describe('plain meter', () => {
  const { tokenizer } = model('qwen3');

  it('counts the plain text of each turn and adds nothing', () => {
    const record = { instruction: '翻译', input: '早上好', output: 'Good morning' };
    const { turns, tokens, trained } = plainMeter({ tokenizer }).measure(record);
    const [question, answer] = ['翻译\n早上好', 'Good morning'].map((text) => tokenizer.count(text));
    assert.deepEqual(
      turns.map((turn) => [turn.role, turn.tokens, turn.trained]),
      [
        ['user', question, 0],
        ['assistant', answer, answer],
      ],
    );
    assert.deepEqual([tokens, trained], [question! + answer!, answer]);
  });

  it('counts the texts of a turn each for itself: thoughts, content, calls', () => {
    const call = { type: 'function', function: { name: 'f', arguments: '{"x": 1}' } };
    const message = { role: 'assistant', content: 'Wait.', reasoning_content: 'Hm', tool_calls: [call] };
    const { tokens } = plainMeter({ tokenizer }).measure({ messages: [message] });
    const texts = ['Hm', 'Wait.', 'f', '{"x": 1}'];
    assert.equal(
      tokens,
      texts.reduce((sum, text) => sum + tokenizer.count(text), 0),
    );
  });

  it('cuts at the cutoff', () => {
    const record = { instruction: 'one two three', output: 'four five six' };
    const { kept, keptTrained, feed } = plainMeter({ tokenizer, cutoff: 4 }).measure(record, true);
    assert.deepEqual([kept, keptTrained, feed?.labels.map((label) => label < 0)], [4, 1, [true, true, true, false]]);
  });

  it('says what it can not read', () => {
    assert.equal(plainMeter({ tokenizer }).measure(7).status, 'failed');
  });
});
