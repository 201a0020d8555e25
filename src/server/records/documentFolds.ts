import { createScanner } from 'jsonc-parser';
import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import type { ReadableText } from './readableText';

const MAX_FOLDS = 5000;

/** A fold for every object, list and string that goes over several lines, also while the text is no JSON. */
export function foldsOf(text: ReadableText): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const open: number[] = [];
  const line = (offset: number): number => text.position(offset).line;
  const add = (startLine: number, endLine: number): void => {
    if (endLine > startLine) folds.push({ startLine, endLine, kind: FoldingRangeKind.Region });
  };
  const scanner = createScanner(text.strict.text, true);
  while (folds.length < MAX_FOLDS) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    const first = text.strict.text[start];
    if (first === undefined) break;
    if (first === '{' || first === '[') open.push(line(start));
    if (first === '"') add(line(start), line(start + scanner.getTokenLength()));
    const from = first === '}' || first === ']' ? open.pop() : undefined;
    if (from !== undefined) add(from, line(start) - 1);
  }
  return folds;
}
