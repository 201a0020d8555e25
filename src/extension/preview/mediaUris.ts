import * as vscode from 'vscode';
import type { PreviewSample } from '../../protocol/preview';

/** Lets a view load the media files that the server allows to be shown, and nothing else of the file system. */
export class MediaUris {
  private readonly folders: vscode.Uri[];

  /** @param script folder of the view's own files */
  constructor(
    private readonly webview: vscode.Webview,
    script: vscode.Uri,
  ) {
    this.folders = [script, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
    this.allow();
  }

  /** The media of samples by their URIs, as the view may load them. */
  of(samples: readonly (PreviewSample | undefined)[]): Readonly<Record<string, string>> {
    const uris = samples.flatMap((sample) => sample?.media.flatMap(({ uri }) => uri ?? []) ?? []);
    this.add(uris.map((uri) => vscode.Uri.joinPath(vscode.Uri.parse(uri), '..')));
    return Object.fromEntries(
      uris.map((uri) => [uri, this.webview.asWebviewUri(vscode.Uri.parse(uri)).toString(true)]),
    );
  }

  /** The view is loaded anew where a folder is not allowed yet, so it happens for folders outside of the workspace only. */
  private add(folders: readonly vscode.Uri[]): void {
    const others = folders.filter((folder) => !this.folders.some((known) => isIn(folder, known)));
    if (others.length === 0) return;
    for (const folder of others) if (!this.folders.some((known) => isIn(folder, known))) this.folders.push(folder);
    this.allow();
  }

  private allow(): void {
    this.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: this.folders };
  }
}

function isIn(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const path = folder.toString();
  return uri.toString() === path || uri.toString().startsWith(path.endsWith('/') ? path : `${path}/`);
}
