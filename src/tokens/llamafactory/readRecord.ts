import { JsonDecodeError, loads } from './python/json';

/**
 * What JavaScript's numbers and objects lose: floats that are whole (`1.0`, `1e5`), ints of more than 15 digits, and the place of keys that
 * look like array indices. It may also match within strings, which costs time only.
 */
const LOST = /[[:,]\s*-?\d+(?:\.0*(?=[\s,\]}])|(?:\.\d+)?[eE]|\d{15})|"\d+"\s*:/;

/**
 * Parses a record so that nothing is lost that LLaMA-Factory would train on: objects as tools or arguments of calls are written out again.
 * Only records that need it take the slower way.
 *
 * @throws SyntaxError if the text is no JSON
 */
export function readRecord(text: string): unknown {
  if (!LOST.test(text)) return JSON.parse(text);
  try {
    return loads(text);
  } catch (error) {
    if (error instanceof JsonDecodeError) return JSON.parse(text);
    throw error;
  }
}
