/**
 * The 256 characters in which byte-level BPE writes bytes: printable Latin-1 characters stand for themselves, the others follow from
 * U+0100 on (openai/gpt-2, src/encoder.py, `bytes_to_unicode`).
 */
export const characterOfByte: readonly string[] = makeAlphabet();

const byteOfCharacter = new Map(characterOfByte.map((character, byte) => [character, byte]));

/** The byte that a character stands for, undefined if it stands for none. */
export function byteOf(character: string): number | undefined {
  return byteOfCharacter.get(character);
}

function makeAlphabet(): string[] {
  const isItself = (byte: number): boolean =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isItself(byte) ? byte : next++));
}
