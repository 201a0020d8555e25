import * as vscode from 'vscode';

export const SCHEMA_SCHEME = 'tuneset-schema';

/**
 * The JSON schemas with their texts in VS Code's language. VS Code's JSON support reads a contributed schema from any file system, and static files
 * can't be translated.
 */
export class LocalizedSchemas implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length } = await this.readFile(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const file = vscode.Uri.joinPath(this.context.extensionUri, 'schemas', uri.path);
    const schema: unknown = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
    return new TextEncoder().encode(JSON.stringify(schema, translated));
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

/** Translates the texts for people, and lets schemas find each other here; a replacer of `JSON.stringify`. */
function translated(key: string, value: unknown): unknown {
  if (key === '$ref' && typeof value === 'string' && !value.startsWith('#'))
    return `${SCHEMA_SCHEME}://schemas/${value}`;
  if ((key === 'title' || key === 'description' || key === 'label') && typeof value === 'string')
    return vscode.l10n.t(value);
  if (key === 'enumDescriptions' && Array.isArray(value)) return (value as string[]).map((text) => vscode.l10n.t(text));
  return value;
}
