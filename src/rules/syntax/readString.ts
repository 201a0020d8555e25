import type { Edit } from '../../dataset/edits';
import type { Fault } from './fault';

/** A string that was read, sound or not. */
export interface StringRead {
  readonly faults: readonly Fault[];
  /** Offset after the closing quote, or where reading gave up. */
  readonly end: number;
  readonly closed: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '”': '”', '‘': '’', '’': '’' };
/** What may stand behind a string: the end, or a comma, colon or bracket, also a full-width one before a further token. */
const STRUCTURE = /\s*(?:$|[,:}\]｝］]|[，：](?=\s*["“'{[\d-])|\/\/|\/\*)/y;
const NEXT_STRING = /[ \t]+["“]|[ \t]*[\r\n]\s*["“'{[}\]\d]/y;
/** What stands behind a key whose colon is missing. */
const NEXT_VALUE = /[ \t]+["“{[\d-]/y;
/** A line that goes on with the record's structure: a key, or closing brackets. */
const STRUCTURE_LINE = /\r?\n[ \t]*(?:"(?:[^"\\\r\n]|\\.)*"\s*:|[}\]])/y;
const CONTROLS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/**
 * Reads the string at `from`, whatever quotes it has, and names its faults: foreign quotes, quotes inside that are not escaped, control characters, bad escapes.
 * Each kind is named once, with all the edits that mend it.
 *
 * @param isKey a key is expected here
 */
export function readString(text: string, from: number, isKey: boolean): StringRead {
  return new StringReader(text, from, isKey).read();
}

class StringReader {
  private readonly quotes: Edit[] = [];
  private readonly inner: Edit[] = [];
  private readonly controls: Edit[] = [];
  private readonly nuls: Edit[] = [];
  private readonly escapes: Edit[] = [];
  private readonly open: string;

  constructor(
    private readonly text: string,
    private readonly from: number,
    private readonly isKey: boolean,
  ) {
    this.open = text[from]!;
    if (this.open !== '"') this.quotes.push({ start: from, end: from + 1, text: '"' });
  }

  read(): StringRead {
    for (let at = this.from + 1; at < this.text.length;) {
      const char = this.text[at]!;
      if (this.isQuote(char)) {
        if (this.closes(at)) {
          if (char !== '"') this.quotes.push({ start: at, end: at + 1, text: '"' });
          return this.result(at + 1, true);
        }
        if (char === '"') this.inner.push({ start: at, end: at + 1, text: '\\"' });
        at++;
      } else if (char === '"') {
        this.quotes.push({ start: at, end: at + 1, text: '\\"' });
        at++;
      } else if (char === '\\') {
        at = this.escape(at);
      } else if (char < ' ') {
        if ((char === '\n' || char === '\r') && matches(STRUCTURE_LINE, this.text, at)) return this.result(at, false);
        at = this.control(at, char);
      } else {
        at++;
      }
    }
    return this.result(this.text.length, false);
  }

  private isQuote(char: string): boolean {
    return char === CLOSERS[this.open] || char === this.open;
  }

  /** A quote closes the string if structure follows; another string right behind it means that a comma is missing. */
  private closes(at: number): boolean {
    if (matches(STRUCTURE, this.text, at + 1)) return true;
    return this.open === '"' && matches(this.isKey ? NEXT_VALUE : NEXT_STRING, this.text, at + 1);
  }

  private escape(at: number): number {
    const next = this.text[at + 1] ?? '';
    if (next === "'" && this.open !== '"') {
      this.quotes.push({ start: at, end: at + 2, text: "'" });
      return at + 2;
    }
    if (
      next === 'u'
        ? /^[0-9a-fA-F]{4}$/.test(this.text.slice(at + 2, at + 6))
        : next !== '' && '"\\/bfnrt'.includes(next)
    ) {
      return at + 2;
    }
    this.escapes.push({ start: at, end: at + 1, text: '\\\\' });
    return at + 1;
  }

  private control(at: number, char: string): number {
    let end = at + 1;
    if (char === '\0') {
      while (this.text[end] === '\0') end++;
      this.nuls.push({ start: at, end, text: '' });
      return end;
    }
    // A raw CRLF is one line break of the file that was pasted in, and becomes one in the text.
    if (char === '\r' && this.text[end] === '\n') end++;
    const escaped =
      end - at === 2 ? '\\n' : (CONTROLS[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
    this.controls.push({ start: at, end, text: escaped });
    return end;
  }

  private result(end: number, closed: boolean): StringRead {
    const faults: Fault[] = [];
    const smart = this.open !== '"' && this.open !== "'";
    if (this.quotes.length > 0 && closed) {
      const kind = smart ? 'smart-quotes' : 'single-quotes';
      faults.push({ kind, start: this.from, end, edits: this.quotes, detail: this.open });
    }
    add(faults, 'unescaped-quote', this.inner);
    add(faults, 'control-character', this.controls, codePoint(this.text, this.controls));
    add(faults, 'nul', this.nuls);
    add(
      faults,
      'bad-escape',
      this.escapes,
      this.escapes[0] && this.text.slice(this.escapes[0].start, this.escapes[0].start + 2),
    );
    if (!closed) {
      // Where the string goes wrong is not known, only where it begins: edits made from there on would be guesses.
      const kind = end < this.text.length ? 'open-string' : 'open-string-at-end';
      return { faults: [{ kind, start: this.from, end: this.from + 1 }], end, closed };
    }
    return { faults, end, closed };
  }
}

function add(faults: Fault[], kind: Fault['kind'], edits: readonly Edit[], detail?: string): void {
  const first = edits[0];
  if (first)
    faults.push({ kind, start: first.start, end: first.end, edits, ...(detail === undefined ? {} : { detail }) });
}

function codePoint(text: string, edits: readonly Edit[]): string | undefined {
  const first = edits[0];
  return first && `U+${text.charCodeAt(first.start).toString(16).toUpperCase().padStart(4, '0')}`;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
