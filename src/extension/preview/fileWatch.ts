import * as vscode from 'vscode';

/** What happens to a file. */
export interface FileEvents {
  readonly changed: () => void;
  readonly deleted: () => void;
  readonly renamed: (uri: string) => void;
}

/** Watches one file at a time. */
export class FileWatch implements vscode.Disposable {
  private file: vscode.Uri | undefined;
  private watching: vscode.Disposable | undefined;
  private readonly renames: vscode.Disposable;

  constructor(private readonly events: FileEvents) {
    this.renames = vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) this.rename(oldUri, newUri);
    });
  }

  watch(uri: string): void {
    if (uri === this.file?.toString()) return;
    const file = (this.file = vscode.Uri.parse(uri));
    this.watching?.dispose();
    this.watching = undefined;
    if (file.scheme === 'untitled') return;
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), escapeGlob(name));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    this.watching = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(this.events.changed),
      watcher.onDidCreate(this.events.changed),
      watcher.onDidDelete(this.events.deleted),
    );
  }

  dispose(): void {
    this.watching?.dispose();
    this.renames.dispose();
  }

  /** The file itself, or a folder that it is in. */
  private rename(from: vscode.Uri, to: vscode.Uri): void {
    const path = this.file?.toString();
    if (path === from.toString()) this.events.renamed(to.toString());
    else if (path?.startsWith(`${from.toString()}/`)) {
      this.events.renamed(`${to.toString()}${path.slice(from.toString().length)}`);
    }
  }
}

function escapeGlob(name: string): string {
  return name.replace(/[*?[\]{}!]/g, '[$&]');
}
