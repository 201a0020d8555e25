import { isJsonObject } from '../../dataset/jsonObject';
import { literalPattern, parsePattern } from './pattern/parse';
import { SplitPattern, type Span } from './pattern/splitPattern';
import type { Pattern } from './pattern/syntax';
import type { Step } from './tokenizerJson';

/** GPT-2's pattern, which `ByteLevel` uses by itself (tokenizers/src/pre_tokenizers/byte_level.rs). */
const GPT_2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** What Rust's `char::is_numeric` takes: numbers of Unicode 17, of which Unicode 16 lacks one block. */
const DIGIT: Pattern = { type: 'character', source: '[\\p{N}\\u{11de0}-\\u{11de9}]' };
const DIGITS: Pattern = { type: 'repeat', part: DIGIT, min: 1, max: Infinity, isLazy: false };

/** Of longer texts the pre-tokens come one by one, not all at once. In UTF-16 units. */
const LONG = 1 << 20;

/** One split: the text's matches, with or without what lies between them. */
interface Split {
  readonly pattern: SplitPattern;
  readonly dropsGaps: boolean;
}

/** Splits a text into pre-tokens, within which BPE merges. What a split drops is in none of them. */
export class PreTokenizer {
  readonly #splits: readonly Split[];

  /** @param splits each splits what the one before left; none leaves the text whole */
  constructor(splits: readonly Split[]) {
    this.#splits = splits;
  }

  /** The pre-tokens of a text without lone surrogates. */
  split(text: string): Iterable<string> {
    if (text.length > LONG) return this.#splitLong(text);
    const [first, ...others] = this.#splits;
    if (!first || text === '') return text === '' ? [] : [text];
    let parts = piecesOf(first, text);
    for (const split of others) parts = parts.flatMap((part) => piecesOf(split, part));
    return parts;
  }

  /** Where the pre-tokens are, in order. */
  *places(text: string): Generator<Span> {
    if (text !== '') yield* placesOf(this.#splits, text, 0);
  }

  *#splitLong(text: string): Generator<string> {
    for (const { start, end } of this.places(text)) yield text.slice(start, end);
  }
}

/**
 * The pre-tokenizer that a `tokenizer.json` describes; undefined if it isn't one for byte-level BPE or if it does something that
 * isn't known here.
 */
export function readPreTokenizer(step: Step | null | undefined): PreTokenizer | undefined {
  const steps = stepsOf(step);
  const byteLevel = steps?.at(-1);
  if (!steps || byteLevel?.type !== 'ByteLevel' || byteLevel.add_prefix_space) return undefined;
  const splits = steps.slice(0, -1).map(readSplit);
  if (byteLevel.use_regex ?? true) splits.push(splitAt(parsePattern(GPT_2), false));
  return splits.every((split) => split !== undefined) ? new PreTokenizer(splits) : undefined;
}

function stepsOf(step: unknown): Step[] | undefined {
  if (!isJsonObject(step)) return undefined;
  const steps: unknown = step.type === 'Sequence' ? step.pretokenizers : [step];
  return Array.isArray(steps) && steps.every(isJsonObject) ? (steps as unknown as Step[]) : undefined;
}

function readSplit(step: Step): Split | undefined {
  if (step.type === 'Digits') return splitAt(step.individual_digits ? DIGIT : DIGITS, false);
  if (step.type !== 'Split') return undefined;
  const dropsGaps = step.behavior === 'Removed' && step.invert === true;
  if (!dropsGaps && step.behavior !== 'Isolated') return undefined;
  const { Regex: source, String: text }: { Regex?: unknown; String?: unknown } = step.pattern ?? {};
  if (typeof source === 'string') return splitAt(parsePattern(source), dropsGaps);
  return typeof text === 'string' ? splitAt(literalPattern(text), dropsGaps) : undefined;
}

function splitAt(parsed: Pattern | undefined, dropsGaps: boolean): Split | undefined {
  const pattern = SplitPattern.of(parsed);
  return pattern && { pattern, dropsGaps };
}

function piecesOf({ pattern, dropsGaps }: Split, text: string): readonly string[] {
  return dropsGaps ? pattern.matches(text) : pattern.split(text);
}

function* placesOf(splits: readonly Split[], text: string, offset: number): Generator<Span> {
  const [split, ...others] = splits;
  if (!split) {
    yield { start: offset, end: offset + text.length };
    return;
  }
  const spans = split.dropsGaps ? split.pattern.spans(text) : split.pattern.spansWithGaps(text);
  for (const { start, end } of spans) {
    if (others.length > 0) yield* placesOf(others, text.slice(start, end), offset + start);
    else yield { start: offset + start, end: offset + end };
  }
}
