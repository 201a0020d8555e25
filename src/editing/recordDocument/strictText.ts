/** What a string may not hold in JSON: line ends and other control characters. */
const CONTROL = /\r\n|[\u0000-\u001f]/g;
const SHORT: Readonly<Record<string, string>> = { '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** A place from which on a document and its strict text run alike. */
interface Place {
  readonly document: number;
  readonly strict: number;
}

/**
 * A document as JSON on one line: line ends within strings become `\n`, those between tokens spaces. All else stays as it is, also where it is no JSON.
 * Offsets are UTF-16 units.
 */
export class StrictText {
  readonly text: string;
  private readonly places: Place[] = [{ document: 0, strict: 0 }];

  constructor(document: string) {
    const parts: string[] = [];
    let length = 0;
    let done = 0;
    for (const { start, end, isString } of stretches(document)) {
      for (const { index, 0: found } of document.slice(start, end).matchAll(CONTROL)) {
        const at = start + index;
        const written = isString ? inString(document, at, found) : ' '.repeat(found.length);
        parts.push(document.slice(done, at), written);
        length += at - done + written.length;
        done = at + found.length;
        if (written.length !== found.length) this.places.push({ document: done, strict: length });
      }
    }
    parts.push(document.slice(done));
    this.text = parts.join('');
  }

  /** Where an offset of the document is in this text. */
  inStrict(offset: number): number {
    const { document, strict } = this.places[this.lastUpTo('document', offset)]!;
    return strict + offset - document;
  }

  /** Where an offset of this text is in the document; within the escape of a line end: in front of that. */
  inDocument(offset: number): number {
    const index = this.lastUpTo('strict', offset);
    const { document, strict } = this.places[index]!;
    const next = this.places[index + 1];
    return Math.min(document + offset - strict, next ? next.document - 1 : Infinity);
  }

  private lastUpTo(side: keyof Place, offset: number): number {
    let [low, high] = [0, this.places.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.places[middle]![side] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The strings of a document, and what stands between them. */
function* stretches(document: string): Generator<{ start: number; end: number; isString: boolean }> {
  for (let start = 0; start < document.length;) {
    const quote = document.indexOf('"', start);
    if (quote < 0) {
      yield { start, end: document.length, isString: false };
      return;
    }
    yield { start, end: quote, isString: false };
    let end = document.indexOf('"', quote + 1);
    while (end >= 0 && isEscaped(document, end)) end = document.indexOf('"', end + 1);
    end = end < 0 ? document.length : end + 1;
    yield { start: quote, end, isString: true };
    start = end;
  }
}

function isEscaped(document: string, at: number): boolean {
  let backslashes = 0;
  while (document[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** A backslash in front of a line end is no escape, and must not become one. */
function inString(document: string, at: number, found: string): string {
  if (isEscaped(document, at)) return ' '.repeat(found.length);
  if (/[\r\n]/.test(found)) return '\\n';
  return SHORT[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
