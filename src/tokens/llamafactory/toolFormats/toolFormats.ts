import { DEFAULT } from './default';
import { GLM4, LING, LLAMA3, MINIMAX1, MISTRAL, QWEN } from './json';
import type { ToolFormat } from './toolFormat';
import { GLM4_MOE, LFM2, MINIMAX2, QWEN3_5, SEED_OSS } from './xml';

/** By LLaMA-Factory's names. `default` and `qwen` were compared with the real one; the others are read from its source only. */
const TOOL_FORMATS: ReadonlyMap<string, ToolFormat> = new Map([
  ['default', DEFAULT],
  ['glm4', GLM4],
  ['glm4_moe', GLM4_MOE],
  ['lfm2', LFM2],
  ['ling', LING],
  ['llama3', LLAMA3],
  ['minimax1', MINIMAX1],
  ['minimax2', MINIMAX2],
  ['mistral', MISTRAL],
  ['qwen', QWEN],
  ['qwen3_5', QWEN3_5],
  ['seed_oss', SEED_OSS],
]);

export function findToolFormat(name: string): ToolFormat | undefined {
  return TOOL_FORMATS.get(name);
}

export function toolFormatNames(): string[] {
  return [...TOOL_FORMATS.keys()];
}
