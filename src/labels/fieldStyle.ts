import type { RecordField } from './recordFields';

/** How a record is written: what stands between two fields, and between a field's name and its value. */
export interface FieldStyle {
  /** The comma and the white space around it. */
  readonly comma: string;
  /** The colon and the white space around it. */
  readonly colon: string;
  /** Characters beyond ASCII are escaped. */
  readonly isAscii: boolean;
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const ESCAPED = /\\u(?!00[0-7])[0-9a-fA-F]{4}/;

/**
 * How a record is written at one of its fields.
 *
 * @param text the record
 * @param fields all of its fields
 * @param near index of the field beside which something is written
 */
export function styleAt(text: string, fields: readonly RecordField[], near: number): FieldStyle {
  const isAscii = !BEYOND_ASCII.test(text) && ESCAPED.test(text);
  const field = fields[near];
  if (!field) return { comma: ', ', colon: ': ', isAscii };
  const colon = text.slice(field.nameEnd, field.valueStart);
  const [first, second] = near > 0 ? [fields[near - 1]!, field] : [field, fields[1]];
  if (second) return { comma: text.slice(first.end, second.start), colon, isAscii };
  const before = text.slice(1, field.start);
  const space = before.includes('\n') ? before : colon.endsWith(' ') ? ' ' : '';
  return { comma: `,${space}`, colon, isAscii };
}

/** A value as it is written in that style. A list is laid out like the one in its place, else on one line. */
export function valueTextIn(value: unknown, style: FieldStyle, inPlaceOf?: string): string {
  const text = Array.isArray(value) ? listText(value as unknown[], style, inPlaceOf) : JSON.stringify(value);
  return style.isAscii ? text.replace(/[\u0080-\uffff]/g, escaped) : text;
}

function listText(items: readonly unknown[], style: FieldStyle, inPlaceOf: string | undefined): string {
  const { open, between, close } = listLayout(style, inPlaceOf);
  return `[${open}${items.map((item) => valueTextIn(item, style)).join(between)}${close}]`;
}

/** The white space of a list behind its bracket, between its items and before the closing bracket. */
function listLayout(style: FieldStyle, list = ''): { open: string; between: string; close: string } {
  const onOneLine = { open: '', between: /\s$/.test(style.comma) ? ', ' : ',', close: '' };
  const inner = /^\[(\s*)(?=\S)[^]*?(\s*)\]$/.exec(list);
  if (!inner || inner[0] === '[]') return onOneLine;
  const [, open, close] = inner as unknown as [string, string, string];
  return open.includes('\n') ? { open, between: `,${open}`, close } : { ...onOneLine, open, close };
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
