import { readModel, type BpeModel } from './bpeModel';
import { readPreTokenizer, type PreTokenizer } from './preTokenizer';
import type { AddedToken, BpeJson, Step, TokenizerJson } from './tokenizerJson';

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
  if (json.model.vocab === undefined || json.model.merges === undefined) return undefined;
  const frame = readFrame(json);
  const model = frame && readModel(json.model);
  return model && { model, ...frame };
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
  const addedTokens = frame.added_tokens ?? [];
  const normalizes = readNormalizer(frame.normalizer);
  const preTokenizer = readPreTokenizer(frame.pre_tokenizer);
  if (!isPlain || normalizes === undefined || !preTokenizer) return undefined;
  // A token that asks for word boundaries, or for the normalised text where that differs, takes the generic path.
  if (addedTokens.some((token) => token.single_word || (token.normalized && normalizes && !isAscii(token.content))))
    return undefined;
  return { addedTokens, preTokenizer, normalizes };
}

/** Does it normalise to NFC? Undefined if it does something else. */
function readNormalizer(step: Step | null | undefined): boolean | undefined {
  if (!step) return false;
  const steps = step.type === 'Sequence' ? (step.normalizers ?? []) : [step];
  if (steps.some(({ type }) => type !== 'NFC')) return undefined;
  return steps.length > 0;
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
