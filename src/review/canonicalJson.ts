/**
 * A JSON value's text as it is for all values that say the same: no white space between tokens, members sorted by key, strings with the escapes that
 * `JSON.stringify` writes. Unlike RFC 8785 it leaves numbers as they are written, because a trainer tells `1.0` from `1`, and two long integers may be
 * the same to JavaScript; and of members with one key it keeps all, in their order.
 *
 * @param json a JSON value, or what somebody takes for one
 * @returns undefined if its brackets, commas or escapes are no JSON's
 */
export function canonicalJson(json: string): string | undefined {
  const reader = new Reader(json);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const SPACE = /[ \t\r\n]*/y;
/** A number or a word. */
const BARE = /[-+.\w]+/y;
/** No trainer reads a record with more brackets in one another; see the rule `json-depth`. */
const MAX_DEPTH = 1000;

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly json: string) {}

  whole(): string {
    const text = this.value();
    return this.at === this.json.length ? text : this.fail();
  }

  /** A value with the white space around it. */
  private value(): string {
    this.skip(SPACE);
    const first = this.json[this.at];
    const text =
      first === '{' ? this.object() : first === '[' ? this.list() : first === '"' ? this.string() : this.bare();
    this.skip(SPACE);
    return text;
  }

  private object(): string {
    const members: [key: string, value: string][] = [];
    this.items('}', () => {
      this.skip(SPACE);
      const key = this.string();
      this.skip(SPACE);
      if (!this.passes(':')) this.fail();
      members.push([key, this.value()]);
    });
    // Stable: members with the same key stay in their order.
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, value]) => `${key}:${value}`).join(',')}}`;
  }

  private list(): string {
    const values: string[] = [];
    this.items(']', () => values.push(this.value()));
    return `[${values.join(',')}]`;
  }

  private items(close: string, read: () => void): void {
    if (++this.depth > MAX_DEPTH) this.fail();
    this.at++;
    this.skip(SPACE);
    if (!this.passes(close)) {
      do read();
      while (this.passes(','));
      if (!this.passes(close)) this.fail();
    }
    this.depth--;
  }

  private string(): string {
    const { json, at: start } = this;
    if (json[start] !== '"') this.fail();
    let end = start;
    do {
      end = json.indexOf('"', end + 1);
      if (end < 0) this.fail();
    } while (isEscaped(json, end));
    this.at = end + 1;
    const text = json.slice(start, this.at);
    // All other escapes are written as JSON.stringify does.
    return text.includes('\\u') || text.includes('\\/') ? JSON.stringify(JSON.parse(text)) : text;
  }

  private bare(): string {
    const start = this.at;
    this.skip(BARE);
    return this.at > start ? this.json.slice(start, this.at) : this.fail();
  }

  private passes(unit: string): boolean {
    const isThere = this.json[this.at] === unit;
    if (isThere) this.at++;
    return isThere;
  }

  /** Leaves the place as it is where the pattern finds nothing. */
  private skip(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    if (pattern.test(this.json)) this.at = pattern.lastIndex;
  }

  private fail(): never {
    throw new SyntaxError();
  }
}

/** True if an odd number of backslashes stands before the offset. */
function isEscaped(json: string, at: number): boolean {
  let first = at;
  while (json[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}
