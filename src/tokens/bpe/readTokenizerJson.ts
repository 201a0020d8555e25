import { isJsonObject } from '../../dataset/jsonObject';
import { readAddedTokens } from './readAddedTokens';
import { readModel, readVocabulary, type BpeModel } from './bpeModel';
import { readPreTokenizer, type PreTokenizer } from './preTokenizer';
import type { AddedToken, BpeJson, TokenizerJson } from './tokenizerJson';

/** All that byte-level BPE needs. */
export interface BpeParts {
  readonly model: BpeModel;
  readonly addedTokens: readonly AddedToken[];
  readonly preTokenizer: PreTokenizer;
  readonly normalizes: boolean;
}

/** The parts of a `tokenizer.json` that stand beside the model's tables. */
export type BpeFrame = Pick<TokenizerJson, 'added_tokens' | 'normalizer' | 'pre_tokenizer'> & {
  readonly model: Omit<BpeJson, 'vocab' | 'merges'>;
};

/**
 * Reads a `tokenizer.json`.
 *
 * @returns undefined if it is something else than byte-level BPE, or asks for something that isn't known here
 */
export function readByteLevelBpe(json: TokenizerJson): BpeParts | undefined {
  if (!isJsonObject(json.model) || !isJsonObject(json.model.vocab) || !Array.isArray(json.model.merges))
    return undefined;
  const frame = readFrame(json);
  const ids = frame && readVocabulary(json.model.vocab);
  const addedTokens = ids && readAddedTokens(frame.addedTokens, ids, frame.normalizes);
  const model = addedTokens && readModel(json.model, ids);
  return model && { ...frame, model, addedTokens };
}

/** Reads what stands beside the tables. */
export function readFrame(frame: BpeFrame): Omit<BpeParts, 'model'> | undefined {
  const { model } = frame;
  const isPlain =
    (model.type ?? 'BPE') === 'BPE' &&
    !model.dropout &&
    !model.continuing_subword_prefix &&
    !model.end_of_word_suffix &&
    !model.byte_fallback;
  const normalizes = readNormalizer(frame.normalizer);
  const preTokenizer = readPreTokenizer(frame.pre_tokenizer);
  if (!isPlain || normalizes === undefined || !preTokenizer) return undefined;
  return { addedTokens: frame.added_tokens ?? [], preTokenizer, normalizes };
}

/** Does it normalise to NFC? Undefined if it does something else. */
function readNormalizer(step: unknown): boolean | undefined {
  if (step === null || step === undefined) return false;
  if (!isJsonObject(step)) return undefined;
  const steps: unknown = step.type === 'Sequence' ? step.normalizers : [step];
  if (!Array.isArray(steps) || steps.some((one) => !isJsonObject(one) || one.type !== 'NFC')) return undefined;
  return steps.length > 0;
}
