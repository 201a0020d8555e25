import fc from 'fast-check';
import assert from 'node:assert/strict';
import { formatById } from '../../../src/dataset/format';
import type { CheckOptions } from '../../../src/rules/checker';
import { leakAt } from '../../../src/rules/thinking/leakPhrases';
import { applied, checked } from './check';

const ALONE: NonNullable<CheckOptions['levels']> = { 'think-mixed': 'off', 'think-empty': 'off' };

function alpaca(output: string, instruction = 'Go.'): string {
  return JSON.stringify({ instruction, output });
}

function rulesOf(text: string, options: Partial<CheckOptions> = {}): string[] {
  return checked(text, { levels: ALONE, ...options })
    .findings(Infinity)
    .map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('think-'));
}

function mended(text: string, rule: string, options: Partial<CheckOptions> = {}): string {
  const dataset = checked(text, options);
  return applied(
    text,
    dataset.fixAll((finding) => (finding.rule === rule ? finding.fixes[0] : undefined)),
  );
}

describe('thoughts', () => {
  it('may be spoken of', () => {
    assert.deepEqual(rulesOf(alpaca('Use `<think>` and `</think>`.')), []);
    assert.deepEqual(rulesOf(alpaca('Ok.', 'Answer as <think> your reasoning here </think> and then the result.')), []);
    assert.deepEqual(rulesOf(alpaca('Ok.', '格式：\n<think>\n思考过程\n</think>\n答案')), []);
  });

  it('are told once, by what is most wrong with them', () => {
    const options = { target: 'llamafactory' } as const;
    assert.deepEqual(rulesOf(alpaca('<think>a<think>b</think>4'), options), ['think-unbalanced']);
    assert.deepEqual(rulesOf(alpaca('<think>a</think>x<think>b</think>4'), options), ['think-unbalanced']);
    assert.deepEqual(rulesOf(alpaca('a</think>4<think>'), options), ['think-unbalanced']);
  });

  it('have a line break of their own where LLaMA-Factory’s template wants one', () => {
    const text = alpaca('<think>a</think>4');
    assert.deepEqual(rulesOf(text), []);
    assert.deepEqual(rulesOf(text, { target: 'llamafactory', template: 'qwen3' }), ['think-whitespace']);
    assert.deepEqual(rulesOf(text, { target: 'llamafactory', template: 'glm4_7' }), []);
    assert.deepEqual(rulesOf(text, { target: 'llamafactory', template: 'qwen' }), []);
  });

  it('are written as LLaMA-Factory knows them, with nothing else changed', () => {
    const space = fc.constantFrom('', ' ', '\n', '\n\n', '\r\n', ' \n', '\t');
    const word = fc.constantFrom('', 'a', '你好 "x"', 'a\nb');
    fc.assert(
      fc.property(word, space, space, space, word, (thought, before, after, behind, answer) => {
        const text = alpaca(`<think>${before}${thought}${after}</think>${behind}${answer}`);
        const once = mended(text, 'think-whitespace', { target: 'llamafactory' });
        const { output } = JSON.parse(once) as { output: string };
        assert.match(output, /<think>\n[^]*?\n<\/think>\n\n/);
        assert.equal(output.replace(/\s/g, ''), `<think>${thought}</think>${answer}`.replace(/\s/g, ''));
        assert.equal(mended(once, 'think-whitespace', { target: 'llamafactory' }), once);
      }),
    );
  });

  it('that end the run of LLaMA-Factory in front of a call say so', () => {
    const text = JSON.stringify({
      conversations: [
        { from: 'human', value: 'Go.' },
        { from: 'function_call', value: '<think>a</think>{"name": "f", "arguments": {}}' },
      ],
    });
    const findings = checked(text, { format: formatById('sharegpt'), target: 'llamafactory', levels: ALONE }).findings(
      10,
    );
    assert.deepEqual(
      findings.filter(({ outcome }) => outcome === 'crash').map(({ rule }) => rule),
      ['think-whitespace'],
    );
  });

  it('on the way to one answer are no history', () => {
    const thought = '<think>\na\n</think>\n\n';
    const text = JSON.stringify({
      conversations: [
        { from: 'human', value: 'Go.' },
        { from: 'function_call', value: `${thought}{"name": "f", "arguments": {}}` },
        { from: 'observation', value: '1' },
        { from: 'gpt', value: `${thought}1` },
      ],
    });
    assert.deepEqual(rulesOf(text, { format: formatById('sharegpt') }), []);
  });

  it('in some records are counted over the file', () => {
    const text = [
      alpaca('4'),
      alpaca('5'),
      alpaca('<think>\na\n</think>\n\n6'),
      alpaca('<think>\n\n</think>\n\n7'),
    ].join('\n');
    const [finding, ...others] = checked(text).findings(10);
    assert.deepEqual(others, []);
    assert.equal(finding!.rule, 'think-mixed');
    assert.match(finding!.message, /1 of 4 records \(25 %\).* 2 have none/);
    assert.equal(finding!.record, 2);
  });

  it('may be written in a field of their own', () => {
    const record = (message: object): string =>
      JSON.stringify({
        messages: [
          { role: 'user', content: 'Go.' },
          { role: 'assistant', ...message },
        ],
      });
    const fields = [record({ reasoning_content: 'a', content: '4' }), record({ reasoning_content: 'b', content: '5' })];
    assert.deepEqual(rulesOf(fields.join('\n'), { format: formatById('messages'), levels: {} }), []);
  });
});

describe('phrases that begin a thought', () => {
  it('are not found in answers that speak to the user', () => {
    for (const text of [
      'Okay, here is the poem.',
      '好的，这是您要的诗。',
      '首先，打开文件。',
      'First, I need two eggs.',
      '用户手册如下：',
      'The user interface has two parts.',
    ]) {
      assert.equal(leakAt(text, 0), undefined);
    }
  });

  it('are found behind a thought', () => {
    assert.deepEqual(rulesOf(alpaca('<think>\na\n</think>\n\nOkay, the user wants 4.')), ['think-leak-in-answer']);
  });
});
