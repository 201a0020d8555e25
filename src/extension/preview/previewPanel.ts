import * as vscode from 'vscode';
import {
  PanelCommand,
  PanelReady,
  ShowPanel,
  type GoToParams,
  type PanelCommandParams,
  type PanelPlace,
  type PanelState,
  type PreviewTab,
} from '../../protocol/panel';
import type { PreviewSample } from '../../protocol/preview';
import type { FoundRecords, PlacedRecord, RecordPlace, RecordQuery } from '../../protocol/records';
import type { Server } from '../server';
import { scriptFolder, showViewPage } from '../views/showViewPage';
import { ViewConnection, type ViewHandlers } from '../views/viewConnection';
import type { Cursors } from './cursors';
import { FileWatch } from './fileWatch';
import { MediaUris } from './mediaUris';
import { isKept, isReadonlyFile, nameOf } from './openText';
import { EVERY_RECORD, RecordSearch } from './recordSearch';
import { RecordView } from './recordView';
import type { Records } from './records';
import { ShownRecords } from './shownRecords';
import { tellNoneFound } from './tellNoneFound';
import type { ClosedTexts } from './closedTexts';

/** What previews share. */
export interface PreviewParts {
  readonly server: Server;
  readonly records: Records;
  readonly cursors: Cursors;
  readonly extensionUri: vscode.Uri;
  readonly closedTexts: ClosedTexts;
  /** Answers to the requests of a panel's view. */
  readonly handlers: (panel: PreviewPanel) => ViewHandlers;
}

