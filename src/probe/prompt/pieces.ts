import { byteOf } from '../../tokens/bpe/byteAlphabet';

/** A token's own bytes (UTF-8), and the text that it completes: '' for one that ends within a character. */
export interface Piece {
  readonly bytes: readonly number[];
  readonly text: string;
}

/** How SentencePiece writes a single byte, and a space (google/sentencepiece, `--byte_fallback`, `kSpaceSymbol`). */
const BYTE_PIECE = /^<0x([0-9A-F]{2})>$/;
const SPACE_PIECE = '▁';

const utf8 = new TextEncoder();

/**
 * Tokens as a vocabulary writes them (`Ġthe`, `▁the`, `<0x0A>`), as vLLM's `token_strs` has them, in a row.
 * A row with a `▁` is SentencePiece's, any other one byte-level BPE's, in which a token with other characters is an added one.
 */
export function piecesOfVocabulary(written: readonly string[]): Piece[] {
  const isSentencePiece = written.some((piece) => piece.includes(SPACE_PIECE));
  return piecesOfBytes(written.map(isSentencePiece ? bytesOfSentencePiece : bytesOfByteLevel));
}

/** The text of each token, so that all of them in a row are the text. */
export function piecesOfBytes(bytes: readonly (readonly number[])[]): Piece[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return bytes.map((own, index) => {
    const isLast = index === bytes.length - 1;
    return { bytes: own, text: decoder.decode(Uint8Array.from(own), { stream: !isLast }) };
  });
}

function bytesOfSentencePiece(piece: string): number[] {
  const byte = BYTE_PIECE.exec(piece)?.[1];
  return byte === undefined ? [...utf8.encode(piece.replaceAll(SPACE_PIECE, ' '))] : [Number.parseInt(byte, 16)];
}

function bytesOfByteLevel(piece: string): number[] {
  const bytes = Array.from(piece, (character) => byteOf(character));
  return bytes.every((byte) => byte !== undefined) ? bytes : [...utf8.encode(piece)];
}
