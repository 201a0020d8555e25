import { byteOf, characterOfByte } from './byteAlphabet';
import type { BpeJson } from './tokenizerJson';

/**
 * The two tables of a byte-level BPE as numbers. A merge's rank is its place: `left[rank]` and `right[rank]` become `result[rank]`.
 */
export interface BpeModel {
  /** The token of each single byte, length 256. */
  readonly byteIds: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly result: Int32Array;
  /** True if a whole pre-token that is in the vocabulary is taken as it is, whatever the merges say (Llama 3). */
  readonly ignoreMerges: boolean;
  /** The bytes of ordinary tokens that no merge makes of bytes, of these tokens, and of what the merges before it make; by id. */
  readonly others: ReadonlyMap<number, Uint8Array>;
}

/** Ids are whole numbers below this. */
const ID_LIMIT = 2 ** 24;

/** The ids of a vocabulary by the tokens' texts; undefined if they aren't whole numbers below 2^24, each for one token. */
export function readVocabulary(vocab: BpeJson['vocab']): ReadonlyMap<string, number> | undefined {
  const ids = new Map(Object.entries(vocab));
  for (const id of ids.values()) if (!Number.isInteger(id) || id < 0 || id >= ID_LIMIT) return undefined;
  return new Set(ids.values()).size === ids.size ? ids : undefined;
}

/**
 * Reads the tables of a `tokenizer.json`.
 *
 * @returns undefined where a byte or a part of a merge is not in the vocabulary: this is no byte-level BPE
 */
export function readModel(json: BpeJson, ids: ReadonlyMap<string, number>): BpeModel | undefined {
  const byteIds = Int32Array.from(characterOfByte, (character) => ids.get(character) ?? -1);
  const count = json.merges.length;
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const result = new Int32Array(count);
  for (const [rank, merge] of json.merges.entries()) {
    const pair = readMerge(merge);
    if (!pair) return undefined;
    left[rank] = ids.get(pair[0]) ?? -1;
    right[rank] = ids.get(pair[1]) ?? -1;
    result[rank] = ids.get(pair[0] + pair[1]) ?? -1;
  }
  if ([byteIds, left, right, result].some((table) => table.includes(-1))) return undefined;
  const tables = { byteIds, left, right, result };
  return { ...tables, ignoreMerges: json.ignore_merges ?? false, others: otherTokens(ids, tables) };
}

/** `"a b"` or `["a", "b"]`. The crate skips texts that start as the first line of a `merges.txt` does. */
function readMerge(merge: unknown): readonly [string, string] | undefined {
  const pair: unknown = typeof merge === 'string' && !merge.startsWith('#version') ? merge.split(' ') : merge;
  if (!Array.isArray(pair) || pair.length !== 2) return undefined;
  const [left, right] = pair as unknown[];
  return typeof left === 'string' && typeof right === 'string' ? [left, right] : undefined;
}

type Tables = Pick<BpeModel, 'byteIds' | 'left' | 'right' | 'result'>;

function otherTokens(ids: ReadonlyMap<string, number>, { byteIds, left, right, result }: Tables): BpeModel['others'] {
  const merged = new Set([...byteIds, ...result]);
  const known = new Set([...byteIds, ...[...ids.values()].filter((id) => !merged.has(id))]);
  const unordered = new Set<number>();
  for (const [rank, id] of result.entries()) {
    if (known.has(id)) continue;
    if (!known.has(left[rank]!) || !known.has(right[rank]!)) unordered.add(id);
    known.add(id);
  }
  const others = new Map<number, Uint8Array>();
  for (const [token, id] of ids) {
    const bytes = merged.has(id) && !unordered.has(id) ? undefined : bytesOfToken(token);
    if (bytes) others.set(id, bytes);
  }
  return others;
}

/** Undefined for a token that isn't written in the byte alphabet: an added one. */
function bytesOfToken(token: string): Uint8Array | undefined {
  const bytes = Array.from(token, byteOf);
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : undefined;
}
