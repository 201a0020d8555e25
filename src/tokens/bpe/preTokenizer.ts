import { translatePattern } from './pattern';
import type { Step } from './tokenizerJson';

/** Splits a text into pre-tokens, within which BPE merges. */
export type PreTokenizer = (text: string) => readonly string[];

/** GPT-2's pattern, which `ByteLevel` uses by itself (tokenizers/src/pre_tokenizers/byte_level.rs). */
const GPT_2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

/** One split: the text's matches, with or without what lies between them. */
interface Split {
  readonly pattern: RegExp;
  readonly dropsGaps: boolean;
}

/**
 * The pre-tokenizer that a `tokenizer.json` describes; undefined if it isn't one for byte-level BPE or if it does something that
 * isn't known here.
 */
export function readPreTokenizer(step: Step | null | undefined): PreTokenizer | undefined {
  if (!step) return undefined;
  const steps = step.type === 'Sequence' ? (step.pretokenizers ?? []) : [step];
  const byteLevel = steps.at(-1);
  if (byteLevel?.type !== 'ByteLevel' || byteLevel.add_prefix_space) return undefined;
  const splits = steps.slice(0, -1).map(readSplit);
  if (byteLevel.use_regex ?? true) splits.push({ pattern: translatePattern(GPT_2)!, dropsGaps: false });
  if (!splits.every((split) => split !== undefined)) return undefined;
  if (splits.length === 1) return (text) => apply(splits[0]!, text);
  return (text) =>
    splits.reduce<readonly string[]>((parts, split) => parts.flatMap((part) => apply(split, part)), [text]);
}

function readSplit(step: Step): Split | undefined {
  if (step.type === 'Digits')
    return { pattern: translatePattern(step.individual_digits ? '\\p{N}' : '\\p{N}+')!, dropsGaps: false };
  if (step.type !== 'Split') return undefined;
  const dropsGaps = step.behavior === 'Removed' && step.invert === true;
  if (!dropsGaps && step.behavior !== 'Isolated') return undefined;
  const source = step.pattern?.Regex ?? step.pattern?.String?.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const pattern = source ? translatePattern(source) : undefined;
  return pattern && { pattern, dropsGaps };
}

function apply({ pattern, dropsGaps }: Split, text: string): readonly string[] {
  const matches = text.match(pattern);
  if (!matches) return dropsGaps ? [] : [text];
  if (dropsGaps) return matches;
  let length = 0;
  for (const match of matches) length += match.length;
  return length === text.length ? matches : withGaps(matches, text);
}

function withGaps(matches: readonly string[], text: string): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of matches) {
    const start = text.indexOf(match, end);
    if (start > end) parts.push(text.slice(end, start));
    parts.push(match);
    end = start + match.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
