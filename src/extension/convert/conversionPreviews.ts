import * as vscode from 'vscode';
import type { ConversionPreview } from '../../protocol/conversion';

const SCHEME = 'tuneset-preview';

/** Shows the first records of a dataset as they are beside what they would become; both can't be edited. */
export class ConversionPreviews implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
  });
  private shown = 0;

  dispose(): void {
    this.registration.dispose();
  }

  /**
   * @param name of the dataset
   * @param format the new one's name
   */
  async show(name: string, format: string, { before, after, records }: ConversionPreview): Promise<void> {
    // Another path for each, because VS Code keeps what it has read.
    this.shown++;
    const [left, right] = [before, after].map((text, i) => {
      const path = `/${this.shown}/${i}/${name}.json`;
      this.texts.set(path, text);
      return vscode.Uri.from({ scheme: SCHEME, path });
    });
    const title = vscode.l10n.t('{0} → {1}: the first {2} records', name, format, records);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: true, preserveFocus: true });
  }

  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isOurs);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    this.texts.clear();
  }
}

function isOurs({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME;
}
