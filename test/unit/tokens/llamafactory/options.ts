import { defaultAttributes } from '../../../../src/dataset/datasetInfo/attributes';
import { llamaFactoryMeter, type LlamaFactoryOptions } from '../../../../src/tokens/llamafactory/llamaFactoryMeter';
import type { Meter } from '../../../../src/tokens/meter';
import { spellingTokenizer } from './spellingTokenizer';

/** Settings of a plain run, with some of them changed. */
export function optionsWith(changes: Partial<LlamaFactoryOptions>): LlamaFactoryOptions {
  return {
    tokenizer: spellingTokenizer(),
    template: 'qwen',
    attributes: defaultAttributes('sharegpt'),
    stage: 'sft',
    cutoff: 2048,
    maskHistory: false,
    trainOnPrompt: false,
    thinking: true,
    preserveThinking: false,
    today: new Date(2026, 10, 5),
    ...changes,
  };
}

export function meterWith(changes: Partial<LlamaFactoryOptions>): Meter {
  const result = llamaFactoryMeter(optionsWith(changes));
  if ('fault' in result) throw new Error(result.fault);
  return result.meter;
}

export const chat = [
  { from: 'human', value: 'Hi' },
  { from: 'gpt', value: 'Hello' },
  { from: 'human', value: 'Bye' },
  { from: 'gpt', value: 'See you' },
];

export const calls = [
  { from: 'system', value: 'Be brief.' },
  { from: 'human', value: 'Weather?' },
  { from: 'function_call', value: '{"name": "weather", "arguments": {"city": "Köln", "days": 1.0}}' },
  { from: 'observation', value: '{"sky": "grey"}' },
  { from: 'gpt', value: 'Grey.' },
];

export const tools = JSON.stringify([
  {
    name: 'weather',
    description: 'Look out',
    parameters: { type: 'object', properties: { city: { type: 'string', description: 'where' } }, required: ['city'] },
  },
]);
