import type { Connection } from 'vscode-languageserver';
import type { PlacedPiece } from '../../dataset/sequence';
import {
  FollowRecord,
  RecordsChanged,
  ReleaseRecord,
  type FollowedRecord,
  type FollowRecordParams,
  type RecordPlace,
  type RecordRef,
  type RecordsChangedParams,
} from '../../protocol/records';
import type { Analysis } from '../../rules/checker';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { recordAt } from '../labels/touchedRecords';
import { digestOf } from './digest';
import type { Followed, FollowedPiece } from './followed';
import { placeOf } from './placeOf';

/** Milliseconds from something new until clients are told of it: what comes with it is told at once. */
const PAUSE = 20;

type Placed = PlacedPiece<Analysis>;

/** Follows records for clients and tells when there is something new of them. */
export class FollowedRecords implements Followed {
  private last = 0;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  /** What clients know of each record: by file, then by anchor. */
  private readonly told = new Map<string, Map<number, string>>();

  constructor(
    private readonly connection: Connection,
    private readonly get: (uri: string) => OpenDocument | undefined,
    /** Settled when the settings that are known to have changed are applied. */
    private readonly configured: () => Promise<void>,
    /** Stands for all that a client is shown of a record, its text aside; another one when there is something new. */
    private readonly stateOf: (found: FollowedPiece) => string,
  ) {}

  listen(): void {
    this.connection.onRequest(FollowRecord.method, async ({ uri, at }: FollowRecordParams) => {
      await this.configured();
      return this.follow(uri, at);
    });
    this.connection.onNotification(ReleaseRecord.method, (ref: RecordRef) => this.release(ref));
  }

  find({ uri, anchor }: RecordRef): FollowedPiece | undefined {
    const document = this.get(uri);
    const dataset = document?.dataset;
    const index = document?.anchors.indexOf(anchor);
    const placed = dataset && index !== undefined ? pieceAt(dataset, index) : undefined;
    return document && dataset && placed && { document, dataset, placed, digest: digestOf(placed.piece) };
  }

  /** There may be something new of a file's records: clients are told in a moment of those of which there is. */
  touch(uri: string): void {
    if (this.timers.has(uri) || this.get(uri)?.anchors.isIdle !== false) return;
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        this.tell(uri);
      }, PAUSE),
    );
  }

  close(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.told.delete(uri);
  }

  private follow(uri: string, at: RecordPlace): FollowedRecord | null {
    const document = this.get(uri);
    const dataset = document?.dataset;
    const placed = dataset && recordOf(dataset, at);
    if (!document || !placed) return null;
    const anchor = ++this.last;
    document.anchors.follow(anchor, placed.index, placed.piece);
    const found = this.find({ uri, anchor })!;
    this.toldOf(uri).set(anchor, this.keyOf(found));
    return { anchor, place: placeOf(found) };
  }

  private release({ uri, anchor }: RecordRef): void {
    this.get(uri)?.anchors.release(anchor);
    this.told.get(uri)?.delete(anchor);
  }

  private tell(uri: string): void {
    const anchors: number[] = [];
    const told = this.toldOf(uri);
    for (const anchor of this.get(uri)?.anchors.ids ?? []) {
      const found = this.find({ uri, anchor });
      const key = found ? this.keyOf(found) : '';
      if (told.get(anchor) === key) continue;
      told.set(anchor, key);
      anchors.push(anchor);
    }
    const params: RecordsChangedParams = { uri, anchors };
    if (anchors.length > 0) void this.connection.sendNotification(RecordsChanged.method, params);
  }

  private toldOf(uri: string): Map<number, string> {
    let told = this.told.get(uri);
    if (!told) this.told.set(uri, (told = new Map<number, string>()));
    return told;
  }

  /** The version alone is nothing new. */
  private keyOf(found: FollowedPiece): string {
    return JSON.stringify([{ ...placeOf(found), version: 0 }, this.stateOf(found)]);
  }
}

function recordOf(dataset: OpenDataset, at: RecordPlace): Placed | undefined {
  const { pieces } = dataset.checked.text;
  const { records } = pieces.totals;
  if (at.kind === 'index') return pieces.record(Math.min(at.record, records - 1));
  if (at.kind === 'seen') return nearestWith(dataset, at.digest, at.record);
  const { position } = at;
  const next = recordAt(dataset, position) ?? pieces.at(position);
  return next && pieces.record(Math.min(next.record, records - 1));
}

/** The record with that digest that is nearest to an index. It looks at every record: 40 MB take a tenth of a second. */
function nearestWith(dataset: OpenDataset, digest: string, record: number): Placed | undefined {
  const there = dataset.checked.text.pieces.record(record);
  if (there && digestOf(there.piece) === digest) return there;
  let nearest: Placed | undefined;
  for (const placed of dataset.checked.text.pieces.placed()) {
    if (placed.piece.kind !== 'record' || digestOf(placed.piece) !== digest) continue;
    if (!nearest || Math.abs(placed.record - record) < Math.abs(nearest.record - record)) nearest = placed;
  }
  return nearest;
}

function pieceAt({ checked }: OpenDataset, index: number): Placed | undefined {
  for (const placed of checked.text.pieces.placed(index)) return placed;
  return undefined;
}
