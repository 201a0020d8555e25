import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Piece } from '../../dataset/piece';
import type { LabelSettings } from '../../labels/labelSettings';
import type { DocumentParams } from '../../protocol/messages';
import {
  AddReview,
  ExportReviewed,
  GetReviewReport,
  type AddReviewParams,
  type AddReviewResult,
  type ExportReviewedParams,
  type ExportReviewedResult,
  type ReviewReport,
  type ReviewState,
} from '../../protocol/review';
import type { ReviewLine } from '../../review/reviewLine';
import { reviewFileOf } from '../../review/reviewFile';
import type { Review, ReviewLog } from '../../review/reviewLog';
import type { ConversionHost } from '../conversions';
import type { Progressing } from '../labels/walking';
import type { OpenDocument } from '../openDocument';
import type { Followed } from '../records/followed';
import { comparable } from '../uris';
import { DocumentProgress } from './documentProgress';
import { exportReviewed } from './exportReviewed';
import { keyOf } from './recordKeys';
import { reportOf } from './reportOf';
import type { Reviewed, ReviewFilter } from './reviewed';
import type { ReviewFiles } from './reviewFiles';
import { ReviewStore } from './reviewStore';

/** What reviews need of the machine. */
export interface ReviewHost extends ConversionHost {
  readonly reviewFiles: ReviewFiles;
}

/** What reviews need of the server. */
export interface ReviewServer {
  readonly connection: Connection;
  readonly host: ReviewHost;
  readonly get: (uri: string) => OpenDocument | undefined;
  readonly labels: (uri: string) => LabelSettings;
  readonly followed: Followed;
  /** There is something new of a file's records. */
  readonly changed: (uri: string) => void;
  /** Settled when the settings that are known to have changed are applied. */
  readonly configured: () => Promise<void>;
}

/** What is known of one open file's review. */
interface OpenReview {
  readonly store: ReviewStore;
  readonly progress: DocumentProgress;
}

/** Keeps what reviewers say of open files' records, in files beside them. */
export class Reviews implements Reviewed {
  private readonly open = new Map<string, OpenReview>();
  private readonly stores = new Map<string, ReviewStore>();

  constructor(private readonly server: ReviewServer) {}

  listen(): void {
    const { connection, configured, get } = this.server;
    connection.onRequest(AddReview.method, (params: AddReviewParams) => this.add(params));
    connection.onRequest(
      GetReviewReport.method,
      async ({ uri }: DocumentParams, token: CancellationToken): Promise<ReviewReport | null> => {
        await configured();
        const document = get(uri);
        return document ? this.report(document, token) : null;
      },
    );
    connection.onRequest(
      ExportReviewed.method,
      async (
        params: ExportReviewedParams & Progressing,
        token: CancellationToken,
      ): Promise<ExportReviewedResult | null> => {
        const document = get(params.uri);
        return document ? this.export(document, params, token) : null;
      },
    );
  }

  stampOf({ uri }: OpenDocument): string {
    const review = this.open.get(uri);
    return review ? JSON.stringify([review.store.revision, review.progress.now]) : '';
  }

  async stateOf(document: OpenDocument, piece: Piece): Promise<ReviewState | null> {
    const review = await this.look(document);
    return review ? stateOf(review, piece) : null;
  }

  async passing(
    document: OpenDocument,
    filter: ReviewFilter,
    token?: CancellationToken,
  ): Promise<((piece: Piece) => boolean) | undefined> {
    const review = await this.look(document);
    if (!review || review.store.log.size === 0) return () => filter === 'pending';
    if (!(await review.progress.read(token))) return undefined;
    const { log } = review.store;
    return (piece) => passes(log.of(keyOf(piece)), filter);
  }

  /** Files have changed that may be files of reviews. */
  filesChanged(uris: readonly string[]): void {
    const changed = new Set(uris.map(comparable));
    for (const uri of this.open.keys()) {
      const document = changed.has(comparable(reviewFileOf(uri))) ? this.server.get(uri) : undefined;
      if (document) void this.look(document).then(() => this.server.changed(uri));
    }
  }

  close(uri: string): void {
    const path = this.open.get(uri)?.store.path;
    this.open.delete(uri);
    const isUsed = [...this.open.values()].some(({ store }) => store.path === path);
    if (path !== undefined && !isUsed) this.stores.delete(path);
  }

