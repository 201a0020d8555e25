/**
 * What stands between the quotes of a JSON string, escapes and all. Text that is only moved stays in this form, so that not one of its escapes changes.
 */
export type RawText = string & { readonly rawText: never };

/** JSON text of one value, as it stands in the data or as it was composed. */
export type RawJson = string & { readonly rawJson: never };

/** A property of an object: its name, and its value's JSON text. */
export type Member = readonly [name: string, value: RawJson];

export const EMPTY = '' as RawText;

/** Text as it is written in a JSON string. */
export function rawTextOf(text: string): RawText {
  return JSON.stringify(text).slice(1, -1) as RawText;
}

/** The text that is meant. */
export function textOf(raw: RawText): string {
  return JSON.parse(`"${raw}"`) as string;
}

export function joined(parts: readonly RawText[], separator = ''): RawText {
  return parts.join(rawTextOf(separator)) as RawText;
}

export function rawJson(text: string): RawJson {
  return text as RawJson;
}

/** A JSON string. */
export function quoted(raw: RawText): RawJson {
  return rawJson(`"${raw}"`);
}

/** A JSON string that holds JSON text, on one line. */
export function nested(value: RawJson): RawJson {
  return rawJson(JSON.stringify(value));
}

export function object(members: readonly Member[]): RawJson {
  return rawJson(`{${members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`);
}

export function list(items: readonly RawJson[]): RawJson {
  return rawJson(`[${items.join(', ')}]`);
}
