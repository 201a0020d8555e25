import type { Rule } from './rule';

const encoder = new TextEncoder();

/** Matches texts that hold a clue of one of the rules, also where a text holds the bytes of UTF-8, one in each unit; undefined if there are no clues. */
export function clueIn(rules: readonly Rule[]): RegExp | undefined {
  const clues = new Set(rules.flatMap((rule) => rule.clues ?? []).flatMap((clue) => [clue, asBytes(clue)]));
  if (clues.size === 0) return undefined;
  // A character may be written as an escape, which hides any clue.
  return new RegExp(['\\u', ...clues].map((clue) => clue.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'));
}

/** True for a text that one of the rules suspects; undefined if none suspects any. */
export function suspicionOf(rules: readonly Rule[]): ((text: string) => boolean) | undefined {
  const suspecting = rules.filter((rule) => rule.suspects);
  return suspecting.length === 0 ? undefined : (text) => suspecting.some((rule) => rule.suspects!(text));
}

function asBytes(text: string): string {
  return String.fromCharCode(...encoder.encode(text));
}
