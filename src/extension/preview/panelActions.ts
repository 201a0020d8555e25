import * as vscode from 'vscode';
import type { PanelActionParams } from '../../protocol/panel';
import { Command } from '../contributions';
import { revealPart, undoInFile } from './fileEditor';
import { openText } from './openText';
import type { PreviewPanel } from './previewPanel';
import type { RecordCommands } from './recordCommands';
import type { Reviewing } from './reviewing';

/** What does a panel's actions. */
export interface ActionParts {
  readonly commands: RecordCommands;
  readonly reviewing: Reviewing;
  readonly openAnother: (panel: PreviewPanel) => void;
}

/** Does something of VS Code's that a preview asks for. */
export async function doPanelAction(
  panel: PreviewPanel,
  action: PanelActionParams,
  { commands, reviewing, openAnother }: ActionParts,
): Promise<void> {
  const { uri } = panel.view;
  const place = panel.sample?.place;
  const column = panel.panel.viewColumn;
  switch (action.kind) {
    case 'undo':
    case 'redo': {
      const { kind, version } = action;
      if (version !== undefined && openText(uri)?.version !== version) return tellChangedSince();
      return panel.inOrder(() => undoInFile(uri, kind, column, () => panel.panel.reveal()));
    }
    case 'pin':
    case 'unpin':
      return panel.pin(action.kind === 'pin');
    case 'openAnother':
      return openAnother(panel);
    case 'insertRecord':
      return commands.insert(panel);
    case 'tag':
    case 'mark':
    case 'openRecord':
      if (place) await vscode.commands.executeCommand(COMMANDS[action.kind], { uri, ranges: [place.range] });
      return;
    case 'startReview':
      await vscode.commands.executeCommand(Command.startReview);
      return;
    case 'stopReview':
      return panel.review(false);
    case 'exportReviewed':
      return reviewing.exportReviewed(vscode.Uri.parse(uri));
    case 'reviewReport':
      return reviewing.showReport(vscode.Uri.parse(uri));
    case 'reveal':
      if (place) await revealPart(uri, place, action.pointer, column);
      return;
    case 'showRule':
      await vscode.commands.executeCommand(Command.showRule, action.rule);
      return;
    case 'copy':
      await vscode.env.clipboard.writeText(action.text);
      vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied.')}`, 3000);
  }
}

function tellChangedSince(): void {
  const message = vscode.l10n.t('The file has changed since, so nothing was undone. Use Undo in the file.');
  void vscode.window.showInformationMessage(message);
}

/** They take records by a file's URI and ranges. */
const COMMANDS = { tag: Command.tagRecords, mark: Command.markRecords, openRecord: Command.editRecord } as const;
