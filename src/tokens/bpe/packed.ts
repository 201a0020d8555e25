import type { BpeModel } from './bpeModel';
import { readByteLevelBpe, readFrame, type BpeFrame, type BpeParts } from './readTokenizerJson';
import type { TokenizerJson } from './tokenizerJson';

/**
 * A byte-level BPE without its texts: a merge is two ids, and the vocabulary follows from the merges. The layout, in bytes, little-endian:
 * length of the header (4) · header (JSON, UTF-8) · nine planes of one byte a merge: low, middle and high byte of the left id, of the
 * right id, and of the step from one result to the next. Planes compress better than records.
 */
interface Header {
  /** The `tokenizer_config.json`, which names the special tokens and holds the chat template. */
  readonly config: TokenizerConfig;
  readonly frame: BpeFrame;
  readonly byteIds: readonly number[];
  readonly others: readonly (readonly [number, readonly number[]])[];
  readonly merges: number;
}

const PLANES = 3;

export type TokenizerConfig = Readonly<Record<string, unknown>>;

/** @throws Error if the tokenizer is not a byte-level BPE, or has ids of more than 24 bits */
export function pack(json: TokenizerJson, config: TokenizerConfig): Uint8Array {
  const parts = readByteLevelBpe(json);
  if (!parts) throw new Error('This is no byte-level BPE.');
  const { model } = parts;
  const { vocab: _vocab, merges: _merges, ...modelFrame } = json.model;
  const header: Header = {
    config,
    frame: {
      added_tokens: parts.addedTokens,
      normalizer: json.normalizer ?? null,
      pre_tokenizer: json.pre_tokenizer ?? null,
      model: modelFrame,
    },
    byteIds: [...model.byteIds],
    others: [...model.others].map(([id, bytes]) => [id, [...bytes]]),
    merges: model.result.length,
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const steps = model.result.map((id, rank) => id - (model.result[rank - 1] ?? 0));
  const planes = [model.left, model.right, steps].map(toPlanes);
  const packed = new Uint8Array(4 + head.length + planes.reduce((sum, plane) => sum + plane.length, 0));
  new DataView(packed.buffer).setUint32(0, head.length, true);
  packed.set(head, 4);
  let at = 4 + head.length;
  for (const plane of planes) {
    packed.set(plane, at);
    at += plane.length;
  }
  return packed;
}

/** The inverse of {@link pack}. @throws Error if the bytes aren't what it made */
export function unpack(packed: Uint8Array): { readonly parts: BpeParts; readonly config: TokenizerConfig } {
  const headLength = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const head = new TextDecoder().decode(packed.subarray(4, 4 + headLength));
  const { config, frame, byteIds, others, merges } = JSON.parse(head) as Header;
  const read = readFrame(frame);
  if (!read || packed.length !== 4 + headLength + merges * PLANES * 3)
    throw new Error('The packed tokenizer is damaged.');
  const table = (index: number): Int32Array => {
    const start = 4 + headLength + index * merges * PLANES;
    return fromPlanes(packed.subarray(start, start + merges * PLANES), merges);
  };
  const result = table(2);
  for (let rank = 1; rank < merges; rank++) result[rank]! += result[rank - 1]!;
  const model: BpeModel = {
    byteIds: Int32Array.from(byteIds),
    left: table(0),
    right: table(1),
    result,
    ignoreMerges: frame.model.ignore_merges ?? false,
    others: new Map(others.map(([id, bytes]) => [id, Uint8Array.from(bytes)])),
  };
  return { parts: { model, ...read }, config };
}

/** Numbers of 24 bits with sign as three planes. */
function toPlanes(values: Int32Array): Uint8Array {
  const planes = new Uint8Array(values.length * PLANES);
  for (const [i, value] of values.entries()) {
    if (value < -0x800000 || value > 0x7fffff) throw new Error(`${value} doesn't fit into 24 bits.`);
    for (let plane = 0; plane < PLANES; plane++) planes[plane * values.length + i] = value >> (8 * plane);
  }
  return planes;
}

function fromPlanes(planes: Uint8Array, count: number): Int32Array {
  const values = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const high = planes[2 * count + i]!;
    values[i] = ((high << 24) >> 8) | (planes[count + i]! << 8) | planes[i]!;
  }
  return values;
}
