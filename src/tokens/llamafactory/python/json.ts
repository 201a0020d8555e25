import { reprFloat } from './text';
import { entries, isFloat, isList, PythonDate, PythonFloat, type PythonValue } from './value';
import { typeError } from './error';

/** The text is no JSON to Python (`json.JSONDecodeError`). */
export class JsonDecodeError extends Error {}

/**
 * `json.loads`: ints keep all their digits, floats stay floats, keys keep their order, and `NaN`, `Infinity` and `-Infinity` are numbers.
 *
 * @throws JsonDecodeError if the text is no JSON
 */
export function loads(text: string): PythonValue {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const WORDS: readonly (readonly [string, PythonValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new PythonFloat(NaN)],
  ['Infinity', new PythonFloat(Infinity)],
  ['-Infinity', new PythonFloat(-Infinity)],
];

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): PythonValue {
    this.space();
    const char = this.text[this.at];
    if (char === '"') return this.string();
    if (char === '[') return this.list();
    if (char === '{') return this.dict();
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.at));
    if (!word) return this.number();
    this.at += word[0].length;
    return word[1];
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw new JsonDecodeError();
  }

  private list(): PythonValue[] {
    const items: PythonValue[] = [];
    this.at++;
    if (this.skip(']')) return items;
    do items.push(this.value());
    while (this.skip(','));
    this.expect(']');
    return items;
  }

  private dict(): ReadonlyMap<string, PythonValue> {
    const dict = new Map<string, PythonValue>();
    this.at++;
    if (this.skip('}')) return dict;
    do {
      this.space();
      const key = this.string();
      this.expect(':');
      dict.set(key, this.value());
    } while (this.skip(','));
    this.expect('}');
    return dict;
  }

  private string(): string {
    return JSON.parse(this.match(STRING)[0]) as string;
  }

  private number(): PythonValue {
    const [text, whole, fraction, exponent] = this.match(NUMBER);
    if (fraction !== undefined || exponent !== undefined) return new PythonFloat(Number(text));
    const value = Number(whole);
    return Number.isSafeInteger(value) ? value : BigInt(whole!);
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) throw new JsonDecodeError();
    this.at = pattern.lastIndex;
    return match;
  }

  private space(): void {
    this.match(SPACE);
  }

  private skip(char: string): boolean {
    this.space();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private expect(char: string): void {
    if (!this.skip(char)) throw new JsonDecodeError();
  }
}

/**
 * `json.dumps(value, ensure_ascii=False)`.
 *
 * @param indent spaces a level, as `indent=4`; undefined = all in one line
 */
export function dumps(value: PythonValue, indent?: number): string {
  return write(value, indent, '\n');
}

function write(value: PythonValue, indent: number | undefined, newline: string): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'boolean') return String(value);
  if (isFloat(value)) return writeFloat(value instanceof PythonFloat ? value.value : value);
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value).toString();
  if (value instanceof PythonDate) throw typeError('Object of type datetime is not JSON serializable');
  const inner = indent === undefined ? newline : newline + ' '.repeat(indent);
  const items = isList(value)
    ? value.map((item) => write(item, indent, inner))
    : entries(value).map(([key, item]) => `${writeString(key)}: ${write(item, indent, inner)}`);
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return open + close;
  if (indent === undefined) return open + items.join(', ') + close;
  return open + inner + items.join(`,${inner}`) + newline + close;
}

function writeFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return reprFloat(value);
}

/** Python leaves lone surrogates as they are where `JSON.stringify` escapes them. */
function writeString(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text);
  const parts = text.match(/[\ud800-\udfff]|[^\ud800-\udfff]+/gu) ?? [];
  return `"${parts.map((part) => (part.isWellFormed() ? JSON.stringify(part).slice(1, -1) : part)).join('')}"`;
}
