import assert from 'node:assert/strict';
import { defaultAttributes } from '../../../../src/dataset/datasetInfo/attributes';
import type { LlamaFactoryOptions } from '../../../../src/tokens/llamafactory/llamaFactoryMeter';
import { meterWith } from './options';
import { spellingTokenizer } from './spellingTokenizer';

const EMPTY = '<think>\n\n</think>\n\n';

/** The answers of a qwen3 conversation as they are fed, and what of each is trained. */
function answers(
  values: readonly string[],
  changes: Partial<LlamaFactoryOptions>,
): { fed: string[]; trained: string[] } {
  const tokenizer = spellingTokenizer();
  const conversations = values.flatMap((value) => [
    { from: 'human', value: '?' },
    { from: 'gpt', value },
  ]);
  const record = { conversations, label: true };
  const { feed } = meterWith({ tokenizer, template: 'qwen3', ...changes }).measure(record, true);
  const { ids, labels } = feed!;
  const [, ...fed] = tokenizer.decode(ids).split('assistant\n');
  const marked = ids.map((id, index) => (labels[index] === -100 ? '\0' : tokenizer.decode([id]))).join('');
  return { fed: fed.map((text) => text.split('<|im_end|>')[0]!), trained: marked.split(/\0+/).filter(Boolean) };
}

describe('Thoughts in LLaMA-Factory', () => {
  const thought = '<think>\nhm\n</think>\n\n';

  it('are added empty, and trained, to answers without one', () => {
    assert.deepEqual(answers(['A'], {}), { fed: [`${EMPTY}A`], trained: [`${EMPTY}A<|im_end|>\n`] });
    assert.deepEqual(answers([`${thought}A`], {}).fed, [`${thought}A`]);
    assert.deepEqual(answers(['A</think>'], {}).fed, ['A</think>']);
    assert.deepEqual(answers(['<thinking>A'], {}).fed, [`${EMPTY}<thinking>A`]);
  });

  it('are taken out, with leading line feeds, and an empty one added to the prompt, if thinking is off', () => {
    const off = { thinking: false };
    assert.deepEqual(answers([`\n${thought}\n\nA\n`], off), { fed: [`${EMPTY}A\n`], trained: ['A\n<|im_end|>\n'] });
    assert.deepEqual(answers(['\n\nA'], off).fed, [`${EMPTY}A`]);
    assert.deepEqual(answers(['<think>hm</think>A'], off).fed, ['<think>hm</think>A']);
  });

  it('stay if thinking is mixed, with an untrained empty one where there is none', () => {
    const mixed = { thinking: null };
    assert.deepEqual(answers([`${thought}A`, 'B'], mixed), {
      fed: [`${thought}A`, `${EMPTY}B`],
      trained: [`${thought}A<|im_end|>\n`, 'B<|im_end|>\n'],
    });
  });

  it('of earlier turns stay in supervised fine-tuning, unless the history is masked', () => {
    const values = [`${thought}A`, `${thought}B`];
    assert.deepEqual(answers(values, {}).fed, values);
    assert.deepEqual(answers(values, { maskHistory: true }).fed, ['A', values[1]]);
    assert.deepEqual(answers(values, { maskHistory: true, preserveThinking: true }).fed, values);
  });

  it('of earlier turns go in other stages, unless they are to be preserved', () => {
    const values = [`${thought}A`, `${thought}B`];
    const kto = { stage: 'kto', attributes: { ...defaultAttributes('sharegpt'), kto_tag: 'label' } } as const;
    assert.deepEqual(answers(values, kto).fed, ['A', values[1]]);
    assert.deepEqual(answers(values, { ...kto, preserveThinking: true }).fed, values);
  });

  it('mean nothing to templates that do not reason', () => {
    assert.deepEqual(answers([`${thought}A`], { template: 'qwen', thinking: false }).fed, [`${thought}A`]);
  });
});
