import type { Target } from '../tokens/measuring';

const NAMES: Readonly<Record<Target, string>> = {
  llamafactory: 'LLaMA-Factory',
  'ms-swift': 'ms-swift',
  trl: 'TRL',
  axolotl: 'Axolotl',
  openai: 'OpenAI',
};

/** What the trainer calls itself. */
export function targetName(target: Target): string {
  return NAMES[target];
}