  private async add(params: AddReviewParams): Promise<AddReviewResult> {
    const found = this.server.followed.find(params);
    if (!found) return { refused: l10n.t('The record is not there any more.') };
    if (found.digest !== params.digest) {
      return { refused: l10n.t('The record says something else by now. Look at it again.') };
    }
    const { document, placed } = found;
    const review = this.reviewOf(document);
    if (!review) return { refused: l10n.t('Save the file on disk first: its review lies beside it.') };
    const { store, progress } = review;
    const key = keyOf(placed.piece);
    let before: Review | undefined;
    try {
      const isNew = await store.add((log) => {
        before = log.of(key);
        return lineFor(log, key, params);
      });
      progress.move(key, before?.verdict ?? null, store.log.of(key)?.verdict ?? null, store.revision);
      this.server.changed(document.uri);
      const state = stateOf(review, placed.piece);
      return { state, record: placed.record, file: reviewFileOf(document.uri), isNew };
    } catch (error) {
      return { refused: l10n.t('The review could not be written: {0}', messageOf(error)) };
    }
  }

  private async report(document: OpenDocument, token: CancellationToken): Promise<ReviewReport | null> {
    const review = await this.look(document);
    if (!review || !(await review.progress.read(token))) return null;
    return reportOf(document, review.store.log, this.server.labels(document.uri), token);
  }

  private async export(
    document: OpenDocument,
    params: ExportReviewedParams & Progressing,
    token: CancellationToken,
  ): Promise<ExportReviewedResult | null> {
    const review = await this.look(document);
    if (!review) return { error: l10n.t('There is no review of this file.') };
    const { connection, host } = this.server;
    const isMeant = (piece: Piece): boolean => review.store.log.of(keyOf(piece))?.verdict === params.verdict;
    return exportReviewed(connection, host, document, isMeant, params, token);
  }

  /** What is known of a file's review once it has been looked at; undefined where there can be none, or it can't be read. */
  private async look(document: OpenDocument): Promise<OpenReview | undefined> {
    const review = this.reviewOf(document);
    try {
      await review?.store.refresh();
      return review;
    } catch (error) {
      this.server.connection.console.warn(`${review!.store.path}: ${messageOf(error)}`);
      return undefined;
    }
  }

  private reviewOf(document: OpenDocument): OpenReview | undefined {
    const { uri } = document;
    const known = this.open.get(uri);
    if (known) return known;
    const dataset = this.server.host.pathOf(uri);
    if (dataset === undefined) return undefined;
    const path = reviewFileOf(dataset);
    const store = this.stores.get(path) ?? new ReviewStore(this.server.host.reviewFiles, path);
    const review = { store, progress: new DocumentProgress(document, store, () => this.server.changed(uri)) };
    this.stores.set(path, store);
    this.open.set(uri, review);
    return review;
  }
}

function passes(review: Review | undefined, filter: ReviewFilter): boolean {
  if (filter === 'noted') return review !== undefined && review.note !== '';
  const verdict = review?.verdict ?? null;
  return filter === 'pending' ? verdict === null : verdict === filter;
}

/** Undefined if the same reviewer has said the same already. */
function lineFor(log: ReviewLog, key: string, { verdict, note, reviewer }: AddReviewParams): ReviewLine | undefined {
  const known = log.of(key);
  const isSame =
    (verdict === undefined || verdict === (known?.verdict ?? null)) &&
    (note === undefined || note === (known?.note ?? '')) &&
    (verdict === undefined || verdict === null || reviewer === known?.reviewer);
  if (isSame) return undefined;
  const said = { ...(verdict !== undefined && { verdict }), ...(note !== undefined && { note }) };
  return { record: key, ...said, reviewer, at: log.timeFor(key, Date.now()) };
}

function stateOf({ store, progress }: OpenReview, piece: Piece): ReviewState {
  const review = store.log.size === 0 ? undefined : store.log.of(keyOf(piece));
  const { verdict = null, note = '' } = review ?? {};
  const isSaid = verdict !== null || note !== '';
  return {
    ...{ verdict, note, progress: progress.now },
    ...{ reviewer: (isSaid && review?.reviewer) || null, at: (isSaid && review?.at) || null },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
