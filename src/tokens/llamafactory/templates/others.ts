import { BOS, EOS, type TemplateData } from './template';

const DEEPSEEK3: TemplateData = { prefix: [BOS], user: ['<｜User｜>{{content}}<｜Assistant｜>'] };

const VICUNA_SYSTEM =
  'A chat between a curious user and an artificial intelligence assistant. ' +
  "The assistant gives helpful, detailed, and polite answers to the user's questions.";

const GRANITE: TemplateData = {
  system: ['<|start_of_role|>system<|end_of_role|>{{content}}<|end_of_text|>\n'],
  user: ['<|start_of_role|>user<|end_of_role|>{{content}}<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>'],
  assistant: ['{{content}}<|end_of_text|>\n'],
};

const SEED: TemplateData = {
  system: [BOS, 'system\n{{content}}', EOS],
  user: [BOS, 'user\n{{content}}', EOS, BOS, 'assistant\n'],
};

const TURN_OF_COHERE = '<|START_OF_TURN_TOKEN|>';

/** Templates of a family of their own. */
export const OTHER_TEMPLATES: Readonly<Record<string, TemplateData>> = {
  alpaca: {
    user: ['### Instruction:\n{{content}}\n\n### Response:\n'],
    assistant: ['{{content}}', EOS, '\n\n'],
    defaultSystem:
      'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n',
  },
  bailing: {
    system: ['<role>SYSTEM</role>{{content}}'],
    user: ['<role>HUMAN</role>{{content}}<role>ASSISTANT</role>'],
    observation: ['<role>OBSERVATION</role>{{content}}<role>ASSISTANT</role>'],
    stopWords: ['<|endoftext|>'],
    efficientEos: true,
  },
  bailing_v2: {
    system: ['<role>SYSTEM</role>{{content}}<|role_end|>'],
    user: ['<role>HUMAN</role>{{content}}<|role_end|><role>ASSISTANT</role>'],
    assistant: ['{{content}}<|role_end|>'],
    observation: [
      '<role>OBSERVATION</role>\n<tool_response>\n{{content}}\n</tool_response><|role_end|><role>ASSISTANT</role>',
    ],
    stopWords: ['<|endoftext|>'],
    efficientEos: true,
    toolFormat: 'ling',
  },
  cohere: {
    prefix: [BOS],
    system: [`${TURN_OF_COHERE}<|SYSTEM_TOKEN|>{{content}}<|END_OF_TURN_TOKEN|>`],
    user: [`${TURN_OF_COHERE}<|USER_TOKEN|>{{content}}<|END_OF_TURN_TOKEN|>${TURN_OF_COHERE}<|CHATBOT_TOKEN|>`],
  },
  deepseek: { prefix: [BOS], system: ['{{content}}\n\n'], user: ['User: {{content}}\n\nAssistant:'] },
  deepseek3: DEEPSEEK3,
  deepseekr1: { ...DEEPSEEK3, reasoning: 'full' },
  deepseekcoder: {
    prefix: [BOS],
    user: ['### Instruction:\n{{content}}\n### Response:'],
    assistant: ['\n{{content}}\n<|EOT|>\n'],
    defaultSystem:
      'You are an AI programming assistant, utilizing the DeepSeek Coder model, ' +
      'developed by DeepSeek Company, and you only answer questions related to computer science. ' +
      'For politically sensitive questions, security and privacy issues, ' +
      'and other non-computer science questions, you will refuse to answer.\n',
  },
  default: {
    system: ['System: {{content}}', EOS, '\n'],
    user: ['Human: {{content}}', EOS, '\nAssistant:'],
    assistant: ['{{content}}', EOS, '\n'],
    proven: true,
  },
  empty: { assistant: ['{{content}}'] },
  ernie_nothink: {
    prefix: ['<|begin_of_sentence|>'],
    system: ['{{content}}\n'],
    user: ['User: {{content}}\nAssistant: '],
    assistant: ['{{content}}<|end_of_sentence|>'],
    stopWords: ['<|end_of_sentence|>'],
  },
  exaone: {
    system: ['[|system|]{{content}}[|endofturn|]\n'],
    user: ['[|user|]{{content}}\n[|assistant|]'],
    assistant: ['{{content}}', EOS, '\n'],
  },
  falcon: { user: ['User: {{content}}\nFalcon:'], assistant: ['{{content}}\n'], efficientEos: true },
  fewshot: { assistant: ['{{content}}\n\n'], efficientEos: true },
  gpt_oss: {
    system: ['<|start|>system<|message|>{{content}}<|end|>'],
    user: ['<|start|>user<|message|>{{content}}<|end|><|start|>assistant'],
    assistant: ['{{content}}'],
    defaultSystem: 'You are ChatGPT, a large language model trained by OpenAI.',
    thoughtWords: ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
    reasoning: 'full',
    efficientEos: true,
  },
  granite3: GRANITE,
  granite4: {
    ...GRANITE,
    observation: ['<|start_of_role|>tool<|end_of_role|>{{content}}<|end_of_text|>\n<|start_of_role|>assistant\n'],
    defaultSystem: 'You are Granite, developed by IBM. You are a helpful AI assistant.',
    stopWords: ['<|end_of_text|>'],
  },
  hunyuan: {
    prefix: ['<|startoftext|>'],
    system: ['{{content}}<|extra_4|>'],
    user: ['{{content}}<|extra_0|>'],
    assistant: ['{{content}}<|eos|>'],
    stopWords: ['<|eos|>'],
  },
  hunyuan_small: {
    prefix: ['<｜hy_begin▁of▁sentence｜>'],
    system: ['{{content}}<｜hy_place▁holder▁no▁3｜>'],
    user: ['<｜hy_User｜>{{content}}<｜hy_place▁holder▁no▁8｜>'],
    assistant: ['{{content}}<｜hy_place▁holder▁no▁2｜>'],
    stopWords: ['<｜hy_place▁holder▁no▁2｜>'],
  },
  minimax1: {
    system: ['<beginning_of_sentence>system ai_setting=assistant\n{{content}}<end_of_sentence>\n'],
    user: [
      '<beginning_of_sentence>user name=user\n{{content}}<end_of_sentence>\n<beginning_of_sentence>ai name=assistant\n',
    ],
    assistant: ['{{content}}<end_of_sentence>\n'],
    observation: [
      '<beginning_of_sentence>tool name=tools\n{{content}}<end_of_sentence>\n<beginning_of_sentence>ai name=assistant\n',
    ],
    defaultSystem: 'You are a helpful assistant.',
    stopWords: ['<end_of_sentence>'],
    toolFormat: 'minimax1',
  },
  minimax2: {
    system: [']~!b[]~b]system\n{{content}}[e~[\n'],
    user: [']~b]user\n{{content}}[e~[\n]~b]ai\n'],
    assistant: ['{{content}}[e~[\n'],
    observation: [']~b]tool\n<response>{{content}}</response>[e~[\n]~b]ai\n'],
    defaultSystem: 'You are a helpful assistant. Your name is MiniMax-M2.1 and is built by MiniMax.',
    stopWords: ['[e~['],
    reasoning: 'full',
    toolFormat: 'minimax2',
  },
  moonlight: {
    system: ['<|im_system|>system<|im_middle|>{{content}}<|im_end|>'],
    user: ['<|im_user|>user<|im_middle|>{{content}}<|im_end|><|im_assistant|>assistant<|im_middle|>'],
    assistant: ['{{content}}<|im_end|>'],
    defaultSystem: 'You are a helpful assistant provided by Moonshot-AI.',
    stopWords: ['<|im_end|>'],
    replaceEos: true,
  },
  olmo: { prefix: [EOS], user: ['<|user|>\n{{content}}<|assistant|>\n'] },
  openchat: { prefix: [BOS], user: ['GPT4 Correct User: {{content}}', EOS, 'GPT4 Correct Assistant:'] },
  phi: {
    system: ['<|system|>\n{{content}}<|end|>\n'],
    user: ['<|user|>\n{{content}}<|end|>\n<|assistant|>\n'],
    assistant: ['{{content}}<|end|>\n'],
    stopWords: ['<|end|>'],
    replaceEos: true,
  },
  phi4: {
    system: ['<|im_start|>system<|im_sep|>{{content}}<|im_end|>'],
    user: ['<|im_start|>user<|im_sep|>{{content}}<|im_end|><|im_start|>assistant<|im_sep|>'],
    assistant: ['{{content}}<|im_end|>'],
    stopWords: ['<|im_end|>'],
    replaceEos: true,
  },
  phi4_mini: {
    system: ['<|system|>{{content}}<|end|>'],
    user: ['<|user|>{{content}}<|end|><|assistant|>'],
    assistant: ['{{content}}<|end|>'],
    stopWords: ['<|end|>'],
    replaceEos: true,
    toolSlot: '<|tool|>{{content}}<|/tool|>',
  },
  seed_coder: {
    ...SEED,
    defaultSystem:
      'You are an AI programming assistant, utilizing the Seed-Coder model, developed by ByteDance Seed, ' +
      'and you only answer questions related to computer science. For politically sensitive questions, ' +
      'security and privacy issues, and other non-computer science questions, you will refuse to answer.\n\n',
  },
  seed_oss: {
    ...SEED,
    function: [BOS, '\n{{content}}', EOS],
    thoughtWords: ['<seed:think>', '</seed:think>'],
    reasoning: 'full',
    toolFormat: 'seed_oss',
  },
  solar: {
    system: ['### System:\n{{content}}\n\n'],
    user: ['### User:\n{{content}}\n\n### Assistant:\n'],
    efficientEos: true,
  },
  starchat: {
    system: ['<|system|>\n{{content}}<|end|>\n'],
    user: ['<|user|>\n{{content}}<|end|>\n<|assistant|>'],
    assistant: ['{{content}}<|end|>\n'],
    stopWords: ['<|end|>'],
  },
  telechat2: {
    system: ['<_system>{{content}}'],
    user: ['<_user>{{content}}<_bot>'],
    defaultSystem:
      '你是中国电信星辰语义大模型，英文名是TeleChat，' +
      '你是由中电信人工智能科技有限公司和中国电信人工智能研究院（TeleAI）研发的人工智能助手。',
  },
  vicuna: { user: ['USER: {{content}} ASSISTANT:'], defaultSystem: VICUNA_SYSTEM },
  xuanyuan: {
    user: ['Human: {{content}} Assistant:'],
    defaultSystem:
      '以下是用户和人工智能助手之间的对话。用户以Human开头，人工智能助手以Assistant开头，' +
      '会对人类提出的问题给出有帮助、高质量、详细和礼貌的回答，并且总是拒绝参与与不道德、' +
      '不安全、有争议、政治敏感等相关的话题、问题和指示。\n',
  },
  yuan: { user: ['{{content}}', { token: '<sep>' }], assistant: ['{{content}}<eod>\n'], stopWords: ['<eod>'] },
  zephyr: {
    system: ['<|system|>\n{{content}}', EOS],
    user: ['<|user|>\n{{content}}', EOS, '<|assistant|>\n'],
    defaultSystem: 'You are Zephyr, a helpful assistant.',
  },
};
