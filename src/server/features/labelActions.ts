import * as l10n from '@vscode/l10n';
import { CodeActionKind, type CodeAction, type Diagnostic, type Range } from 'vscode-languageserver';
import { ClientCommand, type RangesParams } from '../../protocol/messages';

/** Rules that a task type settles, and those that a marker does. */
const TAGGED = new Set(['task-type-missing', 'task-type-unknown', 'task-type-single-level']);
const MARKED = new Set(['robustness-unmarked']);

/** Asking for what a rule misses in the records of a range; for a client that has the commands. */
export function labelActions(rule: string, uri: string, range: Range, diagnostics: Diagnostic[]): CodeAction[] {
  const params: RangesParams = { uri, ranges: [range] };
  const action = (title: string, command: string): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command, arguments: [params] },
  });
  if (TAGGED.has(rule)) return [action(l10n.t('Set the task type…'), ClientCommand.tagRecords)];
  if (MARKED.has(rule)) return [action(l10n.t('Mark as robustness data…'), ClientCommand.markRecords)];
  return [];
}
