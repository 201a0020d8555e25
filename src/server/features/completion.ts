import { CompletionItemKind, InsertTextFormat, type CompletionItem, type Position } from 'vscode-languageserver';
import { valueText } from '../../dataset/piece';
import type { OpenDataset } from '../openDocument';
import { keyProposals } from './editing/completeKeys';
import { valueProposals } from './editing/completeValues';
import { Cursor } from './editing/cursor';
import { Site } from './editing/site';
import { isTooLarge } from './limits';

/**
 * What may be written at a position: whole records between records; in a record, at every depth and in JSON texts within its strings, keys, values and
 * whole parts.
 */
export function completion(dataset: OpenDataset, position: Position): CompletionItem[] {
  const located = dataset.checked.text.locate(position);
  if (!located) return recordSnippets(dataset, false);
  const { piece, at } = located;
  const before = piece.text.slice(piece.text.lastIndexOf('\n', at - 1) + 1, at);
  const outside = piece.kind !== 'record' || at < piece.valueStart || at > piece.valueEnd;
  if (outside)
    return before.trim() === '' || /[[,]\s*$/.test(before) ? recordSnippets(dataset, needsComma(dataset, located)) : [];
  if (isTooLarge(piece)) return [];
  const cursor = Cursor.at(dataset.format, valueText(piece), at - piece.valueStart);
  const site = new Site(dataset, located, cursor);
  return site.items(site.isAtKey ? keyProposals(site) : valueProposals(site));
}

function recordSnippets({ format }: OpenDataset, comma: boolean): CompletionItem[] {
  return format.snippets().map(({ label, description, body }, i) => ({
    label,
    detail: description,
    kind: CompletionItemKind.Snippet,
    insertTextFormat: InsertTextFormat.Snippet,
    insertText: comma ? `${body},` : body,
    filterText: `{ ${label}`,
    sortText: String(i),
  }));
}

/** In an array, a record that is put before another one needs a comma. */
function needsComma({ checked }: OpenDataset, { index, piece }: { index: number; piece: { kind: string } }): boolean {
  if (checked.text.containerId !== 'array') return false;
  const next = piece.kind === 'record' ? piece.kind : checked.text.pieces.get(index + 1)?.kind;
  return next === 'record' && piece.kind !== 'close';
}
