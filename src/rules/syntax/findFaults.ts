import type { Edit } from '../../dataset/edits';
import type { Fault, FaultKind } from './fault';
import { readString } from './readString';

type Expect = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close' | 'end';

const MAX_FAULTS = 50;
const ODD_SPACE = /[\u0085\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\v\f]+/y;
const ZERO_WIDTH = /^[\u200b-\u200d\u2060]+$/;
const JSON_SPACE = /[ \t\r\n]+/y;
const COMMENT = /\/\/[^\r\n]*|#[^\r\n]*|\/\*[^]*?(?:\*\/|$)/y;
const WORD = /[\p{L}\p{N}_$+\-.]+/uy;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const NOT_A_NUMBER = /^[+-]?(?:NaN|Infinity|nan|inf|Inf)$/;
const PYTHON: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };
const FULLWIDTH: Readonly<Record<string, string>> = {
  '，': ',',
  '：': ':',
  '｛': '{',
  '｝': '}',
  '［': '[',
  '］': ']',
};

/**
 * Reads text that `JSON.parse` refuses and names every fault in it, going on behind each one as if it were mended. After a fault that leaves open
 * what was meant, it stops: what follows would be guesses. It keeps its own stack, so no nesting is too deep for it.
 *
 * @param text one value, with nothing before it; text behind it is a fault too
 */
export function findFaults(text: string): Fault[] {
  return new FaultFinder(text).run();
}

class FaultFinder {
  private readonly faults: Fault[] = [];
  private readonly stack: ('{' | '[')[] = [];
  private expect: Expect = 'value';
  private at = 0;
  private lastComma: { start: number; end: number } | undefined;
  /** End of the last token: where a missing comma or bracket belongs. */
  private lastEnd = 0;

  constructor(private readonly text: string) {}

  run(): Fault[] {
    while (this.faults.length < MAX_FAULTS) {
      this.skipSpace();
      if (this.at >= this.text.length) {
        this.finish();
        break;
      }
      if (!this.token()) break;
    }
    return this.faults;
  }

