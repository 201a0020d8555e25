import type { Connection } from 'vscode-languageserver';
import type { LabelSettings } from '../../labels/labelSettings';
import type { Counting } from '../counting';
import type { Counters, CounterWish } from '../counters';
import type { ActionSupport } from '../features/codeActions';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { FindRecords } from '../preview/findRecords';
import { mediaIn } from '../preview/mediaFolders';
import { ModelViews } from '../preview/modelViews';
import { Previews } from '../preview/previews';
import { Samples } from '../preview/samples';
import { ProbeFeatures } from '../probe/probeFeatures';
import { Reviews, type ReviewHost } from '../review/reviews';
import { RecordEditing } from './editRecord';
import { FollowedRecords } from './followedRecords';
import { RecordDocumentFeatures } from './recordDocumentFeatures';
import { RecordDocuments } from './recordDocuments';

/** What the server has that is needed to show records and to edit them. */
export interface RecordServer {
  readonly connection: Connection;
  readonly get: (uri: string) => OpenDocument | undefined;
  readonly all: () => readonly OpenDocument[];
  /** Settled when the settings that are known to have changed are applied. */
  readonly configured: () => Promise<void>;
  /** Checks what of a file has not been checked yet. */
  readonly check: (uri: string) => Promise<void>;
  readonly counting: Counting;
  readonly labels: (uri: string) => LabelSettings;
  /** URIs of the workspace's folders, with a slash at their ends. */
  readonly folders: () => readonly string[];
  readonly reviewHost: ReviewHost;
  /** URI of the folder with the rules' pages. */
  readonly pages: string;
  readonly support: () => ActionSupport;
  readonly counters: Counters;
  /** How the records of a dataset are to be counted. */
  readonly wishOf: (uri: string, dataset: OpenDataset) => CounterWish;
}

/** Everything about single records: following, finding, showing and editing them. */
export class RecordFeatures {
  readonly followed: FollowedRecords;
  readonly reviews: Reviews;
  /** What is answered in records that are open as documents of their own. */
  readonly documents: RecordDocumentFeatures;
  private readonly recordDocuments: RecordDocuments;
  private readonly previews: Previews;
  private readonly finding: FindRecords;
  private readonly modelViews: ModelViews;
  private readonly editing: RecordEditing;
  private readonly probe: ProbeFeatures;

  constructor(server: RecordServer) {
    const { connection, get, configured, counters, wishOf } = server;
    const changed = (uri: string): void => this.changed(uri);
    const samples = new Samples({ ...server, changed, media: mediaIn(server.folders) });
    this.followed = new FollowedRecords(connection, get, configured, (found) =>
      [this.previews.stateOf(found), this.reviews.stampOf(found.document)].join(),
    );
    this.reviews = new Reviews({
      ...{ connection, get, configured, followed: this.followed, changed },
      ...{ host: server.reviewHost, labels: server.labels },
    });
    this.previews = new Previews(connection, this.followed, samples, this.reviews, configured);
    this.finding = new FindRecords(server, this.reviews);
    this.documents = new RecordDocumentFeatures(server);
    this.recordDocuments = new RecordDocuments(connection, this.followed, get);
    this.editing = new RecordEditing(connection, this.followed, get, configured);
    this.modelViews = new ModelViews(connection, counters, this.followed, wishOf, configured);
    this.probe = new ProbeFeatures(server, this.followed, this.finding);
  }

  listen(): void {
    this.followed.listen();
    this.reviews.listen();
    this.previews.listen();
    this.finding.listen();
    this.modelViews.listen();
    this.editing.listen();
    this.recordDocuments.listen();
    this.probe.listen();
  }

  /** There may be something new of a file's records. */
  changed(uri: string): void {
    this.followed.touch(uri);
    this.documents.fileChanged(uri);
  }

  /** Files on the disk have changed. */
  filesChanged(uris: readonly string[]): void {
    this.reviews.filesChanged(uris);
  }

  close(uri: string): void {
    this.followed.close(uri);
    this.reviews.close(uri);
  }
}
