import type { Format } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { allTurns } from '../../dataset/sample';

/** Characters of a shingle. Characters, not words: Chinese has no spaces. */
const LENGTH = 5;

/** The text by which records are compared: what is said in it, without the system prompt that many records share. */
export function comparedText(record: unknown, format: Format | undefined): string {
  const said =
    format && isJsonObject(record)
      ? allTurns(format.read(record))
          .filter(({ role }) => role !== 'system')
          .map(({ content }) => content)
          .join('\n')
      : '';
  return normalized(said.trim() === '' ? textsIn(record).join('\n') : said);
}

/** NFKC, without differences of case and without white space. */
export function normalized(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().replace(/\s+/gu, '');
}

/** All texts of a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as unknown[]).flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** A text's shingles as hashes of 32 bits, each once, in ascending order. */
export function shinglesOf(text: string): Uint32Array {
  const all = new Uint32Array(Math.max(0, text.length - LENGTH + 1));
  for (let at = 0; at < all.length; at++) all[at] = hash(text, at, at + LENGTH, 0x811c9dc5);
  all.sort();
  let count = 0;
  for (const shingle of all) if (count === 0 || shingle !== all[count - 1]) all[count++] = shingle;
  return all.subarray(0, count);
}

/** FNV-1a over UTF-16 units, with the last mixing of MurmurHash3, so that every bit depends on every unit. */
export function hash(text: string, from: number, to: number, seed: number): number {
  let value = seed;
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** True if the sets share at least as large a part of all that is in either of them (Jaccard's index). */
export function areSimilar(a: Uint32Array, b: Uint32Array, atLeast: number): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < atLeast * Math.max(a.length, b.length)) return false;
  // |A ∩ B| / |A ∪ B| ≥ t  ⇔  |A ∩ B| ≥ t / (1 + t) · (|A| + |B|)
  const needed = (atLeast / (1 + atLeast)) * (a.length + b.length);
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (shared + Math.min(a.length - i, b.length - j) < needed - 1e-9) return false;
    const [left, right] = [a[i]!, b[j]!];
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return shared >= needed - 1e-9;
}
