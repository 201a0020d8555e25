import { TransportError } from '../transport';

/** Bytes of a body that is read as a whole. The probabilities of a long prompt take some megabytes. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Bytes of an error's body that anybody looks at. */
export const MOST_ERROR_BYTES = 64 * 1024;

/** A body went on for longer than anything sensible. */
export class TooMuch extends Error {}

/** The chunks as text (UTF-8). @throws TooMuch, TransportError */
export async function* textsOf(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw new TooMuch();
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** @throws TooMuch, TransportError */
export async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of textsOf(body, MOST_BYTES)) text += piece;
  return text;
}

/** The beginning of an error's body, also where the connection breaks behind it. @throws TransportError if the caller ended it */
export async function readErrorText(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  try {
    for await (const piece of textsOf(body, MOST_ERROR_BYTES)) text += piece;
  } catch (error) {
    if (error instanceof TransportError && error.fault === 'aborted') throw error;
  }
  return text;
}
