import { BOS, EOS, type TemplateData } from './template';

const LLAMA3_ANSWER = '<|start_header_id|>assistant<|end_header_id|>\n\n';

const MINISTRAL: TemplateData = {
  prefix: [BOS],
  system: ['{{content}}\n\n'],
  user: ['[INST]{{content}}[/INST]'],
  observation: ['[TOOL_RESULTS]{"content": {{content}}}[/TOOL_RESULTS]'],
  function: ['[TOOL_CALLS]{{content}}', EOS],
  systemInUser: true,
  toolFormat: 'mistral',
};

const GEMMA: TemplateData = {
  prefix: [BOS],
  system: ['{{content}}\n\n'],
  user: ['<start_of_turn>user\n{{content}}<end_of_turn>\n<start_of_turn>model\n'],
  assistant: ['{{content}}<end_of_turn>\n'],
  observation: ['<start_of_turn>tool\n{{content}}<end_of_turn>\n<start_of_turn>model\n'],
  stopWords: ['<end_of_turn>'],
  replaceEos: true,
  systemInUser: true,
};

const { replaceEos: _, ...GEMMA_WITH_OWN_EOS } = GEMMA;

/** Llama, Mistral and Gemma. */
export const LLAMA_TEMPLATES: Readonly<Record<string, TemplateData>> = {
  breeze: { prefix: [BOS], user: ['[INST] {{content}} [/INST] '], efficientEos: true },
  gemma: GEMMA,
  gemma2: { ...GEMMA_WITH_OWN_EOS, stopWords: ['<eos>', '<end_of_turn>'], efficientEos: true },
  gemma3: { ...GEMMA, media: true },
  llama2: {
    system: ['<<SYS>>\n{{content}}\n<</SYS>>\n\n'],
    user: [BOS, '[INST] {{content}} [/INST]'],
    systemInUser: true,
  },
  llama2_zh: {
    system: ['<<SYS>>\n{{content}}\n<</SYS>>\n\n'],
    user: [BOS, '[INST] {{content}} [/INST]'],
    defaultSystem: 'You are a helpful assistant. 你是一个乐于助人的助手。',
    systemInUser: true,
  },
  llama3: {
    prefix: [BOS],
    system: ['<|start_header_id|>system<|end_header_id|>\n\n{{content}}<|eot_id|>'],
    user: [`<|start_header_id|>user<|end_header_id|>\n\n{{content}}<|eot_id|>${LLAMA3_ANSWER}`],
    assistant: ['{{content}}<|eot_id|>'],
    observation: [`<|start_header_id|>ipython<|end_header_id|>\n\n{{content}}<|eot_id|>${LLAMA3_ANSWER}`],
    stopWords: ['<|eot_id|>', '<|eom_id|>'],
    replaceEos: true,
    toolFormat: 'llama3',
  },
  ministral: MINISTRAL,
  mistral: {
    prefix: [BOS],
    system: ['{{content}}\n\n'],
    user: ['[INST] {{content}}[/INST]'],
    assistant: [' {{content}}', EOS],
    observation: ['[TOOL_RESULTS] {"content": {{content}}}[/TOOL_RESULTS]'],
    function: ['[TOOL_CALLS] {{content}}', EOS],
    systemInUser: true,
    toolFormat: 'mistral',
  },
  'openchat-3.6': {
    prefix: [BOS],
    user: [
      '<|start_header_id|>GPT4 Correct User<|end_header_id|>\n\n{{content}}<|eot_id|>' +
        '<|start_header_id|>GPT4 Correct Assistant<|end_header_id|>\n\n',
    ],
    stopWords: ['<|eot_id|>'],
  },
};
