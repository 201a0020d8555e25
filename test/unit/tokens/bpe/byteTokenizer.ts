import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Tokenizer as RustTokenizer } from 'tokenizers';
import { characterOfByte } from '../../../../src/tokens/bpe/byteAlphabet';
import { ByteLevelBpe } from '../../../../src/tokens/bpe/byteLevelBpe';
import type { BpeParts } from '../../../../src/tokens/bpe/readTokenizerJson';
import type { Step, TokenizerJson } from '../../../../src/tokens/bpe/tokenizerJson';

/** A `tokenizer.json` whose tokens are the 256 bytes. */
export function byteTokenizer(change: Partial<TokenizerJson> = {}): TokenizerJson {
  const vocab = Object.fromEntries(characterOfByte.map((character, byte) => [character, byte]));
  const rest = { version: '1.0', post_processor: null, decoder: null };
  return {
    ...rest,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel(true),
    model: { type: 'BPE', dropout: null, vocab, merges: [] },
    ...change,
  };
}

export function byteLevel(use_regex: boolean): Step {
  return { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex } as Step;
}

/** Splits by a pattern and nothing else. */
export function splitBy(Regex: string): Step {
  const split: Step = { type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false };
  return { type: 'Sequence', pretokenizers: [split, byteLevel(false)] };
}

/** The Rust crate's tokenizer of a `tokenizer.json`. */
export function rustTokenizer(json: TokenizerJson): RustTokenizer {
  const folder = mkdtempSync(path.join(tmpdir(), 'tuneset-bpe-'));
  try {
    const file = path.join(folder, 'tokenizer.json');
    writeFileSync(file, JSON.stringify(json));
    return RustTokenizer.fromFile(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function rustIds(rust: RustTokenizer, text: string): Promise<number[]> {
  return (await rust.encode(text, null, { addSpecialTokens: false })).getIds();
}

/** The pre-tokens that the crate makes of a text, with a tokenizer whose ids are bytes. */
export async function rustPieces(rust: RustTokenizer, text: string): Promise<string[]> {
  const encoding = await rust.encode(text, null, { addSpecialTokens: false });
  const words = encoding.getWordIds();
  const pieces: number[][] = [];
  for (const [i, byte] of encoding.getIds().entries()) {
    if (i === 0 || words[i] !== words[i - 1]) pieces.push([]);
    pieces.at(-1)!.push(byte);
  }
  return pieces.map((bytes) => Buffer.from(bytes).toString());
}

export function ownTokenizer(parts: BpeParts): ByteLevelBpe {
  return new ByteLevelBpe({ id: 'x', name: 'x', named: {}, chatTemplates: {} }, parts);
}
