import { createScanner } from 'jsonc-parser';

/** A field of a record, with its place; offsets are UTF-16 units of the text that was read. */
export interface RecordField {
  readonly name: string;
  /** Of the quote that opens the name. */
  readonly start: number;
  /** Behind the quote that closes the name. */
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The fields of a record in the order in which they are written; one that is there twice is told twice. Values may be nested to any depth.
 *
 * @param text a JSON object, sound
 */
export function recordFields(text: string): RecordField[] {
  const scanner = createScanner(text, true);
  const fields: RecordField[] = [];
  let depth = 0;
  let name: Pick<RecordField, 'name' | 'start' | 'nameEnd'> | undefined;
  let valueStart: number | undefined;
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const first = text[start];
    if (first === undefined) return fields;
    if (first === '}' || first === ']') depth--;
    if (depth === 1 && first !== ':' && first !== ',') {
      if (!name) {
        if (first === '"') name = { name: scanner.getTokenValue(), start, nameEnd: end };
      } else {
        valueStart ??= start;
        if (first !== '{' && first !== '[') {
          fields.push({ ...name, valueStart, end });
          name = valueStart = undefined;
        }
      }
    }
    if (first === '{' || first === '[') depth++;
  }
}
