import { isUtf8 } from 'node:buffer';
import type { Fields } from '../../dataset/format';
import { isJsonObject } from '../../dataset/jsonObject';
import { utf8Of } from '../convert/sourceFile';

/** The text of bytes, one in each unit; undefined if they are no UTF-8, which could not be written back as they were. */
export function textOf(bytes: string): string | undefined {
  const utf8 = utf8Of(bytes);
  return isUtf8(utf8) ? utf8.toString('utf8') : undefined;
}

/** The record that a text is; undefined if it is no JSON object. */
export function recordIn(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
