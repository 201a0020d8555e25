import { isJsonObject } from '../../dataset/jsonObject';
import { modelTypeOf } from './modelFiles';
import { partsOf, type Part } from './tokenizerParts';

/**
 * What of a tokenizer `@huggingface/transformers` 4.3.1 does otherwise than the Rust crate `tokenizers`, with which models are trained. A
 * list of what is known to be equal, not of what is known to differ: counts with anything else are marked as approximate.
 *
 * @param tokenizer a `tokenizer.json`
 * @returns the parts by their names there; empty if counts are exact
 */
export function inexactParts(tokenizer: Readonly<Record<string, unknown>>): string[] {
  const normalizers = partsOf(tokenizer.normalizer);
  const preTokenizers = partsOf(tokenizer.pre_tokenizer);
  return [
    ...normalizers.filter((part) => !isEqualNormalizer(part)).map(({ type }) => type),
    ...preTokenizers.filter((part) => !isEqualPreTokenizer(part, normalizers)).map(({ type }) => type),
    ...inexactModel(tokenizer),
    ...inexactAddedTokens(tokenizer, normalizers),
  ];
}

function isEqualNormalizer({ type, pattern }: Part): boolean {
  if (type === 'Replace') return isPlain(pattern);
  return ['Prepend', 'NFC', 'NFD', 'NFKC', 'NFKD', 'Lowercase', 'BertNormalizer'].includes(type);
}

function isEqualPreTokenizer({ type, pattern, behavior, invert }: Part, normalizers: readonly Part[]): boolean {
  if (type === 'Metaspace' || type === 'BertPreTokenizer') return true;
  if (type !== 'Split' || invert === true || !isJsonObject(pattern) || typeof pattern.String !== 'string') return false;
  // Gemma splits at spaces, of which its normalizer leaves none.
  const replaced = normalizers.some((part) => isJsonObject(part.pattern) && part.pattern.String === pattern.String);
  return replaced || behavior === 'Isolated';
}

/** Texts, and the runs of spaces that Unigram models shorten; other expressions are translated from Oniguruma's syntax. */
function isPlain(pattern: unknown): boolean {
  return isJsonObject(pattern) && (typeof pattern.String === 'string' || pattern.Regex === ' {2,}');
}

function inexactModel(tokenizer: Readonly<Record<string, unknown>>): string[] {
  const { model } = tokenizer;
  if (!isJsonObject(model)) return [];
  const type = modelTypeOf(tokenizer);
  const unlike =
    (type === 'BPE' && ['dropout', 'continuing_subword_prefix', 'end_of_word_suffix']) ||
    (type === 'Unigram' && ['byte_fallback']) ||
    [];
  return unlike.filter((field) => Boolean(model[field]));
}

function inexactAddedTokens(tokenizer: Readonly<Record<string, unknown>>, normalizers: readonly Part[]): string[] {
  const added = Array.isArray(tokenizer.added_tokens) ? tokenizer.added_tokens.filter(isJsonObject) : [];
  const prepends = normalizers.some(({ type }) => type === 'Prepend');
  return [
    ...(added.some((token) => token.single_word === true) ? ['single_word'] : []),
    ...(prepends && added.some((token) => token.normalized === true) ? ['normalized'] : []),
  ];
}
