import * as vscode from 'vscode';
import type { RecordsChangedParams } from '../../protocol/records';
import { RECORD_SCHEME } from '../../protocol/recordDocument';
import type { Server } from '../server';
import { OpenRecord, type SeenRecord } from './openRecord';
import { fileOf, newRecordUri } from './recordUri';

/** What is known of the records that are open, or were a while ago, by URI; oldest first. */
const SEEN = 'tuneset.records.seen';
const REMEMBERED = 100;
/** Milliseconds after a change of a file until records that have gone from it are looked for. */
const PAUSE = 300;

type KnownRecords = Readonly<Record<string, SeenRecord>>;

/** The records that are open as documents of their own, kept over a reload of the window. */
export class OpenRecords implements vscode.Disposable {
  private readonly records = new Map<string, OpenRecord>();
  private readonly subscriptions: vscode.Disposable;
  private search: NodeJS.Timeout | undefined;

  /** @param changed is told when VS Code is to look at a document again */
  constructor(
    private readonly server: Server,
    private readonly state: vscode.Memento,
    private readonly changed: (event: vscode.FileChangeEvent) => void,
  ) {
    this.subscriptions = vscode.Disposable.from(
      server.onRecordsChanged((params) => void this.lookAgain(params)),
      server.onRunning((isRunning) => void this.followAnew(isRunning)),
      vscode.workspace.onDidOpenTextDocument((document) => this.noteClean(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.noteChange(document)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.refresh(this.records.get(uri.toString()))),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.close(uri)),
    );
  }

  dispose(): void {
    clearTimeout(this.search);
    this.subscriptions.dispose();
  }

  /** The record of a document, also of one that was open before the window was reloaded. */
  get(uri: vscode.Uri): OpenRecord | undefined {
    const known = this.records.get(uri.toString());
    if (known) return known;
    const seen = this.state.get<KnownRecords>(SEEN, {})[uri.toString()];
    const file = fileOf(uri);
    return seen && file ? this.add(uri, file, seen) : undefined;
  }

  /** The record of a file that is seen, if it is open. */
  at(file: vscode.Uri, { record, digest }: SeenRecord): OpenRecord | undefined {
    const isMeant = (each: OpenRecord): boolean =>
      each.record === record && !each.isGone && (each.isFollowed || each.digest === digest);
    return [...this.of(file)].find(isMeant);
  }

  /** @param anchor the server follows it already */
  open(file: vscode.Uri, seen: SeenRecord, anchor: number): OpenRecord {
    const record = this.add(newRecordUri(file, seen.record), file, seen);
    this.remember(record.uri, seen);
    record.take(anchor);
    return record;
  }

  private add(uri: vscode.Uri, file: vscode.Uri, seen: SeenRecord): OpenRecord {
    const record = new OpenRecord(uri, file, seen, this.server, (now) => this.remember(uri, now));
    this.records.set(uri.toString(), record);
    return record;
  }

  private remember(uri: vscode.Uri, seen: SeenRecord): void {
    const others = Object.entries(this.state.get<KnownRecords>(SEEN, {})).filter(([key]) => key !== uri.toString());
    const entries = [...others.slice(1 - REMEMBERED), [uri.toString(), seen] as const];
    void this.state.update(SEEN, Object.fromEntries(entries));
  }

  private noteChange(document: vscode.TextDocument): void {
    this.noteClean(document);
    if (![...this.of(document.uri)].some(({ isGone }) => isGone)) return;
    clearTimeout(this.search);
    this.search = setTimeout(() => void this.findAgain(document.uri), PAUSE);
  }

  /** A record that has gone may have come back. */
  private async findAgain(file: vscode.Uri): Promise<void> {
    for (const record of this.of(file)) if (record.isGone) await this.refresh(record);
  }

  private noteClean(document: vscode.TextDocument): void {
    if (document.uri.scheme !== RECORD_SCHEME || document.isDirty) return;
    this.records.get(document.uri.toString())?.noteClean(document.getText());
  }

  private async lookAgain({ uri, anchors }: RecordsChangedParams): Promise<void> {
    for (const record of this.records.values()) if (record.isAnchor(uri, anchors)) await this.refresh(record);
  }

  /** Has a document without unsaved changes say what its record says. One with unsaved changes stays; saving it will tell. */
  private async refresh(record: OpenRecord | undefined): Promise<void> {
    // A file that can't be read is told of when the record is saved.
    const now = await record?.read().catch(() => undefined);
    if (!record || now === undefined) return;
    if (now) record.noteMoved(now.record);
    if (record.document?.isDirty) return;
    const wasGone = record.isGone;
    record.isGone = now === null;
    if (!now) {
      if (!wasGone) this.changed({ type: vscode.FileChangeType.Deleted, uri: record.uri });
    } else if (wasGone || now.digest !== record.digest) {
      record.renew();
      const { Created, Changed } = vscode.FileChangeType;
      this.changed({ type: wasGone ? Created : Changed, uri: record.uri });
    }
  }

  /** What the server followed is forgotten. */
  private async followAnew(isRunning: boolean): Promise<void> {
    const records = [...this.records.values()];
    for (const record of records) record.forget();
    if (isRunning) for (const record of records) await this.refresh(record);
  }

  private *of(file: vscode.Uri): Generator<OpenRecord> {
    const key = file.toString();
    for (const record of this.records.values()) if (record.file.toString() === key) yield record;
  }

  /** A document was closed: of a record, or of the file of some, which is opened again, as the server knows the records of open files only. */
  private async close(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    this.records.get(key)?.release();
    this.records.delete(key);
    const records = [...this.of(uri)];
    for (const record of records) record.forget();
    for (const record of records) await this.refresh(record);
  }
}
