import { BOS, type Slots, type TemplateData } from './template';

const ASSISTANT: Slots = ['{{content}}<|im_end|>\n'];

/** Turns between `<|im_start|>` and `<|im_end|>`, tool results in a turn of their own role. */
export const CHATML: TemplateData = {
  system: ['<|im_start|>system\n{{content}}<|im_end|>\n'],
  user: ['<|im_start|>user\n{{content}}<|im_end|>\n<|im_start|>assistant\n'],
  assistant: ASSISTANT,
  observation: ['<|im_start|>tool\n{{content}}<|im_end|>\n<|im_start|>assistant\n'],
  stopWords: ['<|im_end|>'],
};

/** ChatML as Qwen writes it: tool results in a user turn. */
const QWEN: TemplateData = {
  ...CHATML,
  function: ASSISTANT,
  observation: ['<|im_start|>user\n<tool_response>\n{{content}}\n</tool_response><|im_end|>\n<|im_start|>assistant\n'],
  replaceEos: true,
  toolFormat: 'qwen',
};

const LFM2_TOOL_RESULT =
  '<|im_start|>tool\n<|tool_response_start|>{{content}}<|tool_response_end|><|im_end|>\n<|im_start|>assistant\n';

const { observation: _, ...CHATML_WITHOUT_TOOL_TURN } = CHATML;

export const CHATML_TEMPLATES: Readonly<Record<string, TemplateData>> = {
  chatml: { ...CHATML, stopWords: ['<|im_end|>', '<|im_start|>'], replaceEos: true },
  chatml_de: {
    ...CHATML,
    defaultSystem: 'Du bist ein freundlicher und hilfsbereiter KI-Assistent.',
    stopWords: ['<|im_end|>', '<|im_start|>'],
    replaceEos: true,
  },
  cpm4: { ...CHATML, prefix: [BOS] },
  ernie: {
    system: ['<|im_start|>system\n{{content}}<|im_end|>\n\n'],
    user: ['<|im_start|>user\n{{content}}<|im_end|>\n\n<|im_start|>assistant\n'],
    assistant: ['{{content}}<|im_end|>\n\n'],
    observation: ['<|im_start|>tool\n{{content}}<|im_end|>\n\n<|im_start|>assistant\n'],
    defaultSystem: '<global_setting>\nthink_mode=True\n</global_setting>',
    stopWords: ['<|im_end|>'],
  },
  falcon_h1: { ...CHATML, prefix: [BOS], stopWords: ['<|im_end|>', '<|end_of_text|>'] },
  intern2: {
    ...CHATML_WITHOUT_TOOL_TURN,
    prefix: [BOS],
    defaultSystem:
      'You are an AI assistant whose name is InternLM (书生·浦语).\n' +
      '- InternLM (书生·浦语) is a conversational language model that is developed by Shanghai AI Laboratory ' +
      '(上海人工智能实验室). It is designed to be helpful, honest, and harmless.\n' +
      '- InternLM (书生·浦语) can understand and communicate fluently in the language ' +
      'chosen by the user such as English and 中文.',
  },
  lfm2: {
    ...CHATML,
    function: ASSISTANT,
    observation: [LFM2_TOOL_RESULT],
    defaultSystem: 'You are a helpful AI assistant.',
    replaceEos: true,
    toolFormat: 'lfm2',
    toolCallWords: ['<|tool_call_start|>', '<|tool_call_end|>'],
  },
  mimo: { ...QWEN, defaultSystem: 'You are a helpful assistant.', reasoning: 'full' },
  mimo_v2: {
    ...QWEN,
    defaultSystem: 'You are MiMo, a helpful AI assistant engineered by Xiaomi.',
    thoughtWords: ['<think>', '</think>'],
    reasoning: 'full',
  },
  opencoder: { ...CHATML, defaultSystem: 'You are OpenCoder, created by OpenCoder Team.' },
  qwen: {
    ...QWEN,
    defaultSystem: 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.',
    proven: true,
  },
  qwen2_vl: { ...QWEN, defaultSystem: 'You are a helpful assistant.', media: true },
  qwen3: { ...QWEN, reasoning: 'full', proven: true },
  qwen3_nothink: QWEN,
  qwen3_vl: { ...QWEN, reasoning: 'full', media: true },
  qwen3_vl_nothink: { ...QWEN, media: true },
  qwen3_5: { ...QWEN, toolFormat: 'qwen3_5', reasoning: 'full', media: true },
  qwen3_5_nothink: { ...QWEN, toolFormat: 'qwen3_5', media: true },
  qwen3_6: { ...QWEN, toolFormat: 'qwen3_5', reasoning: 'full', media: true },
  sailor: {
    ...CHATML_WITHOUT_TOOL_TURN,
    user: ['<|im_start|>question\n{{content}}<|im_end|>\n<|im_start|>answer\n'],
    defaultSystem:
      'You are an AI assistant named Sailor created by Sea AI Lab. ' +
      'Your answer should be friendly, unbiased, faithful, informative and detailed.',
  },
  smollm: CHATML_WITHOUT_TOOL_TURN,
  smollm2: {
    ...CHATML_WITHOUT_TOOL_TURN,
    defaultSystem: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face.',
  },
  yi: CHATML_WITHOUT_TOOL_TURN,
};
