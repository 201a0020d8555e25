import type { BpeModel } from './bpeModel';

/** The bytes of a model's ordinary tokens, one behind the other in a single array. */
export class TokenBytes {
  readonly #bytes: Uint8Array;
  /** By id; a length of 0 is no token. */
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;

  constructor(model: BpeModel) {
    const highest = [model.byteIds, model.result, model.others.keys()].map(maximum);
    this.#starts = new Int32Array(Math.max(...highest) + 1);
    this.#lengths = new Int32Array(this.#starts.length);
    for (const [id, { length }] of model.others) this.#lengths[id] = length;
    for (const id of model.byteIds) this.#lengths[id] = 1;
    const making: number[] = [];
    for (const [rank, id] of model.result.entries()) {
      const left = this.#lengths[model.left[rank]!]!;
      const right = this.#lengths[model.right[rank]!]!;
      if (left === 0 || right === 0 || this.#lengths[id] !== 0) continue;
      this.#lengths[id] = left + right;
      making.push(rank);
    }
    let size = 0;
    for (const [id, length] of this.#lengths.entries()) {
      this.#starts[id] = size;
      size += length;
    }
    this.#bytes = new Uint8Array(size);
    this.#fill(model, making);
  }

  /** Bytes of a token; 0 for what is none. */
  lengthOf(id: number): number {
    return this.#lengths[id] ?? 0;
  }

  get(id: number): Uint8Array {
    const start = this.#starts[id] ?? 0;
    return this.#bytes.subarray(start, start + this.lengthOf(id));
  }

  /** The tokens that are whole UTF-8, by their texts. */
  texts(): Map<string, number> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const texts = new Map<string, number>();
    for (const [id, length] of this.#lengths.entries()) {
      try {
        if (length > 0) texts.set(decoder.decode(this.get(id)), id);
      } catch {
        // A part of a character.
      }
    }
    return texts;
  }

  /** @param making the first merge of each token that is made of tokens before it */
  #fill({ byteIds, left, right, result, others }: BpeModel, making: readonly number[]): void {
    for (const [id, bytes] of others) this.#bytes.set(bytes, this.#starts[id]);
    for (const [byte, id] of byteIds.entries()) this.#bytes[this.#starts[id]!] = byte;
    for (const rank of making) {
      const start = this.#starts[result[rank]!]!;
      const bytes = this.get(left[rank]!);
      this.#bytes.set(bytes, start);
      this.#bytes.set(this.get(right[rank]!), start + bytes.length);
    }
  }
}

function maximum(ids: Iterable<number>): number {
  let most = 0;
  for (const id of ids) most = Math.max(most, id);
  return most;
}
