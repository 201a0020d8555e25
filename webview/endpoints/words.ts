import * as l10n from '@vscode/l10n';
import type { Ability, Capability, ServerKind } from '../../src/protocol/endpoints';
import type { IconName } from '../ui/icon';

export function abilityText(ability: Ability): string {
  switch (ability) {
    case 'logprobs':
      return l10n.t('Probabilities of tokens');
    case 'prefill':
      return l10n.t('Continuing the beginning of an answer');
    case 'scoring':
      return l10n.t('Scoring a reference answer');
    case 'renderedPrompt':
      return l10n.t('Telling its rendered prompt');
    case 'tokenise':
      return l10n.t('Tokenising');
    case 'tools':
      return l10n.t('Tool calls');
    case 'usageInStream':
      return l10n.t('Counts of tokens while streaming');
    case 'tokenIdPrompt':
      return l10n.t('Prompts of token ids');
  }
}

export function hasText(has: Capability['has']): string {
  switch (has) {
    case 'yes':
      return l10n.t('Yes');
    case 'no':
      return l10n.t('No');
    case 'unknown':
      return l10n.t('Not known');
  }
}

export const HAS_ICONS: Readonly<Record<Capability['has'], IconName>> = {
  yes: 'check',
  no: 'circleSlash',
  unknown: 'question',
};

/** Names of products stay as they are. */
export function serverText(server: ServerKind): string {
  return server === 'unknown' ? l10n.t('A server of an unknown kind') : SERVERS[server];
}

const SERVERS: Readonly<Record<Exclude<ServerKind, 'unknown'>, string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  'llama.cpp': 'llama.cpp',
  ollama: 'Ollama',
  tgi: 'Text Generation Inference',
  lmdeploy: 'LMDeploy',
  lmstudio: 'LM Studio',
  llamafactory: 'LLaMA-Factory',
  transformers: 'transformers serve',
  openai: 'OpenAI',
};
