import * as l10n from '@vscode/l10n';
import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import { valueText } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import type { OpenDataset } from '../openDocument';
import { keyProposals } from './editing/completeKeys';
import { valueProposals } from './editing/completeValues';
import { Cursor } from './editing/cursor';
import { mediaPathAt, mediaProposals } from './editing/mediaPaths';
import { Site } from './editing/site';
import { isTooLarge } from './limits';

/**
 * What may be written at a position: whole records between records; in a record, at every depth and in JSON texts within its strings, keys, values and
 * whole parts.
 */
export function completion(dataset: OpenDataset, position: Position): CompletionItem[] {
  return completionIn(dataset, dataset.checked.text.locate(position));
}

/** A place in a piece; `at`: in the piece's text. */
type Located = PlacedPiece<unknown> & { readonly at: number };

function completionIn(dataset: OpenDataset, located: Located | undefined): CompletionItem[] {
  if (!located) return recordSnippets(dataset, false);
  const { piece, at } = located;
  const before = piece.text.slice(piece.text.lastIndexOf('\n', at - 1) + 1, at);
  const outside = piece.kind !== 'record' || at < piece.valueStart || at > piece.valueEnd;
  if (outside)
    return before.trim() === '' || /[[,]\s*$/.test(before) ? recordSnippets(dataset, needsComma(dataset, located)) : [];
  const site = siteAt(dataset, located);
  return site ? site.items(site.isAtKey ? keyProposals(site) : valueProposals(site)) : [];
}

/** Of what the client asks. */
export interface CompletionRequest {
  /** A slash was typed: only a path can go on. */
  readonly isBehindSlash: boolean;
  /** The client has VS Code's own commands. */
  readonly commands: boolean;
}

/** As {@link completion}; where the path of a medium may stand, also the files and folders that there are. */
export function completionWithFiles(
  dataset: OpenDataset,
  position: Position,
  request: CompletionRequest,
): Promise<CompletionItem[] | CompletionList> {
  return completionWithFilesIn(dataset, dataset.checked.text.locate(position), request);
}

/** As {@link completionWithFiles}, for a place in a piece, which need not be one of the file's; undefined: in a text without any. */
export async function completionWithFilesIn(
  dataset: OpenDataset,
  located: Located | undefined,
  { isBehindSlash, commands }: CompletionRequest,
): Promise<CompletionItem[] | CompletionList> {
  const site = located && siteAt(dataset, located);
  const path = site && mediaPathAt(site);
  if (!path || !dataset.mediaFiles) return isBehindSlash && !path ? [] : completionIn(dataset, located);
  const found = await dataset.mediaFiles.list(path.folder, path.prefix, path.kind);
  const stepsIn = { title: l10n.t('Show what the folder holds'), command: 'editor.action.triggerSuggest' };
  const files = mediaProposals(path, found, commands ? stepsIn : undefined);
  const listed = new Set(found.files.map((name) => path.folder + name));
  const others = valueProposals(site).filter(({ label }) => !listed.has(label));
  return { items: site.items([...files, ...others]), isIncomplete: found.isIncomplete };
}

/** The place in a record; undefined outside of records, and in those that are too large. */
function siteAt(dataset: OpenDataset, located: Located): Site | undefined {
  const { piece, at } = located;
  if (piece.kind !== 'record' || at < piece.valueStart || at > piece.valueEnd || isTooLarge(piece)) return undefined;
  return new Site(dataset, located, Cursor.at(dataset.format, valueText(piece), at - piece.valueStart));
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
