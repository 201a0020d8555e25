import type { AnswerToken } from '../answer';
import { tokenPlaces } from './tokenPlaces';

/** Of a character, in UTF-8. */
const MOST_BYTES = 4;

/** Special tokens of chat templates: an answer ends there, or another turn begins. */
const SPECIAL =
  /^(?:<\|[^|<>\s]{1,60}\|>|<｜[^｜<>]{1,60}｜>|<\/?s>|<(?:eos|bos|pad|unk|end_of_turn|start_of_turn)>|\[\/?INST\])$/;

type Told = Pick<AnswerToken, 'text' | 'bytes'>;

/**
 * The beginning of an answer with which a model is to go on from a token, with another one in its place.
 *
 * @param prefill what the answer itself was begun with; it is not part of its content
 * @param alternative null: the answer is cut before the token
 * @returns null: the token isn't part of the content, or the beginning would end within a character or with a special token, which a request can't say
 */
export function continueFrom(
  tokens: readonly Told[],
  content: string,
  prefill: string,
  index: number,
  alternative: Told | null,
): string | null {
  const place = tokenPlaces(tokens, content)[index] ?? null;
  if (place === null) return null;
  const before = prefill + content.slice(0, place.start);
  const fragment = fragmentBefore(tokens, index);
  if (fragment === null) return null;
  if (alternative === null) return fragment.length === 0 ? before : null;
  const bytes = bytesOf(alternative);
  if (bytes === null || SPECIAL.test(alternative.text)) return null;
  const text = wholeText([...fragment, ...bytes]);
  return text === null ? null : before + text;
}

/** The bytes of the character that is not complete before a token; null: not known. */
function fragmentBefore(tokens: readonly Told[], index: number): readonly number[] | null {
  const bytes: number[] = [];
  for (let at = index - 1; at >= 0 && bytes.length < MOST_BYTES; at--) {
    const own = bytesOf(tokens[at]!);
    if (own === null) return null;
    bytes.unshift(...own);
  }
  return incompleteEnd(bytes);
}

function incompleteEnd(bytes: readonly number[]): readonly number[] {
  const first = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
  const end = first === -1 ? [] : bytes.slice(first);
  return end.length > 0 && end.length < lengthOfCharacter(end[0]!) ? end : [];
}

function bytesOf({ text, bytes }: Told): readonly number[] | null {
  return bytes ?? (text === '' ? null : [...new TextEncoder().encode(text)]);
}

function lengthOfCharacter(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : MOST_BYTES;
}

/** Null if bytes are no whole characters. */
function wholeText(bytes: readonly number[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
