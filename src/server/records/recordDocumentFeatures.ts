import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type Diagnostic,
  type FoldingRange,
  type Hover,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { fileOfRecord } from '../../protocol/recordDocument';
import { ClientCommand } from '../../protocol/messages';
import { placeFinding } from '../../rules/placedFinding';
import type { Checker } from '../../rules/checker';
import type { Finding, Fix } from '../../rules/rule';
import { touch, workspaceEdit, type ActionSupport } from '../features/codeActions';
import { completionWithFilesIn } from '../features/completion';
import { hoverIn } from '../features/hover';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { diagnosticOf } from '../validation';
import { foldsOf } from './documentFolds';
import { ReadableText } from './readableText';

/** Milliseconds after the last change until the document is checked. */
const PAUSE = 100;

export interface RecordDocumentServer {
  readonly connection: Connection;
  readonly get: (uri: string) => OpenDocument | undefined;
  readonly all: () => readonly OpenDocument[];
  /** URI of the folder with the rules' pages. */
  readonly pages: string;
  readonly support: () => ActionSupport;
}

/** Checks the documents of records as their file's records are checked, and answers what is asked at the cursor in them. */
export class RecordDocumentFeatures {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** By document: its text as it was read last. */
  private readonly read = new WeakMap<OpenDocument, { readonly version: number; readonly text: ReadableText }>();
  /** By document: what it was checked with. */
  private readonly checkedWith = new WeakMap<OpenDocument, Checker | undefined>();

  constructor(private readonly server: RecordDocumentServer) {}

  handles(uri: string): boolean {
    return fileOfRecord(uri) !== null;
  }

  /** Checks a document when its author pauses. */
  soon(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.set(
      uri,
      setTimeout(() => this.check(uri), PAUSE),
    );
  }

  /** Its file may be read in another way than before. */
  fileChanged(file: string): void {
    const dataset = this.server.get(file)?.dataset;
    for (const document of this.server.all()) {
      const isOther = this.checkedWith.get(document) !== dataset?.checker;
      if (fileOfRecord(document.uri) === file && isOther) this.soon(document.uri);
    }
  }

  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    void this.server.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  hover(uri: string, position: Position): Hover | null {
    const { text, dataset } = this.open(uri);
    const located = text?.locate(position);
    const found = located && dataset ? hoverIn(dataset, located, dataset.checker.target) : null;
    return found?.range && text ? { ...found, range: text.range(found.range) } : found;
  }

  async completion({ textDocument, position, context }: CompletionParams): Promise<CompletionItem[] | CompletionList> {
    const { text, dataset } = this.open(textDocument.uri);
    if (!text || !dataset) return [];
    const request = { isBehindSlash: context?.triggerCharacter === '/', commands: this.server.support().commands };
    const found = await completionWithFilesIn(dataset, text.locate(position), request);
    const items = (Array.isArray(found) ? found : found.items).flatMap((item) => placed(item, text));
    return Array.isArray(found) ? items : { ...found, items };
  }

  folds(uri: string): FoldingRange[] {
    const { text } = this.open(uri);
    return text ? foldsOf(text) : [];
  }

  actions({ textDocument: { uri }, range, context }: CodeActionParams): CodeAction[] {
    const { document, text, dataset } = this.open(uri);
    const wants = context.only?.every((kind) => !CodeActionKind.QuickFix.startsWith(kind)) !== true;
    if (!document || !text || !dataset || !wants) return [];
    const touched = findingsIn(text, dataset).filter(({ range: own }) => touch(own, range));
    const ofRules = new Set(touched.map(({ finding }) => finding.rule));
    const diagnosticsOf = (rule: string): Diagnostic[] => context.diagnostics.filter(({ code }) => code === rule);
    const fixes = touched.flatMap(({ finding, edits }) =>
      finding.fixes.map((fix, i) => this.fix(document, fix, edits(fix), diagnosticsOf(finding.rule), i === 0)),
    );
    return [...fixes, ...[...ofRules].flatMap((rule) => this.explanation(rule, diagnosticsOf(rule)))];
  }

  private fix(
    document: OpenDocument,
    fix: Fix,
    edits: TextEdit[],
    diagnostics: Diagnostic[],
    isFirst: boolean,
  ): CodeAction {
    const asks = fix.safety === 'preview' && this.server.support().confirms;
    return {
      title: asks ? l10n.t('{0}…', fix.title) : fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      isPreferred: isFirst && fix.safety === 'safe',
      edit: workspaceEdit(document, edits, asks ? fix.title : undefined),
    };
  }

  private explanation(rule: string, diagnostics: Diagnostic[]): CodeAction[] {
    if (!this.server.support().commands) return [];
    const title = l10n.t('Explain the rule {0}', rule);
    const command = { title, command: ClientCommand.showRule, arguments: [rule] };
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command }];
  }

  private check(uri: string): void {
    const { document, text, dataset } = this.open(uri);
    if (!document || !text) return;
    this.checkedWith.set(document, dataset?.checker);
    const { connection, pages } = this.server;
    const diagnostics = dataset ? findingsIn(text, dataset).map(({ told }) => diagnosticOf(told, pages)) : [];
    void connection.sendDiagnostics({ uri, version: document.version, diagnostics });
  }

  private open(uri: string): { document?: OpenDocument; text?: ReadableText; dataset?: OpenDataset | undefined } {
    const document = this.server.get(uri);
    const file = fileOfRecord(uri);
    if (!document || file === null) return {};
    let known = this.read.get(document);
    if (known?.version !== document.version) {
      known = { version: document.version, text: new ReadableText(document.text()) };
      this.read.set(document, known);
    }
    return { document, text: known.text, dataset: this.server.get(file)?.dataset };
  }
}

interface DocumentFinding {
  readonly finding: Finding;
  readonly told: ReturnType<typeof placeFinding>;
  readonly range: Range;
  readonly edits: (fix: Fix) => TextEdit[];
}

/** What there is to say of a document, as a record of its file; also what VS Code's JSON support would say of a file. */
function findingsIn(text: ReadableText, { checker }: OpenDataset): DocumentFinding[] {
  return text.pieces.flatMap((own, index) => {
    const next = text.pieces[index + 1]?.piece.kind;
    const context = { container: 'jsonl', next, first: false, besideTorn: false } as const;
    return checker.check(own.piece, context).findings.map((finding) => {
      const told = placeFinding(own, finding);
      const range = text.range(told.range);
      const edits = (fix: Fix): TextEdit[] =>
        fix.edits.map((edit) => ({
          range: { start: text.position(own.offset + edit.start), end: text.position(own.offset + edit.end) },
          newText: edit.text,
        }));
      return { finding, told: { ...told, range }, range, edits };
    });
  });
}

/** A proposal in its place; VS Code takes none for a string over several lines. */
function placed(item: CompletionItem, text: ReadableText): CompletionItem[] {
  if (!item.textEdit || !('range' in item.textEdit)) return [item];
  const range = text.range(item.textEdit.range);
  return range.start.line === range.end.line ? [{ ...item, textEdit: { ...item.textEdit, range } }] : [];
}
