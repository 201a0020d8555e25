import * as vscode from 'vscode';
import { OpenRecords } from './openRecords';
import { RECORD_SCHEME } from '../../protocol/recordDocument';
import type { Server } from '../server';
import { FOLDER } from './recordUri';
import { RecordSaver } from './recordSaver';
import type { OpenRecord } from './openRecord';

/** Gives VS Code each record as a file of its own. What is saved there goes into the buffer of the record's file, and not to disk. */
export class RecordFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  readonly records: OpenRecords;
  private readonly saver = new RecordSaver();
  private readonly registration: vscode.Disposable;

  constructor(server: Server, state: vscode.Memento) {
    this.records = new OpenRecords(server, state, (event) => this.changes.fire([event]));
    this.registration = vscode.workspace.registerFileSystemProvider(RECORD_SCHEME, this, { isCaseSensitive: true });
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.records, this.saver, this.changes).dispose();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (uri.path === FOLDER || uri.path === '/')
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const record = this.get(uri);
    if (record.stat.size === 0) await this.read(record);
    if (record.isGone) throw vscode.FileSystemError.FileNotFound(uri);
    return record.stat;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.read(this.get(uri));
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await this.saver.save(this.get(uri), new TextDecoder().decode(content));
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  private get(uri: vscode.Uri): OpenRecord {
    const record = this.records.get(uri);
    if (!record) throw vscode.FileSystemError.FileNotFound(uri);
    return record;
  }

  private async read(record: OpenRecord): Promise<Uint8Array> {
    const now = await record.read();
    if (now) return record.give(now);
    if (now === undefined) throw vscode.FileSystemError.Unavailable(record.uri);
    record.isGone = true;
    throw vscode.FileSystemError.FileNotFound(record.uri);
  }
}
