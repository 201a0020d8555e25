import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { ClientCommand } from '../../protocol/messages';
import type { RangeEdit } from '../../rules/checkedDataset';
import { formatMixed } from '../../rules/record/formatMixed';
import { placeFinding } from '../../rules/placedFinding';
import { toArray, toJsonl } from '../../rules/rewriteContainer';
import type { FileFix, Finding, Fix } from '../../rules/rule';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { labelActions } from './labelActions';

/** Everything safe in the file, at once: for `editor.codeActionsOnSave`. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.tuneset`;

export interface ActionSupport {
  /** The client asks before it makes edits that are marked so. */
  readonly confirms: boolean;
  /** The client has our commands. */
  readonly commands: boolean;
  /** The client asks for the edits of an action when it is chosen. */
  readonly resolves: boolean;
}

interface Request {
  readonly document: OpenDocument;
  readonly dataset: OpenDataset;
  readonly context: CodeActionContext;
  readonly support: ActionSupport;
}

/** What can be done at a range: the fixes of its findings, the same for the whole file, and an explanation. */
export function codeActions(
  document: OpenDocument,
  dataset: OpenDataset,
  range: Range,
  context: CodeActionContext,
  support: ActionSupport,
): CodeAction[] {
  const request = { document, dataset, context, support };
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) actions.push(...quickFixes(request, range));
  if (context.only !== undefined && wants(FIX_ALL)) {
    const edits = safeEdits(dataset);
    if (edits.length > 0) {
      const edit = workspaceEdit(document, edits);
      actions.push({ title: l10n.t('Fix everything that is safe to fix'), kind: FIX_ALL, edit });
    }
  }
  return actions;
}

