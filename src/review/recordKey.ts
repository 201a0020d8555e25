import { canonicalJson } from './canonicalJson';

/**
 * What a record is known by in reviews: the SHA-256 (hex) of what it says. White space between tokens, the order of keys, escapes and the record's place
 * make no difference; every other change does. What is no JSON goes by its text.
 *
 * @param record the record's text, without what surrounds it
 * @param sha256 gives the SHA-256 (hex) of a text in UTF-8
 */
export function recordKey(record: string, sha256: (text: string) => string): string {
  return sha256(canonicalJson(record) ?? record);
}
