import type { CancellationToken, Connection } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { FormatWish } from '../../../src/dataset/datasetInfo/wishedFormat';
import type { ProjectLabels } from '../../../src/dataset/project';
import { labelSettings } from '../../../src/labels/labelSettings';
import { FixFinding, GetSample, type ChosenFix, type PreviewSample } from '../../../src/protocol/preview';
import {
  FindRecord,
  FollowRecord,
  RecordsChanged,
  ReleaseRecord,
  type EditRecordResult,
  type FindRecordResult,
  type FollowedRecord,
  type RecordPlace,
  type RecordQuery,
  type RecordsChangedParams,
} from '../../../src/protocol/records';
import type { CheckOptions } from '../../../src/rules/checker';
import type { Counting } from '../../../src/server/counting';
import type { KnownMediaFiles } from '../../../src/server/files';
import { OpenDocument } from '../../../src/server/openDocument';
import { FindRecords } from '../../../src/server/preview/findRecords';
import { mediaIn } from '../../../src/server/preview/mediaFolders';
import { Previews } from '../../../src/server/preview/previews';
import { Samples } from '../../../src/server/preview/samples';
import { FollowedRecords } from '../../../src/server/records/followedRecords';
import type { Reviewed } from '../../../src/server/review/reviewed';

export const URI = 'file:///data/sets/a.jsonl';

type Handler = (params: object, token?: CancellationToken) => unknown;

export interface ReaderOptions {
  readonly format?: FormatWish;
  readonly check?: Omit<CheckOptions, 'format' | 'mediaFiles'>;
  readonly labels?: ProjectLabels;
  readonly counter?: NonNullable<ReturnType<Counting['counter']>>;
  readonly mediaFiles?: KnownMediaFiles;
  readonly reviewed?: Partial<Reviewed>;
}

/** A client that reads the records of one open file, with all of the server that it needs around it. */
export class RecordReader {
  readonly document: OpenDocument;
  readonly faults: string[] = [];
  private readonly changes: (readonly number[])[] = [];
  private readonly handlers = new Map<string, Handler>();
  private readonly followed: FollowedRecords;
  private isOpen = true;

  constructor(text: string, { format = {}, check = {}, labels, counter, mediaFiles, reviewed }: ReaderOptions = {}) {
    const settings = labelSettings(labels, undefined);
    this.document = new OpenDocument(URI, 'jsonl', 1, text);
    this.document.configure({ format, check: { labels: settings, ...check }, mediaFiles });
    const connection = {
      onRequest: (method: string, handler: Handler) => this.handlers.set(method, handler),
      onNotification: (method: string, handler: Handler) => this.handlers.set(method, handler),
      sendNotification: async (method: string, { anchors }: RecordsChangedParams) => {
        if (method === RecordsChanged.method) this.changes.push(anchors);
      },
      console: { error: (fault: string) => this.faults.push(fault) },
    } as unknown as Connection;
    const get = (uri: string): OpenDocument | undefined => (this.isOpen && uri === URI ? this.document : undefined);
    const configured = async (): Promise<void> => undefined;
    const noReviews: Reviewed = { stampOf: () => '', stateOf: async () => null, passing: async () => () => true };
    const reviews = { ...noReviews, ...reviewed };
    const samples = new Samples({
      connection,
      counting: { counter: () => counter } as unknown as Counting,
      labels: () => settings,
      media: mediaIn(() => ['file:///data/work/']),
      changed: () => this.touch(),
    });
    this.followed = new FollowedRecords(connection, get, configured, (found) =>
      [previews.stateOf(found), reviews.stampOf(found.document)].join(),
    );
    const previews = new Previews(connection, this.followed, samples, reviews, configured);
    const checkAll = async (): Promise<void> => void this.document.dataset?.checked.check();
    const finding = new FindRecords({ connection, get, configured, check: checkAll, labels: () => settings }, reviews);
    for (const part of [this.followed, previews, finding]) part.listen();
  }

  follow(at: RecordPlace): Promise<FollowedRecord | null> {
    return this.ask(FollowRecord.method, { uri: URI, at });
  }

  /** Follows a record by its index. */
  async anchor(record: number): Promise<number> {
    return (await this.follow({ kind: 'index', record }))!.anchor;
  }

  async release(anchor: number): Promise<void> {
    await this.ask(ReleaseRecord.method, { uri: URI, anchor });
  }

  sampleOf(anchor: number): Promise<PreviewSample | null> {
    return this.ask(GetSample.method, { uri: URI, anchor });
  }

  /** The sample of the record with an index. */
  async sample(record = 0): Promise<PreviewSample> {
    return (await this.sampleOf(await this.anchor(record)))!;
  }

  fix(params: { anchor: number; digest: string; chosen: ChosenFix }): Promise<EditRecordResult> {
    return this.ask(FixFinding.method, { uri: URI, ...params });
  }

  find(
    query: Partial<RecordQuery>,
    from = -1,
    direction: 'next' | 'previous' | 'here' = 'next',
    token: Partial<CancellationToken> = {},
  ): Promise<FindRecordResult> {
    const asked = { filter: 'all', search: '', ...query };
    return this.ask(FindRecord.method, { uri: URI, query: asked, from, direction }, token);
  }

  /** Makes a change as the client says it. */
  change(...changes: TextDocumentContentChangeEvent[]): void {
    this.document.update(changes, this.document.version + 1);
    this.touch();
  }

  /** Replaces the first place of a text. */
  replace(text: string, by: string): void {
    const document = TextDocument.create(URI, 'jsonl', 1, this.document.text());
    const at = document.getText().indexOf(text);
    const range = { start: document.positionAt(at), end: document.positionAt(at + text.length) };
    this.change({ range, text: by });
  }

  /** There may be something new. */
  touch(): void {
    this.followed.touch(URI);
  }

  /** What was told next of followed records. */
  async told(): Promise<readonly number[]> {
    while (this.changes.length === 0) await pause();
    return this.changes.shift()!;
  }

  /** What is told after something that is told for sure: nothing else was. */
  async toldOnly(anchor: number, change: () => void): Promise<boolean> {
    change();
    const told = await this.told();
    return told.length === 1 && told[0] === anchor;
  }

  close(): void {
    this.isOpen = false;
    this.followed.close(URI);
  }

  private async ask<R>(method: string, params: object, token?: Partial<CancellationToken>): Promise<R> {
    return (await this.handlers.get(method)!(params, (token ?? {}) as CancellationToken)) as R;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
