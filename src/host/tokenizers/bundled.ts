import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { unpack, type TokenizerConfig } from '../../tokens/bpe/packed';
import type { BpeParts } from '../../tokens/bpe/readTokenizerJson';
import list from '../../tokens/bundled.json';

/** A tokenizer that is part of the package, so that it works at once and offline. */
export interface BundledTokenizer {
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly licence: string;
  /** The model or project that it comes from. */
  readonly source: string;
  /** The name of LLaMA-Factory's template for its models, null if it has none. */
  readonly llamaFactoryTemplate: string | null;
}

export const bundledTokenizers: readonly BundledTokenizer[] = list;

/** Reads a bundled tokenizer (dist/tokenizers, made by scripts/packTokenizers.mjs). @throws the errors of the file system */
export async function readBundled(
  { id }: BundledTokenizer,
  folder = join(__dirname, 'tokenizers'),
): Promise<{ readonly parts: BpeParts; readonly config: TokenizerConfig }> {
  const packed = await readFile(join(folder, `${id}.bpe.br`));
  return unpack(await promisify(brotliDecompress)(packed));
}
