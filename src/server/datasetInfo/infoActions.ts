import * as l10n from '@vscode/l10n';
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Range,
  type TextEdit,
} from 'vscode-languageserver';
import { withoutOverlaps, type Edit } from '../../dataset/edits';
import { ClientCommand } from '../../protocol/messages';
import type { PlacedFinding } from '../../rules/placedFinding';
import { FIX_ALL, touch, workspaceEdit, type ActionSupport } from '../features/codeActions';
import type { OpenDocument } from '../openDocument';
import type { InfoDocument } from './infoDocument';

/** What can be done at a range of a `dataset_info.json`: the fixes of its findings, and their explanation. */
export function infoActions(
  document: OpenDocument,
  state: InfoDocument,
  range: Range,
  context: CodeActionContext,
  support: ActionSupport,
): CodeAction[] {
  const wants = (kind: string): boolean =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const found = state.findings.filter((finding) => touch(finding.range, range));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const finding of found) actions.push(...fixesOf(document, state, finding, context, support));
    for (const rule of new Set(found.map((finding) => finding.rule))) {
      if (support.commands) actions.push(explanation(rule));
    }
  }
  const edits = context.only !== undefined && wants(FIX_ALL) ? safeInfoEdits(state) : [];
  if (edits.length > 0) {
    const edit = workspaceEdit(document, edits);
    actions.push({ title: l10n.t('Fix everything that is safe to fix'), kind: FIX_ALL, edit });
  }
  return actions;
}

/** The edits of every safe fix in the file. */
export function safeInfoEdits(state: InfoDocument): TextEdit[] {
  const edits = state.findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')?.edits ?? []);
  return textEdits(state, withoutOverlaps(edits));
}

function fixesOf(
  document: OpenDocument,
  state: InfoDocument,
  { rule, range, fixes }: PlacedFinding,
  context: CodeActionContext,
  support: ActionSupport,
): CodeAction[] {
  const diagnostics = context.diagnostics.filter(({ code, range: other }) => code === rule && touch(other, range));
  const actions = fixes.map((fix, i): CodeAction => {
    const preview = fix.safety === 'preview' && support.confirms;
    return {
      title: preview ? l10n.t('{0}…', fix.title) : fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      isPreferred: i === 0 && fix.safety === 'safe',
      edit: workspaceEdit(document, textEdits(state, fix.edits), preview ? fix.title : undefined),
    };
  });
  if (rule === 'info-bom' && support.commands) {
    const title = l10n.t('Save the file as UTF-8 without byte order mark');
    const command = { title, command: ClientCommand.rewriteAsUtf8, arguments: [document.uri] };
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, command });
  }
  return actions;
}

function explanation(rule: string): CodeAction {
  const title = l10n.t('Explain the rule {0}', rule);
  const command = { title, command: ClientCommand.showRule, arguments: [rule] };
  return { title, kind: CodeActionKind.QuickFix, command };
}

function textEdits(state: InfoDocument, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ range: state.range(start, end), newText: text }));
}
