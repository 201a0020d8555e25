import type { TemplateData } from './template';

const GLM4: TemplateData = {
  prefix: ['[gMASK]<sop>'],
  system: ['<|system|>\n{{content}}'],
  user: ['<|user|>\n{{content}}<|assistant|>'],
  assistant: ['\n{{content}}'],
  observation: ['<|observation|>\n{{content}}<|assistant|>'],
  function: ['{{content}}'],
  stopWords: ['<|user|>', '<|observation|>'],
  efficientEos: true,
  toolFormat: 'glm4',
};

/** GLM of Zhipu. */
export const GLM_TEMPLATES: Readonly<Record<string, TemplateData>> = {
  chatglm3: {
    ...GLM4,
    prefix: [{ token: '[gMASK]' }, { token: 'sop' }],
    system: [{ token: '<|system|>' }, '\n', '{{content}}'],
    user: [{ token: '<|user|>' }, '\n', '{{content}}', { token: '<|assistant|>' }],
    assistant: ['\n', '{{content}}'],
    observation: [{ token: '<|observation|>' }, '\n', '{{content}}', { token: '<|assistant|>' }],
  },
  glm4: GLM4,
  glm4_moe: { ...GLM4, toolFormat: 'glm4_moe', reasoning: 'full' },
  glm4_7: { ...GLM4, toolFormat: 'glm4_moe', thoughtWords: ['<think>', '</think>'], reasoning: 'closing' },
  glmz1: { ...GLM4, reasoning: 'full' },
};
