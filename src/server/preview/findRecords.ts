import * as l10n from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Fields } from '../../dataset/format';
import type { Piece } from '../../dataset/piece';
import { valueText } from '../../dataset/piece';
import { recordSearch, type RecordSearch } from '../../dataset/search/recordSearch';
import { MAX_TREE_DEPTH } from '../../dataset/tree';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import {
  FindRecord,
  type FindRecordParams,
  type FindRecordResult,
  type FoundRecords,
  type RecordFilterName,
  type RecordQuery,
} from '../../protocol/records';
import type { Analysis } from '../../rules/checker';
import { findingsOf, labelsOf, parsed } from '../labels/recordsOf';
import type { OpenDataset, OpenDocument } from '../openDocument';
import type { Reviewed } from '../review/reviewed';
import { withinTime } from '../../host/withinTime';

/** Milliseconds of searching after which other requests get their turn, and after which one is given up that does not come to an end. */
const SLICE = 30;
const TOO_LONG = 2000;
/** Searches whose results are kept, so that going from one record to the next does not read the file again. */
const MAX_KEPT = 4;

type RecordPiece = Piece<Analysis>;
type Test = (piece: RecordPiece, record: number) => boolean;

interface IndexedPiece {
  readonly piece: RecordPiece;
  readonly record: number;
}

/** What a search found so far. */
interface KnownSearch {
  readonly key: string;
  /** By record: an edit makes new pieces, and only those are looked at again. */
  readonly tested: WeakMap<RecordPiece, boolean>;
  /** The records that it finds in a version of a file. */
  found:
    { readonly dataset: OpenDataset; readonly version: number; readonly records: readonly IndexedPiece[] } | undefined;
}

/** What finding records needs of the server. */
export interface FindServer {
  readonly connection: Connection;
  readonly get: (uri: string) => OpenDocument | undefined;
  readonly configured: () => Promise<void>;
  /** Checks what of a file has not been checked yet. */
  readonly check: (uri: string) => Promise<void>;
  readonly labels: (uri: string) => LabelSettings;
}

/** Finds the records of open files by filter and search. */
export class FindRecords {
  private readonly known: KnownSearch[] = [];

  constructor(
    private readonly server: FindServer,
    private readonly reviewed: Reviewed,
  ) {}

  listen(): void {
    this.server.connection.onRequest(FindRecord.method, (params: FindRecordParams, token: CancellationToken) =>
      this.find(params, token),
    );
  }

  private async find(params: FindRecordParams, token: CancellationToken): Promise<FindRecordResult> {
    const found = await this.matching(params.uri, params.query, token);
    return found && !('fault' in found) ? located(params, found) : found;
  }

  /** The records that a query finds; null if it is cancelled, or the file is no dataset. */
  async matching(
    uri: string,
    query: RecordQuery,
    token: CancellationToken,
  ): Promise<RecordIndices | { readonly fault: string } | null> {
    const { get, configured, check } = this.server;
    await configured();
    const search = recordSearch(query.search);
    if (search && 'fault' in search) return search;
    if (query.filter !== 'all') await check(uri);
    for (;;) {
      const document = get(uri);
      if (!document?.dataset || token.isCancellationRequested) return null;
      const { version, dataset } = document;
      const passes = await this.filter(document, query.filter, token);
      const found = search ? await this.search(document, query.search, search, token) : undefined;
      if (passes === 'cancelled' || found === 'cancelled') return null;
      if (found && 'fault' in found) return found;
      // What was edited meanwhile is looked at again; the rest is known then.
      if (document.version !== version || document.dataset !== dataset) continue;
      return passing(dataset, found, passes);
    }
  }