/** One preview: a webview panel that shows a record, follows the cursor and moves it. */
export class PreviewPanel implements vscode.Disposable {
  readonly view: RecordView;
  readonly shown = new ShownRecords();
  private readonly search: RecordSearch;
  private readonly connection: ViewConnection;
  private readonly media: MediaUris;
  private readonly watch: FileWatch;
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fires when another preview may want to know of it: it shows something else, was pinned, or became active. */
  readonly onChange = this.changeEmitter.event;
  /** The part that it shows alone; undefined: all of them, as tabs. */
  readonly only: PreviewTab | undefined;
  private pinned: boolean;
  private reviewing: boolean;
  /** By file. */
  private readonly readonly = new Map<string, boolean>();
  private other: PreviewPanel | undefined;
  private isReady = false;
  private isDisposed = false;
  private doing: Promise<void> = Promise.resolve();
  private commands: PanelCommandParams[] = [];

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly parts: PreviewParts,
    place: Pick<PanelPlace, 'uri'> & Partial<PanelPlace>,
    at: RecordPlace,
  ) {
    this.pinned = place.isPinned ?? false;
    this.reviewing = place.isReviewing ?? false;
    this.only = place.only;
    this.view = new RecordView(parts.server, parts.records, place.uri, () => this.pinned);
    this.search = new RecordSearch(parts.records, place.query ?? EVERY_RECORD);
    this.watch = new FileWatch({
      changed: () => void this.reload(),
      deleted: () => void (isKept(this.view.uri) || this.view.lose()),
      renamed: (uri) => this.view.rename(uri),
    });
    this.media = new MediaUris(panel.webview, scriptFolder(parts.extensionUri));
    this.connection = new ViewConnection(panel.webview, parts.handlers(this), PanelReady.method);
    this.view.onChange(() => void this.take());
    panel.onDidChangeViewState(() => this.viewStateChanged());
    showViewPage(panel, parts.extensionUri, 'preview', 'preview', { unsaved: parts.closedTexts.take() });
    this.showTitle();
    void this.show(at);
  }

  get isPinned(): boolean {
    return this.pinned;
  }

  get isReviewing(): boolean {
    return this.reviewing;
  }

  get query(): RecordQuery {
    return this.search.query;
  }

  get sample(): PreviewSample | undefined {
    const { sample } = this.view;
    return sample.kind === 'sample' ? sample.sample : undefined;
  }

  /** Shows a record, and moves the cursor there unless that is where it comes from. */
  async show(at: RecordPlace, uri = this.view.uri, movesCursor = false): Promise<void> {
    const place = await this.view.show(at, uri);
    if (place && movesCursor) this.moveCursor(place);
  }

  goTo(params: GoToParams): Promise<void> {
    return this.inOrder(() => this.step(params));
  }

  /** Does one thing after the other, however fast they are asked for. */
  inOrder(does: () => Promise<void>): Promise<void> {
    const done = this.doing.then(does);
    this.doing = done.catch(() => undefined);
    return done;
  }

  private async step(params: GoToParams): Promise<void> {
    if (params.kind === 'record') return this.show({ kind: 'index', record: params.record }, undefined, true);
    const query = params.kind === 'nextOf' ? { filter: params.filter, search: '' } : undefined;
    const direction = params.kind === 'previous' ? 'previous' : 'next';
    await this.view.follow();
    const from = this.view.seen?.record ?? -1;
    const found = await this.search.find({ uri: this.view.uri, from, direction }, query);
    if (found?.record === null) tellNoneFound(query ?? this.search.query);
    await this.showFound(found);
  }

  async setQuery(query: RecordQuery): Promise<void> {
    this.search.query = query;
    this.search.found = null;
    this.push();
    if (this.search.isOpen) return this.take();
    await this.view.follow();
    const from = Math.max(0, this.view.seen?.record ?? 0);
    await this.showFound(await this.search.find({ uri: this.view.uri, from, direction: 'here' }));
  }

  private async showFound(found: FoundRecords | undefined): Promise<void> {
    const before = this.view.seen?.record;
    if (found?.record != null) await this.show({ kind: 'index', record: found.record }, undefined, true);
    // Another record has been shown with what was found.
    if (before === this.view.seen?.record) this.push();
  }

  /** After a verdict: what the query finds next, or the next record without a verdict if every record passes. */
  advance(): Promise<void> {
    return this.goTo(this.search.isOpen ? { kind: 'nextOf', filter: 'pending' } : { kind: 'next' });
  }

  pin(isPinned: boolean): void {
    this.pinned = isPinned;
    this.showTitle();
    this.push();
    this.changeEmitter.fire();
  }

  review(isReviewing: boolean): void {
    this.reviewing = isReviewing;
    this.push();
  }

  /**
   * @param other the preview that this one is compared with; undefined for none
   * @param isNew it shows something else than before
   */
  compareWith(other: PreviewPanel | undefined, isNew: boolean): void {
    if (other === this.other && !isNew) return;
    this.other = other;
    this.push();
  }

  /** Has the page do something; one that is not there yet does it when it is. */
  command(params: PanelCommandParams): void {
    this.panel.reveal();
    this.commands.push(params);
    if (this.isReady) this.sendCommands();
  }

  /** Tells the page something besides what it is to show; one that is not there asks for it when it is. */
  tell(method: string, params: unknown): void {
    if (!this.isDisposed) this.connection.notify(method, params);
  }

  /** The page is there. */
  ready(): void {
    this.isReady = true;
    this.push();
    this.sendCommands();
  }

  /** Tells the page what to show; a hidden one asks for it as soon as it is there again. */
  push(): void {
    if (this.isDisposed || !this.panel.visible) return;
    const state = this.state();
    this.shown.note(state);
    this.connection.notify(ShowPanel.method, state);
  }

  /** Gives the cursor to the record that is shown; a pinned preview stands by itself. */
  moveCursor(place: PlacedRecord): void {
    if (!this.pinned) this.parts.cursors.moveTo(this.view.uri, place);
  }

  dispose(): void {
    this.isDisposed = true;
    this.connection.dispose();
    this.watch.dispose();
    this.view.dispose();
    this.search.dispose();
    this.changeEmitter.dispose();
  }

  private state(): PanelState {
    const { view, search } = this;
    const other = this.other?.sample;
    return {
      uri: view.uri,
      name: nameOf(vscode.Uri.parse(view.uri)),
      sample: view.sample,
      query: search.query,
      found: search.found,
      searchFault: search.fault,
      isPinned: this.pinned,
      isReviewing: this.reviewing,
      other: other
        ? { record: other.place.record, name: nameOf(vscode.Uri.parse(this.other!.view.uri)), sample: other }
        : null,
      isReadonly: this.readonly.get(view.uri) ?? false,
      mediaUris: this.media.of([this.sample, other]),
      ...(this.only && { only: this.only }),
    };
  }

  /** There is something else to be shown. */
  private async take(): Promise<void> {
    if (this.isDisposed) return;
    const { uri } = this.view;
    this.watch.watch(uri);
    this.showTitle();
    this.push();
    this.changeEmitter.fire();
    if (!this.readonly.has(uri)) await this.askReadonly(uri);
    const { found, fault } = this.search;
    await this.search.count(uri, () => this.view.seen?.record);
    if (found !== this.search.found || fault !== this.search.fault) this.push();
  }

  private async askReadonly(uri: string): Promise<void> {
    this.readonly.set(uri, false);
    const isReadonly = await isReadonlyFile(vscode.Uri.parse(uri));
    this.readonly.set(uri, isReadonly);
    if (isReadonly) this.push();
  }

  /** The file on disk has become another one: an open one VS Code reads by itself. */
  private async reload(): Promise<void> {
    this.readonly.delete(this.view.uri);
    if (!this.view.isFollowed && this.panel.visible) await this.view.follow();
  }

  private viewStateChanged(): void {
    // The page is thrown away; the next one begins with a message of its own.
    if (!this.panel.visible) {
      this.isReady = false;
      this.connection.close();
    } else if (!this.sample) void this.view.follow();
    if (this.panel.active) this.changeEmitter.fire();
  }

  private sendCommands(): void {
    for (const params of this.commands) this.connection.notify(PanelCommand.method, params);
    this.commands = [];
  }

  private showTitle(): void {
    const name = nameOf(vscode.Uri.parse(this.view.uri));
    const { seen } = this.view;
    this.panel.title =
      this.pinned && seen
        ? vscode.l10n.t('Record {0} of {1}', seen.record + 1, name)
        : this.only === 'probe'
          ? vscode.l10n.t('Probe {0}', name)
          : vscode.l10n.t('Preview {0}', name);
  }
}