/** The edits of every safe fix in the file. */
export function safeEdits({ checked }: OpenDataset): TextEdit[] {
  return textEdits(checked.fixAll(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')));
}

function quickFixes(request: Request, range: Range): CodeAction[] {
  const { dataset, context } = request;
  const actions: CodeAction[] = [];
  const rules = new Set<string>();
  for (const { placed, finding } of dataset.checked.findingsIn(range)) {
    const own = placeFinding(placed, finding).range;
    if (!touch(own, range)) continue;
    const diagnostics = context.diagnostics.filter((diagnostic) => belongs(diagnostic, finding, own));
    rules.add(finding.rule);
    finding.fixes.forEach((fix, i) => {
      const edits = dataset.checked.editsOf(placed, fix);
      actions.push({ ...quickFix(request, fix, edits), diagnostics, isPreferred: i === 0 && fix.safety === 'safe' });
    });
  }
  for (const diagnostic of context.diagnostics) {
    if (diagnostic.source === 'Tuneset' && typeof diagnostic.code === 'string') rules.add(diagnostic.code);
  }
  if (rules.has(formatMixed.id)) actions.push(...mendReading(request));
  for (const rule of rules) actions.push(...ofRule(request, rule, range));
  actions.push(...fileFixes(request, range));
  return actions;
}

function quickFix({ document, support }: Request, fix: Fix, edits: readonly RangeEdit[]): CodeAction {
  const preview = fix.safety === 'preview' && support.confirms;
  return {
    title: preview ? l10n.t('{0}…', fix.title) : fix.title,
    kind: CodeActionKind.QuickFix,
    edit: workspaceEdit(document, textEdits(edits), preview ? fix.title : undefined),
  };
}

/** Naming the right format for a file whose records are written in another one than they are read as. */
function mendReading({ dataset: { checked }, context, support }: Request): CodeAction[] {
  const { misread } = checked;
  if (!misread || !support.commands) return [];
  const [title, command, args] =
    misread.source === 'project'
      ? [l10n.t('Read This File as {0}', misread.other.name), ClientCommand.chooseFormat, [misread.other.id]]
      : [l10n.t('Go to Its Entry in dataset_info.json'), ClientCommand.goToDatasetInfo, []];
  const diagnostics = context.diagnostics.filter(({ code }) => code === formatMixed.id);
  const isPreferred = misread.source === 'project';
  return [
    { title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred, command: { title, command, arguments: args } },
  ];
}

/** What is needed to make the edits of an action once it is chosen. */
export interface RuleActionData {
  readonly uri: string;
  readonly rule: string;
}

/** Asking for a label, fixing all findings of a rule, and explaining it. The edits of all findings are made only when that is chosen: they may be many. */
function ofRule({ document, dataset, support, context }: Request, rule: string, range: Range): CodeAction[] {
  const diagnostics = context.diagnostics.filter(({ code }) => code === rule);
  const actions = support.commands ? labelActions(rule, document.uri, range, diagnostics) : [];
  const { count, isSafe } = dataset.checked.fixable(rule);
  if (count > 1) {
    const title = ruleTitle(rule, count);
    const data: RuleActionData = { uri: document.uri, rule };
    const shown = isSafe || !support.confirms ? title : l10n.t('{0}…', title);
    const action: CodeAction = { title: shown, kind: CodeActionKind.QuickFix, diagnostics, data };
    actions.push(support.resolves ? action : resolveAction(action, document, dataset, support));
  }
  if (support.commands) {
    const title = l10n.t('Explain the rule {0}', rule);
    actions.push({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: { title, command: ClientCommand.showRule, arguments: [rule] },
    });
  }
  return actions;
}

function ruleTitle(rule: string, count: number): string {
  return l10n.t('Fix all {1} findings of {0} in this file', rule, count);
}

/** Gives an action for all findings of a rule its edits. */
export function resolveAction(
  action: CodeAction,
  document: OpenDocument,
  dataset: OpenDataset,
  support: ActionSupport,
): CodeAction {
  const { rule } = action.data as RuleActionData;
  const { count, isSafe } = dataset.checked.fixable(rule);
  const edits = textEdits(dataset.checked.fixAll((finding) => (finding.rule === rule ? finding.fixes[0] : undefined)));
  const confirm = isSafe || !support.confirms ? undefined : ruleTitle(rule, count);
  return { ...action, edit: workspaceEdit(document, edits, confirm) };
}

function fileFixes({ document, dataset, context, support }: Request, range: Range): CodeAction[] {
  if (range.start.line > 0) return [];
  return document.ofFile().flatMap((finding): CodeAction[] => {
    if (!finding.fileFix) return [];
    const diagnostics = context.diagnostics.filter(({ code }) => code === finding.rule);
    const [title, kind] = [FILE_FIX_TITLES[finding.fileFix](), CodeActionKind.QuickFix];
    const rewrite = REWRITES[finding.fileFix];
    if (rewrite) {
      const edits = rewrite(dataset.checked.text);
      if (!edits) return [];
      const preview = support.confirms;
      const edit = workspaceEdit(document, textEdits(edits), preview ? title : undefined);
      return [{ title: preview ? l10n.t('{0}…', title) : title, kind, diagnostics, edit }];
    }
    const command = finding.fileFix === 'toUtf8' ? ClientCommand.rewriteAsUtf8 : ClientCommand.rewriteLineEnds;
    return support.commands
      ? [{ title, kind, diagnostics, command: { title, command, arguments: [document.uri] } }]
      : [];
  });
}

const REWRITES: Partial<Record<FileFix, typeof toJsonl>> = { toJsonl, toArray };

const FILE_FIX_TITLES: Readonly<Record<FileFix, () => string>> = {
  toJsonl: () => l10n.t('Rewrite as JSONL, one record a line'),
  toArray: () => l10n.t('Rewrite as a JSON array'),
  toUtf8: () => l10n.t('Save the file as UTF-8 without byte order mark'),
  toOneLineEnd: () => l10n.t('Save the file with one kind of line end'),
};

function textEdits(edits: readonly RangeEdit[]): TextEdit[] {
  return edits.map(({ range, text }) => ({ range, newText: text }));
}

/**
 * @param confirm what the client shows while it asks before it makes the edits; without it they are just made
 */
export function workspaceEdit(document: OpenDocument, edits: TextEdit[], confirm?: string): WorkspaceEdit {
  const textDocument = { uri: document.uri, version: document.version };
  if (confirm === undefined) return { documentChanges: [{ textDocument, edits }] };
  const annotationId = 'tuneset';
  return {
    documentChanges: [{ textDocument, edits: edits.map((edit) => ({ ...edit, annotationId })) }],
    changeAnnotations: { [annotationId]: { label: confirm, needsConfirmation: true } },
  };
}

/** Our own diagnostic, or one of the client's JSON support for what we leave to it. */
function belongs(diagnostic: Diagnostic, finding: Finding, range: Range): boolean {
  if (diagnostic.source === 'Tuneset') return diagnostic.code === finding.rule && touch(diagnostic.range, range);
  return finding.silent && touch(diagnostic.range, range);
}

export function touch(a: Range, b: Range): boolean {
  const before = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
