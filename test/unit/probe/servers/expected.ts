import type { Ability, Capabilities } from '../../../../src/probe/capabilities';
import type { ImitationName } from '../../../servers/startImitation';

/** What is to be found of each server, by asking it. */
interface Expected extends Pick<Capabilities, 'server' | 'prefill' | 'scoring' | 'rendering'> {
  /** Those that it has. */
  readonly has: readonly Ability[];
}

export const expected: Readonly<Record<ImitationName, Expected>> = {
  vllm: {
    server: 'vllm',
    prefill: 'flags',
    scoring: 'promptLogprobs',
    rendering: 'tokenizeMessages',
    has: ['logprobs', 'prefill', 'scoring', 'renderedPrompt', 'tokenise', 'tools', 'usageInStream', 'tokenIdPrompt'],
  },
  sglang: {
    server: 'sglang',
    prefill: 'flags',
    scoring: 'sglangGenerate',
    rendering: 'returnedIds',
    has: ['logprobs', 'prefill', 'scoring', 'renderedPrompt', 'tokenise', 'tools', 'usageInStream', 'tokenIdPrompt'],
  },
  llamaCpp: {
    server: 'llama.cpp',
    prefill: 'automatic',
    scoring: 'forced',
    rendering: 'applyTemplate',
    has: ['logprobs', 'prefill', 'scoring', 'renderedPrompt', 'tokenise', 'tools', 'usageInStream', 'tokenIdPrompt'],
  },
  ollama: {
    server: 'ollama',
    prefill: 'automatic',
    scoring: null,
    rendering: 'debugRender',
    has: ['logprobs', 'prefill', 'renderedPrompt', 'tools', 'usageInStream'],
  },
  tgi: {
    server: 'tgi',
    prefill: 'automatic',
    scoring: 'tgiGenerate',
    rendering: 'chatTokenize',
    has: ['logprobs', 'prefill', 'scoring', 'renderedPrompt', 'tokenise', 'tools', 'usageInStream'],
  },
  lmdeploy: {
    server: 'lmdeploy',
    prefill: 'automatic',
    scoring: 'meanOnly',
    rendering: null,
    has: ['logprobs', 'prefill', 'scoring', 'tokenise', 'tools', 'usageInStream'],
  },
  // It answers 200 to paths that it doesn't know, and takes `logprobs` without giving any.
  lmStudio: { server: 'lmstudio', prefill: null, scoring: null, rendering: null, has: ['tools', 'usageInStream'] },
  llamaFactory: { server: 'llamafactory', prefill: null, scoring: null, rendering: null, has: ['tools'] },
  transformersServe: {
    server: 'transformers',
    prefill: null,
    scoring: null,
    rendering: null,
    has: ['tools', 'usageInStream'],
  },
  openai: {
    server: 'openai',
    prefill: null,
    scoring: null,
    rendering: null,
    has: ['logprobs', 'tools', 'usageInStream'],
  },
};
