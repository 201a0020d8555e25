import * as vscode from 'vscode';
import {
  InsertRecordDocument,
  ReadRecordDocument,
  WriteRecordDocument,
  type InsertRecordDocumentResult,
  type RecordDocument,
  type WriteRecordDocumentResult,
} from '../../protocol/recordDocument';
import { FollowRecord, ReleaseRecord, type FollowedRecord, type RecordRef } from '../../protocol/records';
import { readText } from '../preview/openText';
import type { Server } from '../server';

/** Milliseconds that the server may take to tell what a file is that was just opened. */
const PATIENCE = 30_000;
/** Texts given to VS Code of which it may still take one. */
const REMEMBERED = 5;

/** By what a record is found again: where it stood, and SHA-256 (hex) of its text. */
export interface SeenRecord {
  readonly record: number;
  readonly digest: string;
}

/** A record that is open as a document of its own. */
export class OpenRecord {
  private anchor: number | undefined;
  private following: Promise<RecordRef | null | undefined> | undefined;
  private readonly given: { readonly text: string; readonly digest: string }[] = [];
  /** What VS Code knows the document by; it changes only when VS Code is to read the document again. */
  private stamp = { mtime: 1, size: 0 };
  /** Nobody finds the record in its file. */
  isGone = false;

  /**
   * @param seen the record that the text of the document was made of
   * @param saw is told when that is another one
   */
  constructor(
    readonly uri: vscode.Uri,
    readonly file: vscode.Uri,
    private seen: SeenRecord,
    private readonly server: Server,
    private readonly saw: (seen: SeenRecord) => void,
  ) {}

  /** 0-based. */
  get record(): number {
    return this.seen.record;
  }

  get digest(): string {
    return this.seen.digest;
  }

  get stat(): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, ...this.stamp };
  }

  /** The document, if VS Code has it open. */
  get document(): vscode.TextDocument | undefined {
    const key = this.uri.toString();
    return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
  }

  isAnchor(file: string, anchors: readonly number[]): boolean {
    return this.anchor !== undefined && file === this.file.toString() && anchors.includes(this.anchor);
  }

  get isFollowed(): boolean {
    return this.anchor !== undefined;
  }

  /** Takes a record that the server follows already. */
  take(anchor: number): void {
    this.anchor = anchor;
  }

  /** The server has forgotten what it followed: it started anew, or the file was closed. */
  forget(): void {
    this.anchor = undefined;
  }

  release(): void {
    const { anchor } = this;
    if (anchor !== undefined) this.server.notify(ReleaseRecord.method, { uri: this.file.toString(), anchor });
    this.forget();
  }

  /** What the record says now; null if it is not in the file any more, undefined if nobody can tell. */
  async read(): Promise<RecordDocument | null | undefined> {
    return this.onRecord((ref) => this.server.request<RecordDocument | null>(ReadRecordDocument.method, ref));
  }

  /**
   * The edits that make the record say what a text says.
   *
   * @param digest of the record that they replace
   */
  async write(text: string, digest: string): Promise<WriteRecordDocumentResult | undefined> {
    const result = await this.onRecord(async (ref) => {
      const params = { ...ref, digest, text };
      const written = await this.server.request<WriteRecordDocumentResult>(WriteRecordDocument.method, params);
      return written?.kind === 'gone' ? null : written;
    });
    return result === null ? { kind: 'gone' } : result;
  }

  /** The edits that put a text into the file as a new record, where this one stood. */
  async insert(text: string): Promise<InsertRecordDocumentResult | undefined> {
    const params = { uri: this.file.toString(), record: this.record, text };
    return this.server.request(InsertRecordDocument.method, params);
  }

  /** VS Code gets this text; whether it takes it shows in {@link noteClean}. */
  give({ text, digest }: Pick<RecordDocument, 'text' | 'digest'>): Uint8Array {
    this.given.unshift({ text, digest });
    this.given.splice(REMEMBERED);
    const bytes = new TextEncoder().encode(text);
    this.stamp = { ...this.stamp, size: bytes.length };
    return bytes;
  }

  /** VS Code is to read the document again. */
  renew(): void {
    this.stamp = { ...this.stamp, mtime: this.stamp.mtime + 1 };
  }

  /** The document has no unsaved changes: what it shows is the record as it was given or written. */
  noteClean(text: string): void {
    const found = this.given.find((given) => given.text === plain(text));
    if (found) this.see({ ...this.seen, digest: found.digest });
  }

  /** The record was written to the file, and says what a text of the document says. */
  noteWritten({ record, digest }: SeenRecord, text: string): void {
    this.isGone = false;
    this.see({ record, digest });
    this.give({ text: plain(text), digest });
    this.renew();
  }

  /** Where the record stands now. */
  noteMoved(record: number): void {
    this.see({ ...this.seen, record });
  }

  private see(seen: SeenRecord): void {
    if (seen.record === this.seen.record && seen.digest === this.seen.digest) return;
    this.seen = seen;
    this.saw(seen);
  }

  /** Asks of the record; where that has gone, of one that says what it said before, as after an undo. */
  private async onRecord<R>(ask: (ref: RecordRef) => Promise<R | null | undefined>): Promise<R | null | undefined> {
    for (;;) {
      const wasFollowed = this.isFollowed;
      const ref = await this.follow();
      const answer = ref && (await ask(ref));
      if (answer !== null || !wasFollowed) return answer;
      this.release();
    }
  }

  /** @returns null if the record is not in the file any more, undefined if nobody can tell */
  private follow(): Promise<RecordRef | null | undefined> {
    this.following ??= this.startFollowing().finally(() => (this.following = undefined));
    return this.following;
  }

  private async startFollowing(): Promise<RecordRef | null | undefined> {
    const uri = this.file.toString();
    const document = await readText(uri);
    if (typeof document === 'string') throw vscode.FileSystemError.Unavailable(document);
    if (this.anchor === undefined) {
      const followed = (await this.find()) ?? ((await this.untilKnown()) ? await this.find() : null);
      if (!followed) return followed;
      this.anchor = followed.anchor;
      this.noteMoved(followed.place.record);
    }
    return { uri, anchor: this.anchor };
  }

  /** Finds the record by what it said last; where its file has gone back to what it was, by what it said before. */
  private async find(): Promise<FollowedRecord | null | undefined> {
    const uri = this.file.toString();
    const { record } = this.seen;
    let followed: FollowedRecord | null | undefined;
    for (const digest of new Set([this.seen.digest, ...this.given.map((given) => given.digest)])) {
      const at = { kind: 'seen', record, digest } as const;
      followed = await this.server.request<FollowedRecord | null>(FollowRecord.method, { uri, at });
      if (followed) break;
    }
    return followed;
  }

  /** Waits until the server has told what a file is. @returns false if it had before, or tells nothing */
  private async untilKnown(): Promise<boolean> {
    const key = this.file.toString();
    if (this.server.status(this.file)) return false;
    return new Promise((resolve) => {
      const done = (isKnown: boolean): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve(isKnown);
      };
      const timer = setTimeout(() => done(false), PATIENCE);
      const listener = this.server.onStatus((uri) => {
        if (uri === key) done(true);
      });
    });
  }
}

/** A text as it was given: VS Code may write it with other line ends. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
