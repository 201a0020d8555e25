import * as vscode from 'vscode';
import type { PanelSample } from '../../protocol/panel';
import type { FollowedRecord, PlacedRecord, RecordPlace, RecordRef } from '../../protocol/records';
import type { Server } from '../server';
import { nameOf, readText } from './openText';
import type { Records } from './records';

/** A record that was shown, by which it is found again. */
export type SeenRecord = Pick<PlacedRecord, 'record' | 'digest'>;

/** Shows one record of a file and keeps to it: through edits, after the server was started anew, and after the file was closed and opened. */
export class RecordView implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fires when there is something else to be shown. */
  readonly onChange = this.changeEmitter.event;
  private readonly subscriptions: vscode.Disposable;
  /** What the server follows for this view. */
  private ref: RecordRef | undefined;
  private lastSeen: SeenRecord | undefined;
  /** What was asked for and has not been shown yet. */
  private wanted: { readonly at: RecordPlace; readonly uri: string } | undefined;
  /** The file in which it was not found; it is looked for again when the server tells something new of it. */
  private missed: string | undefined;
  private shown: PanelSample = { kind: 'loading' };
  /** What is on the way to be shown. */
  private showing: Promise<unknown> | undefined;
  /** Counts what was asked for: what has come too late is not shown. */
  private step = 0;
  /** How many times the file is being opened by this. */
  private opening = 0;
  private isFetching = false;
  private isStale = false;
  private isDisposed = false;

  constructor(
    private readonly server: Server,
    private readonly records: Records,
    private file: string,
    /** The record stays the same: another one never takes its place by itself. */
    private readonly isKept: () => boolean,
  ) {
    this.subscriptions = vscode.Disposable.from(
      server.onRecordsChanged(({ uri, anchors }) => {
        if (this.ref?.uri === uri && anchors.includes(this.ref.anchor)) void this.refresh();
      }),
      server.onStatus((uri) => {
        if (uri === this.missed) void this.again();
      }),
      server.onRunning((isRunning) => {
        this.ref = undefined;
        if (isRunning) void this.again();
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.toString() === this.file && !this.ref && this.opening === 0) void this.again();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.toString() === this.file) this.ref = undefined;
      }),
    );
  }

  get uri(): string {
    return this.file;
  }

  get sample(): PanelSample {
    return this.shown;
  }

  /** The record that is shown, or was last. */
  get seen(): SeenRecord | undefined {
    return this.lastSeen;
  }

  /** True while the server follows the record; a file that is closed is opened again by {@link follow}. */
  get isFollowed(): boolean {
    return this.ref !== undefined;
  }

  /** Shows a record, of another file if one is named. @returns the place; undefined if there is none, or something else was asked for since */
  show(at: RecordPlace, uri = this.file): Promise<PlacedRecord | undefined> {
    const showing = this.look(at, uri).finally(() => {
      if (this.showing === showing) this.showing = undefined;
    });
    this.showing = showing;
    return showing;
  }

  /** The record that is shown, or on the way to be, as the server follows it, once more if need be. */
  async follow(): Promise<RecordRef | undefined> {
    if (!this.ref && !this.showing) void this.again();
    while (this.showing) await this.showing;
    return this.ref;
  }

  /** Goes with a file that has another name now. */
  rename(uri: string): void {
    this.ref = undefined;
    this.wanted = undefined;
    this.file = uri;
    void this.again();
  }

  /** The file is not there any more. */
  lose(): void {
    this.step += 1;
    this.showNone(this.file, vscode.l10n.t('{0} is not there any more.', nameOf(vscode.Uri.parse(this.file))));
  }

  dispose(): void {
    this.isDisposed = true;
    this.release();
    this.step += 1;
    this.subscriptions.dispose();
    this.changeEmitter.dispose();
  }

  private async look(at: RecordPlace, uri: string): Promise<PlacedRecord | undefined> {
    // Nobody would release it.
    if (this.isDisposed) return undefined;
    const step = ++this.step;
    this.wanted = { at, uri };
    this.opening += 1;
    const document = await readText(uri);
    this.opening -= 1;
    if (step !== this.step) return undefined;
    if (typeof document === 'string') return this.showNone(uri, document);
    const followed = await this.records.follow(uri, at);
    if (step !== this.step) {
      if (followed) this.records.release({ uri, anchor: followed.anchor });
      return undefined;
    }
    if (followed) return this.adopt(uri, followed);
    const isKnown = this.server.status(vscode.Uri.parse(uri)) !== undefined;
    if (at.kind === 'seen' && isKnown && !this.isKept()) return this.look({ kind: 'index', record: at.record }, uri);
    this.miss(uri, at, followed === null);
    return undefined;
  }

  private async again(): Promise<void> {
    const { lastSeen, wanted } = this;
    const at: RecordPlace = lastSeen ? { kind: 'seen', ...lastSeen } : { kind: 'index', record: 0 };
    await this.show(wanted?.at ?? at, wanted?.uri);
  }

  private async adopt(uri: string, { anchor, place }: FollowedRecord): Promise<PlacedRecord> {
    const { lastSeen } = this;
    this.wanted = undefined;
    this.missed = undefined;
    if (uri === this.file && this.ref && lastSeen && isSameRecord(lastSeen, place)) {
      this.records.release({ uri, anchor });
      return place;
    }
    this.release();
    this.file = uri;
    this.ref = { uri, anchor };
    this.lastSeen = place;
    await this.refresh();
    return place;
  }

  /** Asks for the sample of the record that is followed; while an answer is awaited, only once more behind it. */
  private async refresh(): Promise<void> {
    if (this.isFetching) {
      this.isStale = true;
      return;
    }
    this.isFetching = true;
    try {
      do {
        this.isStale = false;
        await this.fetch();
      } while (this.isStale);
    } finally {
      this.isFetching = false;
    }
  }

  private async fetch(): Promise<void> {
    const { ref } = this;
    if (!ref) return;
    const sample = await this.records.sample(ref);
    if (ref !== this.ref) {
      this.isStale = true;
      return;
    }
    if (sample) {
      this.lastSeen = sample.place;
      this.change({ kind: 'sample', sample });
    } else if (sample === null) {
      this.replace();
    } else if (this.shown.kind !== 'sample') {
      this.change({ kind: 'none', message: silent() });
    }
  }

  /** The record has gone: the one that has come in its place is shown, unless it is this one that is wanted. */
  private replace(): void {
    this.release();
    const { lastSeen } = this;
    if (!this.isKept()) {
      void this.show({ kind: 'index', record: lastSeen?.record ?? 0 });
      return;
    }
    this.wanted = lastSeen && { at: { kind: 'seen', ...lastSeen }, uri: this.file };
    this.missed = this.file;
    this.change({ kind: 'none', message: vscode.l10n.t('This record is not in the file any more.') });
  }

  private miss(uri: string, at: RecordPlace, isAnswered: boolean): void {
    const status = this.server.status(vscode.Uri.parse(uri));
    // It is tried again once the server tells of the file, as it also does where it is none for it.
    const wasTold = status !== undefined || this.missed === uri;
    this.missed = uri;
    this.release();
    if (isAnswered && !wasTold) return this.change({ kind: 'loading' }, uri);
    this.showNone(uri, isAnswered ? this.whyNone(vscode.Uri.parse(uri), at) : silent());
  }

  private whyNone(uri: vscode.Uri, at: RecordPlace): string {
    const status = this.server.status(uri);
    if (!status) return vscode.l10n.t('Tuneset doesn’t read {0} as a dataset.', nameOf(uri));
    if (status.records === 0) return vscode.l10n.t('This dataset has no records yet.');
    return at.kind === 'seen'
      ? vscode.l10n.t('This record is not in the file any more.')
      : vscode.l10n.t('There is no record to be shown.');
  }

  private showNone(uri: string, message: string): undefined {
    this.release();
    this.change({ kind: 'none', message }, uri);
    return undefined;
  }

  private release(): void {
    if (this.ref) this.records.release(this.ref);
    this.ref = undefined;
  }

  private change(sample: PanelSample, uri = this.file): void {
    if (uri !== this.file) this.lastSeen = undefined;
    this.file = uri;
    this.shown = sample;
    this.changeEmitter.fire();
  }
}

function isSameRecord(one: SeenRecord, other: SeenRecord): boolean {
  return one.record === other.record && one.digest === other.digest;
}

function silent(): string {
  return vscode.l10n.t('Tuneset’s language server does not answer. Its log says why.');
}
