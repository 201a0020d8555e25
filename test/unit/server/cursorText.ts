import type { CompletionItem, Position, Range } from 'vscode-languageserver';
import { detectFormat } from '../../../src/dataset/detect';
import { openFormat, type FormatChoice } from '../../../src/dataset/format';
import { CheckedDataset } from '../../../src/rules/checkedDataset';
import { Checker } from '../../../src/rules/checker';
import type { LabelSettings } from '../../../src/labels/labelSettings';
import { completion } from '../../../src/server/features/completion';
import { hover } from '../../../src/server/features/hover';
import type { Target } from '../../../src/tokens/measuring';
import type { OpenDataset } from '../../../src/server/openDocument';

/** A dataset with a place in it. */
export interface AtCursor {
  readonly text: string;
  readonly position: Position;
  readonly dataset: OpenDataset;
}

/** @param marked a dataset's text with the cursor, `‸`, in it */
export function atCursor(marked: string, choice?: FormatChoice, labels?: LabelSettings): AtCursor {
  const at = marked.indexOf('‸');
  if (at < 0) throw new Error(`There is no cursor in ${marked}`);
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const format = choice ? openFormat(choice) : detectFormat(text, true, false)?.format;
  if (!format) throw new Error(`No format is known for ${text}`);
  const checker = new Checker({ format, labels });
  const dataset: OpenDataset = { format, evidence: [], checker, checked: new CheckedDataset(text, checker) };
  const before = text.slice(0, at).split('\n');
  return { text, dataset, position: { line: before.length - 1, character: before.at(-1)!.length } };
}

/** What is offered at the cursor, in the order in which it is shown. */
export function offered(marked: string, choice?: FormatChoice, labels?: LabelSettings): CompletionItem[] {
  const { dataset, position } = atCursor(marked, choice, labels);
  return completion(dataset, position).sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

export function labels(marked: string, choice?: FormatChoice): string[] {
  return offered(marked, choice).map(({ label }) => label);
}

/** The text after one of the offers was taken, with what its stops hold at first; of a choice the first. */
export function taken(marked: string, label: string, choice?: FormatChoice): string {
  const item = offered(marked, choice).find((each) => each.label === label);
  if (!item) throw new Error(`${label} is not among: ${labels(marked, choice).join(', ')}`);
  const { text } = atCursor(marked, choice);
  const edit = item.textEdit as { range: Range; newText: string };
  const inserted = edit.newText
    .replace(/\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([\\$,|}])/g, '$1');
  return text.slice(0, offsetAt(text, edit.range.start)) + inserted + text.slice(offsetAt(text, edit.range.end));
}

/** What hovering at the cursor tells; '' for nothing. */
export function told(marked: string, choice?: FormatChoice, target?: Target, labels?: LabelSettings): string {
  const { dataset, position } = atCursor(marked, choice, labels);
  const contents = hover(dataset, position, target)?.contents as { value: string } | undefined;
  return contents?.value ?? '';
}

function offsetAt(text: string, { line, character }: Position): number {
  return text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character;
}
