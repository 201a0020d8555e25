import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  CompletionList,
  CompletionParams,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Position,
} from 'vscode-languageserver';
import type { FixAllResult, FormatList, LocatedRecord } from '../protocol/messages';
import { codeActions, resolveAction, safeEdits, type ActionSupport, type RuleActionData } from './features/codeActions';
import { completionWithFiles } from './features/completion';
import { formatList } from './features/formatList';
import { hover } from './features/hover';
import { folds, outline, recordRange } from './features/outline';
import type { OpenDataset, OpenDocument } from './openDocument';
import type { Validation } from './validation';

/** What the server answers for documents that are a dataset; of others it has nothing to say. */
export class DatasetFeatures {
  constructor(
    private readonly validation: Validation,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** What the client can do. */
    private readonly support: () => ActionSupport,
  ) {}

  hover(uri: string, position: Position): Hover | null {
    const dataset = this.dataset(uri);
    return dataset ? hover(dataset, position, dataset.checker.target) : null;
  }

  async completion({ textDocument, position, context }: CompletionParams): Promise<CompletionItem[] | CompletionList> {
    const dataset = this.dataset(textDocument.uri);
    const isBehindSlash = context?.triggerCharacter === '/';
    return dataset ? completionWithFiles(dataset, position, { isBehindSlash, commands: this.support().commands }) : [];
  }

  symbols(uri: string): DocumentSymbol[] {
    const dataset = this.dataset(uri);
    return dataset ? outline(dataset) : [];
  }

  folds(uri: string): FoldingRange[] {
    const dataset = this.dataset(uri);
    return dataset ? folds(dataset) : [];
  }

  async actions({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    await this.validation.check(uri);
    const document = this.get(uri);
    return document?.dataset ? codeActions(document, document.dataset, range, context, this.support()) : [];
  }

  /** Gives an action its edits. Clients resolve actions too that are complete. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = action.data as RuleActionData | undefined;
    if (!data) return action;
    await this.validation.check(data.uri);
    const document = this.get(data.uri);
    return document?.dataset ? resolveAction(action, document, document.dataset, this.support()) : action;
  }

  /** The edits of all safe fixes, with the version of the document that they belong to. */
  async fixes(uri: string): Promise<FixAllResult | null> {
    await this.validation.check(uri);
    const document = this.get(uri);
    return document?.dataset ? { version: document.version, edits: safeEdits(document.dataset) } : null;
  }

  formats(uri: string): FormatList | null {
    const document = this.get(uri);
    return document ? formatList(document) : null;
  }

  /** @param record its index, 0-based */
  locate(uri: string, record: number): LocatedRecord | null {
    const pieces = this.dataset(uri)?.checked.text.pieces;
    if (!pieces) return null;
    const placed = pieces.record(record);
    return { range: placed ? recordRange(placed) : null, records: pieces.totals.records };
  }

  /** The index of the record at a position, 0-based. */
  recordAt(uri: string, position: Position): number | null {
    return this.dataset(uri)?.checked.text.pieces.at(position)?.record ?? null;
  }

  private dataset(uri: string): OpenDataset | undefined {
    return this.get(uri)?.dataset;
  }
}
