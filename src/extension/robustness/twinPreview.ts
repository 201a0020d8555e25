import * as vscode from 'vscode';

const SCHEME = 'tuneset-twin';
const CLEAN = vscode.Uri.from({ scheme: SCHEME, path: '/clean.txt' });
const TWIN = vscode.Uri.from({ scheme: SCHEME, path: '/twin.txt' });

/** Lines that a list at the top of the window covers. */
const COVERED = '\n'.repeat(8);

/** Shows clean prompts beside what they become, with every change; both can't be edited. */
export class TwinPreview implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.changed.event,
    provideTextDocumentContent: ({ path }) => this.texts.get(path) ?? '',
  });

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  async show(title: string, before: string, after: string): Promise<void> {
    this.texts.set(CLEAN.path, COVERED + before);
    this.texts.set(TWIN.path, COVERED + after);
    this.changed.fire(CLEAN);
    this.changed.fire(TWIN);
    await vscode.commands.executeCommand('vscode.diff', CLEAN, TWIN, title, { preview: true, preserveFocus: true });
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