  /** Reads one token; false if reading can't go on. */
  private token(): boolean {
    const char = FULLWIDTH[this.text[this.at]!] ?? this.text[this.at]!;
    if (char !== this.text[this.at]) this.replace('fullwidth-punctuation', this.at, this.at + 1, char);
    if (this.expect === 'end') return this.afterEnd(char);
    if (char === '\0') return this.nul();
    if (char === ',') return this.comma();
    if (char === ':') return this.colon();
    if (char === '}' || char === ']') return this.close(char);
    this.readyForValue();
    if (char === '{' || char === '[') return this.open(char);
    if (/["'“”‘’]/.test(char)) return this.string();
    return this.word();
  }

  /** Before a value or key: a missing comma or colon is noted and read as if it were there. */
  private readyForValue(): void {
    if (this.expect === 'comma-or-close') {
      this.insert('missing-comma', this.lastEnd, ',');
      this.expect = this.stack.at(-1) === '{' ? 'key' : 'value';
    } else if (this.expect === 'colon') {
      this.insert('missing-colon', this.lastEnd, ':');
      this.expect = 'value';
    }
  }

  private comma(): boolean {
    const [start, end] = [this.at, ++this.at];
    if (this.expect === 'comma-or-close') {
      this.expect = this.stack.at(-1) === '{' ? 'key' : 'value';
      this.lastComma = { start, end };
    } else if (
      this.expect === 'colon' ||
      this.stack.length === 0 ||
      (this.expect === 'value' && this.stack.at(-1) === '{')
    ) {
      return this.stop('missing-value', start, end);
    } else {
      this.replace('extra-comma', start, end, '');
    }
    this.lastEnd = this.at;
    return true;
  }

  private colon(): boolean {
    const [start, end] = [this.at, ++this.at];
    if (this.expect !== 'colon') return this.stop('stray-colon', start, end);
    this.expect = 'value';
    this.lastEnd = end;
    return true;
  }

  private open(char: '{' | '['): boolean {
    if (this.expect === 'key' || this.expect === 'key-or-close')
      return this.stop('wrong-bracket', this.at, this.at + 1, char);
    this.stack.push(char);
    this.expect = char === '{' ? 'key-or-close' : 'value-or-close';
    this.lastEnd = ++this.at;
    return true;
  }

  private close(char: '}' | ']'): boolean {
    const [start, end] = [this.at, ++this.at];
    const opener = char === '}' ? '{' : '[';
    if (this.stack.at(-1) !== opener) return this.stop('wrong-bracket', start, end, char);
    const afterComma = this.expect === 'key' || (this.expect === 'value' && opener === '[');
    if (afterComma && this.lastComma) {
      this.replace('trailing-comma', this.lastComma.start, this.lastComma.end, '');
    } else if (this.expect === 'value' || this.expect === 'colon') {
      return this.stop('missing-value', start, end);
    }
    this.stack.pop();
    this.valueRead();
    return true;
  }

  private string(): boolean {
    const read = readString(this.text, this.at, this.expect === 'key' || this.expect === 'key-or-close');
    this.faults.push(...read.faults.slice(0, MAX_FAULTS - this.faults.length));
    this.at = read.end;
    if (!read.closed) return false;
    this.keyOrValueRead();
    return true;
  }

  private word(): boolean {
    const start = this.at;
    WORD.lastIndex = start;
    const word = WORD.exec(this.text)?.[0] ?? '';
    if (word === '') return this.stop('unquoted-text', start, start + 1, this.text[start]);
    const end = start + word.length;
    this.at = end;
    if (this.expect === 'key' || this.expect === 'key-or-close') {
      this.replace('unquoted-key', start, end, JSON.stringify(word), word);
    } else if (Object.hasOwn(PYTHON, word)) {
      this.replace('python-literal', start, end, PYTHON[word]!, word);
    } else if (NOT_A_NUMBER.test(word)) {
      this.replace('not-a-number', start, end, 'null', word);
    } else if (!NUMBER.test(word) && word !== 'true' && word !== 'false' && word !== 'null') {
      const mended = word
        .replace(/^\+/, '')
        .replace(/^(-?)0+(?=\d)/, '$1')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.(?=$|[eE])/, '.0');
      if (!NUMBER.test(mended)) return this.stop('unquoted-text', start, end, word);
      this.replace('bad-number', start, end, mended, word);
    }
    this.keyOrValueRead();
    return true;
  }

  /** After a string or word: a key where one was expected, else a value. */
  private keyOrValueRead(): void {
    const isKey = this.expect === 'key' || this.expect === 'key-or-close';
    if (isKey) {
      this.lastEnd = this.at;
      this.expect = 'colon';
    } else {
      this.valueRead();
    }
  }

  private valueRead(): void {
    this.lastEnd = this.at;
    this.expect = this.stack.length === 0 ? 'end' : 'comma-or-close';
  }

  /** Text behind the value: commas at the line's end can go, everything else is left to the author. */
  private afterEnd(char: string): boolean {
    const rest = this.text.slice(this.at);
    if (char === '\0') return this.nul();
    if (/^[,，\s]*$/.test(rest)) {
      const comma = /^[,，](?:\s*[,，])*/.exec(rest)![0];
      this.replace('line-end-comma', this.at, this.at + comma.length, '');
      return false;
    }
    return this.stop('trailing-text', this.at, this.at + rest.trimEnd().length, rest.slice(0, 20));
  }

  private finish(): void {
    if (this.stack.length > 0) {
      const closers = [...this.stack].reverse().map((opener) => (opener === '{' ? '}' : ']'));
      const canClose =
        this.expect === 'comma-or-close' || this.expect === 'key-or-close' || this.expect === 'value-or-close';
      const edit: Edit = { start: this.lastEnd, end: this.lastEnd, text: closers.join('') };
      this.faults.push({
        kind: 'open-bracket',
        start: Math.max(0, this.lastEnd - 1),
        end: this.lastEnd,
        detail: closers.slice(0, 3).join(''),
        ...(canClose && closers.length <= 32 ? { edits: [edit] } : {}),
      });
    } else if (this.expect === 'value' && this.faults.length === 0) {
      this.faults.push({ kind: 'missing-value', start: 0, end: this.text.length });
    }
  }

  /** White space, the kinds of it that JSON does not know, and comments. */
  private skipSpace(): void {
    for (;;) {
      const start = this.at;
      if (this.match(JSON_SPACE)) continue;
      if (this.match(ODD_SPACE)) {
        const space = this.text.slice(start, this.at);
        this.replace('odd-space', start, this.at, ZERO_WIDTH.test(space) ? '' : ' ', codePoint(space));
      } else if (this.text[start] === '\ufeff') {
        this.replace('byte-order-mark', start, ++this.at, '');
      } else if (this.match(COMMENT)) {
        this.replace('comment', start, this.at, '');
      } else {
        return;
      }
    }
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) this.at += match[0].length;
    return match !== null;
  }

  private nul(): boolean {
    const start = this.at;
    while (this.text[this.at] === '\0') this.at++;
    this.replace('nul', start, this.at, '');
    return true;
  }

  private replace(kind: FaultKind, start: number, end: number, text: string, detail?: string): void {
    this.faults.push({ kind, start, end, edits: [{ start, end, text }], ...(detail === undefined ? {} : { detail }) });
  }

  private insert(kind: FaultKind, at: number, text: string): void {
    this.faults.push({ kind, start: Math.max(0, at - 1), end: at, edits: [{ start: at, end: at, text }] });
  }

  private stop(kind: FaultKind, start: number, end: number, detail?: string): false {
    this.faults.push({ kind, start, end, ...(detail === undefined ? {} : { detail }) });
    return false;
  }
}

/** `U+00A0`, of the first character. */
function codePoint(text: string): string {
  return `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
