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
  /** The bytes of ordinary tokens that no merge makes, by id. */
  readonly others: ReadonlyMap<number, Uint8Array>;
}

/**
 * Reads the tables of a `tokenizer.json`.
 *
 * @returns undefined where a byte or a part of a merge is not in the vocabulary: this is no byte-level BPE
 */
export function readModel(json: BpeJson): BpeModel | undefined {
  const ids = new Map(Object.entries(json.vocab));
  const byteIds = Int32Array.from(characterOfByte, (character) => ids.get(character) ?? -1);
  const count = json.merges.length;
  const left = new Int32Array(count);
  const right = new Int32Array(count);
  const result = new Int32Array(count);
  for (const [rank, merge] of json.merges.entries()) {
    const space = typeof merge === 'string' ? merge.indexOf(' ') : 0;
    const [a, b] = typeof merge === 'string' ? [merge.slice(0, space), merge.slice(space + 1)] : merge;
    left[rank] = ids.get(a) ?? -1;
    right[rank] = ids.get(b) ?? -1;
    result[rank] = ids.get(a + b) ?? -1;
  }
  if ([byteIds, left, right, result].some((table) => table.includes(-1))) return undefined;
  const made = new Set([...byteIds, ...result]);
  const others = new Map<number, Uint8Array>();
  for (const [token, id] of ids) {
    const bytes = made.has(id) ? undefined : bytesOfToken(token);
    if (bytes) others.set(id, bytes);
  }
  return { byteIds, left, right, result, ignoreMerges: json.ignore_merges ?? false, others };
}

/** Undefined for a token that isn't written in the byte alphabet: an added one. */
function bytesOfToken(token: string): Uint8Array | undefined {
  const bytes = Array.from(token, byteOf);
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : undefined;
}

/** The bytes of every ordinary token, by id. */
export function tokenBytes(model: BpeModel): (Uint8Array | undefined)[] {
  const bytes: (Uint8Array | undefined)[] = [];
  for (const [id, other] of model.others) bytes[id] = other;
  for (const [byte, id] of model.byteIds.entries()) bytes[id] = Uint8Array.of(byte);
  for (const [rank, id] of model.result.entries()) {
    const left = bytes[model.left[rank]!];
    const right = bytes[model.right[rank]!];
    if (!left || !right) continue;
    const joined = new Uint8Array(left.length + right.length);
    joined.set(left);
    joined.set(right, left.length);
    bytes[id] = joined;
  }
  return bytes;
}
