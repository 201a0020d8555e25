import * as l10n from '@vscode/l10n';
import { getLocation, type Location } from 'jsonc-parser';
import { CompletionItemKind, InsertTextFormat, type CompletionItem, type Position } from 'vscode-languageserver';
import { positionIn, type Range } from '../../dataset/datasetText';
import type { FieldSchema } from '../../dataset/format';
import { valueText } from '../../dataset/piece';
import type { OpenDataset } from '../openDocument';
import { isTooLarge } from './limits';

/** Fields whose values are the author's own text, where those of other records are no help. */
const FREE_TEXT = new Set(['instruction', 'input', 'output', 'history', 'id', 'variant_of']);
const MAX_RECORDS = 1000;
const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 300;

/** Whole records between records, keys in an object, and values that other records have. */
export function completion(dataset: OpenDataset, position: Position): CompletionItem[] {
  const located = dataset.checked.text.locate(position);
  if (!located) return recordSnippets(dataset, false);
  const { piece, at } = located;
  const before = piece.text.slice(piece.text.lastIndexOf('\n', at - 1) + 1, at);
  const outside = piece.kind !== 'record' || at < piece.valueStart || at > piece.valueEnd;
  if (outside)
    return before.trim() === '' || /[[,]\s*$/.test(before) ? recordSnippets(dataset, needsComma(dataset, located)) : [];
  if (isTooLarge(piece)) return [];

  const text = valueText(piece);
  const offset = at - piece.valueStart;
  const location = getLocation(text, offset);
  if (location.path.length > 1) return [];
  const replaced = replacedSpan(location, text, offset);
  const range: Range = {
    start: positionIn(located, piece.valueStart + replaced.start),
    end: positionIn(located, piece.valueStart + replaced.end),
  };
  return location.isAtPropertyKey ? keys(dataset, text, location, range) : values(dataset, location, range);
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

/** The string under the cursor, with its quotes, or just the cursor. */
function replacedSpan({ previousNode }: Location, text: string, offset: number): { start: number; end: number } {
  if (previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length) {
    return { start: previousNode.offset, end: previousNode.offset + previousNode.length };
  }
  let start = offset;
  while (start > 0 && /[\w"]/.test(text[start - 1]!)) start--;
  return { start, end: offset };
}

function keys({ format }: OpenDataset, text: string, { previousNode }: Location, range: Range): CompletionItem[] {
  const present = new Set([...text.matchAll(/"([^"\\]*)"\s*:/g)].map((match) => match[1]!));
  const current = previousNode?.type === 'property' ? undefined : (previousNode?.value as string | undefined);
  const hasColon = /^\s*:/.test(text.slice(previousNode ? previousNode.offset + previousNode.length : text.length));
  return Object.entries(format.schema.properties)
    .filter(([key]) => !present.has(key) || key === current)
    .map(([key, schema], i) => ({
      label: key,
      detail: l10n.t(schema.title ?? key),
      documentation: l10n.t(schema.description ?? ''),
      kind: CompletionItemKind.Property,
      insertTextFormat: InsertTextFormat.Snippet,
      filterText: `"${key}"`,
      sortText: String(i).padStart(2, '0'),
      textEdit: { range, newText: hasColon ? `"${key}"` : `"${key}": ${placeholder(schema)}` },
    }));
}

function placeholder({ type }: FieldSchema): string {
  const types = [type ?? 'string'].flat();
  return types.includes('array') ? '[["$1", "$2"]]' : '"$1"';
}

/** The values that other records have in the field, the most frequent ones first. */
function values({ checked }: OpenDataset, { path }: Location, range: Range): CompletionItem[] {
  const [field] = path;
  if (typeof field !== 'string' || FREE_TEXT.has(field)) return [];
  const counts = new Map<string, number>();
  let records = 0;
  for (const { piece } of checked.text.pieces.placed()) {
    if (piece.kind !== 'record' || !piece.shape) continue;
    if (++records > MAX_RECORDS) break;
    const value = memberOf(valueText(piece), field);
    if (typeof value === 'string' && value !== '' && value.length <= MAX_VALUE_LENGTH) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_VALUES)
    .map(([value, count], i) => ({
      label: value.length > 60 ? `${value.slice(0, 60)}…` : value,
      detail: l10n.t('used in {0} records', count),
      kind: CompletionItemKind.Value,
      filterText: JSON.stringify(value),
      sortText: String(i).padStart(2, '0'),
      textEdit: { range, newText: JSON.stringify(value) },
    }));
}

function memberOf(text: string, field: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown>)[field];
  } catch {
    return undefined;
  }
}
