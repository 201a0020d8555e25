import * as l10n from '@vscode/l10n';
import { getLocation, type Location } from 'jsonc-parser';
import { InsertTextFormat, type Command, type CompletionItem, type CompletionItemKind } from 'vscode-languageserver';
import { positionIn, type Range } from '../../../dataset/datasetText';
import type { PlacedPiece } from '../../../dataset/sequence';
import type { Path, Place } from '../../../dataset/schemaAt';
import type { OpenDataset } from '../../openDocument';
import type { Cursor } from './cursor';
import { snippetOf, textOf, type Template } from './template';

/** Something to insert. */
export interface Proposal {
  readonly label: string;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  readonly kind: CompletionItemKind;
  readonly template: Template;
  /** What is typed to find it; the template's text if absent. */
  readonly filter?: string;
  /** What the client does once it is inserted. */
  readonly command?: Command | undefined;
}

const MAX_LABEL = 60;

/** The place of a completion: where it is, and what is replaced. */
export class Site {
  readonly location: Location;
  readonly path: Path;
  readonly isAtKey: boolean;
  /** What is replaced, in the text of the cursor. */
  readonly span: { readonly start: number; readonly end: number };

  constructor(
    readonly dataset: OpenDataset,
    readonly placed: PlacedPiece<unknown>,
    readonly cursor: Cursor,
  ) {
    const { text } = cursor.json;
    this.location = getLocation(text, cursor.offset);
    this.path = this.location.path;
    this.isAtKey = this.location.isAtPropertyKey && typeof this.path.at(-1) === 'string';
    this.span = replacedSpan(this.location, text, cursor.offset);
    if (isBehindItem(this.path, this.before)) this.path = this.path.with(-1, Number(this.path.at(-1)) + 1);
  }

  /** The cursor stands in or at a string, a number or a word that is replaced. */
  get isInValue(): boolean {
    return this.span.end > this.span.start;
  }

  get before(): string {
    return this.cursor.json.text.slice(0, this.span.start).trimEnd();
  }

  get after(): string {
    return this.cursor.json.text.slice(this.span.end).trimStart();
  }

  /** The proposals as items, in their order; of those of the same kind and label the first. */
  items(proposals: readonly Proposal[]): CompletionItem[] {
    const unique = new Map<string, Proposal>();
    for (const each of proposals) {
      const id = `${each.kind} ${each.label}`;
      if (!unique.has(id)) unique.set(id, each);
    }
    const range = this.range();
    const { json } = this.cursor;
    return [...unique.values()].map(({ label, detail, documentation, kind, template, filter, command }, i) => ({
      label: label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL)}…` : label,
      kind,
      ...(detail === undefined ? {} : { detail }),
      ...(documentation === undefined ? {} : { documentation }),
      ...(command ? { command } : {}),
      insertTextFormat: InsertTextFormat.Snippet,
      filterText: json.escaped(filter ?? textOf(template)),
      sortText: String(i).padStart(3, '0'),
      textEdit: { range, newText: snippetOf(template, (text) => json.escaped(text)) },
    }));
  }

  private range(): Range {
    const { valueStart } = this.placed.piece;
    const [start, end] = [this.span.start, this.span.end].map((at) => valueStart + this.cursor.json.inRecord(at));
    return { start: positionIn(this.placed, start!), end: positionIn(this.placed, end!) };
  }
}

/** A text of a schema for people: Tuneset's own are translated, those of a record's tools are the author's. */
export function schemaText(place: Place | undefined, key: 'title' | 'description'): string | undefined {
  const text: unknown = place?.schema[key];
  if (typeof text !== 'string' || text === '') return undefined;
  return place?.isDeclared ? text : l10n.t(text);
}

/** The first text that one of several alternatives has. */
export function firstText(places: readonly Place[], key: 'title' | 'description'): string | undefined {
  return places.map((place) => schemaText(place, key)).find((text) => text !== undefined);
}

/** What a schema says of one of its values. */
export function valueText({ schema, isDeclared }: Place, index: number): string | undefined {
  const text = schema.enumDescriptions?.[index];
  return text === undefined || isDeclared ? undefined : l10n.t(text);
}

/** In a list, behind an item that no comma follows yet. */
function isBehindItem(path: Path, before: string): boolean {
  return typeof path.at(-1) === 'number' && /["\]}\w]$/.test(before);
}

/** The string, number or word at the cursor, or just the cursor; of a string that isn't closed what stands before it. */
function replacedSpan({ previousNode }: Location, text: string, offset: number): { start: number; end: number } {
  if (previousNode && previousNode.offset < offset && offset <= previousNode.offset + previousNode.length) {
    const end = previousNode.offset + previousNode.length;
    const isOpen = text[previousNode.offset] === '"' && (previousNode.length < 2 || text[end - 1] !== '"');
    return { start: previousNode.offset, end: isOpen ? offset : end };
  }
  let start = offset;
  while (start > 0 && /[\w"]/.test(text[start - 1]!)) start--;
  return { start, end: offset };
}