  /** The records that the search finds. */
  private async search(
    document: OpenDocument,
    text: string,
    search: RecordSearch,
    token: CancellationToken,
  ): Promise<readonly IndexedPiece[] | 'cancelled' | { readonly fault: string }> {
    const { version } = document;
    const dataset = document.dataset!;
    const known = this.knownSearch(JSON.stringify([text, dataset.format.choice]));
    if (known.found?.dataset === dataset && known.found.version === version) return known.found.records;
    const all = recordsOf(dataset);
    const untested = all.filter(({ piece }) => !known.tested.has(piece));
    for (let done = 0; done < untested.length;) {
      if (token.isCancellationRequested) return 'cancelled';
      const tested = withinTime(TOO_LONG, () => testSome(untested, done, search, known.tested, dataset));
      if (!tested) return { fault: l10n.t('The search takes too long. Is its regular expression right?') };
      done = tested.done;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const records = all.filter(({ piece }) => known.tested.get(piece));
    known.found = { dataset, version, records };
    return records;
  }

  private knownSearch(key: string): KnownSearch {
    const at = this.known.findIndex((known) => known.key === key);
    const known =
      at < 0 ? { key, tested: new WeakMap<RecordPiece, boolean>(), found: undefined } : this.known.splice(at, 1)[0]!;
    this.known.unshift(known);
    this.known.length = Math.min(this.known.length, MAX_KEPT);
    return known;
  }

  /** Undefined for a filter that lets every record pass. */
  private async filter(
    document: OpenDocument,
    filter: RecordFilterName,
    token: CancellationToken,
  ): Promise<Test | undefined | 'cancelled'> {
    const reader = new LabelReader(this.server.labels(document.uri));
    switch (filter) {
      case 'all':
        return undefined;
      case 'finding': {
        const ofFile = new Set(document.ofFile().map(({ record }) => record));
        return (piece, record) => findingsOf(piece) > 0 || ofFile.has(record);
      }
      case 'untagged':
        return (piece) => labelsOf(piece, reader)?.types.length === 0;
      case 'robust':
        return (piece) => (labelsOf(piece, reader)?.kinds.length ?? 0) > 0;
      case 'over':
        return ({ analysis }) => analysis?.counted?.isOver === true || (analysis?.counted?.status ?? 'kept') !== 'kept';
      default:
        return (await this.reviewed.passing(document, filter, token)) ?? 'cancelled';
    }
  }
}

/** Searches records, from one on, until time is up for others. */
function testSome(
  records: readonly IndexedPiece[],
  from: number,
  search: RecordSearch,
  tested: WeakMap<RecordPiece, boolean>,
  { format }: OpenDataset,
): { readonly done: number } {
  const end = Date.now() + SLICE;
  let done = from;
  while (done < records.length && Date.now() < end) {
    const { piece } = records[done++]!;
    tested.set(
      piece,
      search.matches(valueText(piece), () => readable(piece), format),
    );
  }
  return { done };
}

/** The record; undefined for one that is none, or that is nested too deeply to be walked through. */
function readable(piece: RecordPiece): Fields | undefined {
  return (piece.shape?.depth ?? 0) > MAX_TREE_DEPTH ? undefined : parsed(piece);
}

function recordsOf({ checked }: OpenDataset): IndexedPiece[] {
  const records: IndexedPiece[] = [];
  for (const { piece, record } of checked.text.pieces.placed()) {
    if (piece.kind === 'record') records.push({ piece, record });
  }
  return records;
}

/** The records that pass. @param found those that a search finds; undefined for all */
function passing(
  dataset: OpenDataset,
  found: readonly IndexedPiece[] | undefined,
  passes: Test | undefined,
): RecordIndices {
  if (!found && !passes) {
    const { records } = dataset.checked.text.pieces.totals;
    return { length: records, at: (i) => i };
  }
  const kept = found
    ? found.filter(({ piece, record }) => !passes || passes(piece, record)).map(({ record }) => record)
    : dataset.checked.text.pieces.recordsWhere(passes!);
  return { length: kept.length, at: (i) => kept[i]! };
}

/** Indices of records in ascending order. */
export interface RecordIndices {
  readonly length: number;
  readonly at: (i: number) => number;
}

function located({ from, direction }: FindRecordParams, found: RecordIndices): FoundRecords {
  const { length } = found;
  let behind = 0;
  for (let high = length; behind < high;) {
    const middle = (behind + high) >> 1;
    const record = found.at(middle);
    if (record < from || (record === from && direction === 'next')) behind = middle + 1;
    else high = middle;
  }
  if (length === 0) return { record: null, matching: 0, before: 0 };
  const before = ((direction === 'previous' ? behind - 1 : behind) + length) % length;
  return { record: found.at(before), matching: length, before };
}
