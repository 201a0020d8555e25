import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/browser';
import {
  EditSample,
  FixSample,
  GoTo,
  PanelAction,
  PanelCommand,
  NoteUnsaved,
  PanelReady,
  ReviewSample,
  SetQuery,
  ShowModel,
  ShowPanel,
  type EditSampleParams,
  type FixSampleParams,
  type GoToParams,
  type PanelActionParams,
  type PanelCommandParams,
  type PanelOutcome,
  type PanelPlace,
  type PanelState,
  type ReviewSampleParams,
  type ShowModelResult,
} from '../../src/protocol/panel';
import type { ModelViewSettings } from '../../src/protocol/preview';
import type { RecordQuery } from '../../src/protocol/records';
import type { VsCode } from '../ui/connection';
import { ViewHost } from '../ui/viewHost';
import { ConnectedProbeHost, type ProbeHost } from './probe/probeHost';

/**
 * The extension, as the parts of the view see it. Requests never reject: what can't be done is told by the result, and what fails for a reason of its own
 * is shown by the extension.
 */
export interface Host {
  /** Another record is shown then; it comes to the parts as a new {@link PanelState}. */
  goTo(params: GoToParams): Promise<void>;
  setQuery(query: RecordQuery): Promise<void>;
  edit(params: EditSampleParams): Promise<PanelOutcome>;
  fix(params: FixSampleParams): Promise<PanelOutcome>;
  /** Null: the record is not there any more, or the request was cancelled. */
  model(settings: ModelViewSettings, token?: CancellationToken): Promise<ShowModelResult>;
  review(params: ReviewSampleParams): Promise<PanelOutcome>;
  act(params: PanelActionParams): Promise<void>;
  readonly probe: ProbeHost;

  /** Calls back when a key of VS Code's asks for something; the result ends that. */
  onCommand(listener: (params: PanelCommandParams) => void): () => void;

  /** What a part remembered under its key; it survives hiding the view and reloading the window. Undefined: nothing. */
  recall(key: string): unknown;
  /** Remembers a small value, plain data; undefined forgets it. Unsaved text belongs here: a hidden view is thrown away. */
  remember(key: string, value: unknown): void;
}

/** How texts are shown, in every part of the view. */
export interface ViewOptions {
  /** Text as it stands there, instead of Markdown. */
  readonly isRaw: boolean;
  /** Characters that one can't see are drawn. */
  readonly showsInvisible: boolean;
}

/** The extension at the other end of a connection. */
export class ConnectedHost extends ViewHost implements Host {
  readonly probe: ProbeHost;
  private readonly listeners = new Set<(params: PanelCommandParams) => void>();

  /** `show`: takes what is to be shown, again and again; `unsaved`: what was typed in a page that was closed. */
  constructor(connection: MessageConnection, vscode: VsCode, show: (state: PanelState) => void, unsaved: unknown) {
    super(connection, vscode, unsaved);
    this.probe = new ConnectedProbeHost(connection, (...request) => this.ask(...request));
    connection.onNotification(ShowPanel.method, (state: PanelState) => {
      this.remember('place', this.placeOf(state));
      show(state);
    });
    connection.onNotification(PanelCommand.method, (params: PanelCommandParams) => {
      for (const listener of this.listeners) listener(params);
    });
    connection.listen();
  }

  async ready(): Promise<void> {
    this.noteUnsaved();
    await this.ask(PanelReady.method, undefined, undefined);
  }

  async goTo(params: GoToParams): Promise<void> {
    await this.ask(GoTo.method, params, undefined);
  }

  async setQuery(query: RecordQuery): Promise<void> {
    await this.ask(SetQuery.method, query, undefined);
  }

  edit(params: EditSampleParams): Promise<PanelOutcome> {
    return this.ask(EditSample.method, params, DONE);
  }

  fix(params: FixSampleParams): Promise<PanelOutcome> {
    return this.ask(FixSample.method, params, DONE);
  }

  model(settings: ModelViewSettings, token?: CancellationToken): Promise<ShowModelResult> {
    return this.ask<ShowModelResult>(ShowModel.method, { settings }, null, token);
  }

  review(params: ReviewSampleParams): Promise<PanelOutcome> {
    return this.ask(ReviewSample.method, params, DONE);
  }

  async act(params: PanelActionParams): Promise<void> {
    await this.ask(PanelAction.method, params, undefined);
  }

  onCommand(listener: (params: PanelCommandParams) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  override remember(key: string, value: unknown): void {
    super.remember(key, value);
    if (UNSAVED.includes(key)) this.noteUnsaved();
  }

  private noteUnsaved(): void {
    const lists = UNSAVED.map((key) => [key, this.recall(key)] as const).filter(([, list]) => Array.isArray(list));
    void this.ask(NoteUnsaved.method, Object.fromEntries(lists), undefined);
  }

  private placeOf({ uri, sample, query, isPinned, isReviewing, only }: PanelState): PanelPlace {
    const before = this.recall('place') as PanelPlace | undefined;
    const place = sample.kind === 'sample' ? sample.sample.place : undefined;
    const seen = place ? { record: place.record, digest: place.digest } : before?.uri === uri ? before.seen : null;
    return { uri, seen, query, isPinned, isReviewing, ...(only && { only }) };
  }
}

/** Keys under which parts of the view remember what is typed and not saved. */
const UNSAVED = ['drafts', 'review.notes'];

const DONE: PanelOutcome = { refused: null };
