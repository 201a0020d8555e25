/**
 * The parts of a `tokenizer.json` that byte-level BPE reads, as the Rust crate `tokenizers` writes it (serde tags `type`;
 * huggingface/tokenizers, tokenizers/src/tokenizer/serialization.rs).
 */
export interface TokenizerJson {
  readonly added_tokens?: readonly AddedToken[];
  readonly normalizer?: Step | null;
  readonly pre_tokenizer?: Step | null;
  readonly model: BpeJson;
}

/** The model without its two tables can be packed apart from them. */
export interface BpeJson {
  readonly type?: string;
  readonly dropout?: number | null;
  readonly continuing_subword_prefix?: string | null;
  readonly end_of_word_suffix?: string | null;
  readonly byte_fallback?: boolean;
  readonly ignore_merges?: boolean;
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (string | readonly [string, string])[];
}

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  readonly single_word?: boolean;
  readonly lstrip?: boolean;
  readonly rstrip?: boolean;
  readonly normalized?: boolean;
}

/** A normalizer or pre-tokenizer; a `Sequence` holds further ones. */
export interface Step {
  readonly type: string;
  readonly normalizers?: readonly Step[];
  readonly pretokenizers?: readonly Step[];
  readonly pattern?: { readonly Regex?: string; readonly String?: string };
  readonly behavior?: string;
  readonly invert?: boolean;
  readonly add_prefix_space?: boolean;
  readonly use_regex?: boolean;
  readonly individual_digits?: boolean;
}
