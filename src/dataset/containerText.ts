import type { ContainerId } from './container';
import { applyEdits } from './edits';
import { ontoOneLine } from './layout';

/** How records stand in a file, so that a new file can look the same. */
export interface Layout {
  readonly lineEnd: '\n' | '\r\n';
  /** White space before an element of an array: a line break and an indentation, or nothing. */
  readonly elementStart: string;
}

/** What the beginning of a file tells of its layout. */
export function layoutOf(head: string): Layout {
  const lineEnd = /\r\n|\n/.exec(head)?.[0] === '\r\n' ? '\r\n' : '\n';
  const start = /^\s*\[(\s*)[{[]/.exec(head)?.[1] ?? lineEnd;
  return { lineEnd, elementStart: start };
}

/**
 * The text of a file with records, part by part. Records stay as they are; only line breaks inside a record go where it must stand on one line.
 */
export class ContainerText {
  /** Records so far. */
  count = 0;

  /** @param isMultiline records may go over several lines even in JSONL, because they did so in the source */
  constructor(
    private readonly container: ContainerId,
    private readonly layout: Layout,
    private readonly isMultiline: boolean,
  ) {}

  /** The part that brings a record. */
  record(text: string): string {
    const { lineEnd, elementStart } = this.layout;
    const isFirst = this.count++ === 0;
    if (this.container === 'jsonl') return `${this.isMultiline ? text : onOneLine(text)}${lineEnd}`;
    return `${isFirst ? '[' : ','}${elementStart}${text}`;
  }

  /** The last part. */
  end(): string {
    const { lineEnd, elementStart } = this.layout;
    if (this.container === 'jsonl') return '';
    return this.count === 0 ? `[]${lineEnd}` : `${/[\r\n]/.test(elementStart) ? lineEnd : ''}]${lineEnd}`;
  }
}

function onOneLine(text: string): string {
  return /[\r\n]/.test(text) ? applyEdits(text, ontoOneLine(text)) : text;
}
