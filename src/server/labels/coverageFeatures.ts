import type { CancellationToken, Connection } from 'vscode-languageserver';
import { coverageOf, isChosen, joinedTaxonomy, type Coverage, type CoverageNode } from '../../labels/coverage';
import type { RecordLabels } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { missedTarget } from '../../labels/targetShare';
import { taskTypeText } from '../../labels/taskType';
import {
  CoverageChanged,
  GetCoverage,
  ListRecords,
  type CoverageParams,
  type CoverageResult,
  type CoverageRow,
  type ListedRecord,
  type ListRecordsParams,
  type RecordChoice,
  type RecordList,
} from '../../protocol/coverage';
import { labelOf, recordRange } from '../features/outline';
import { namedOf } from './leftOut';
import { chosenRecords, findingsOf, totalsOf, type DatasetTotals } from './recordsOf';
import { Cancelled, type LeftOut, type ScopedDatasets, type ScopedFile } from './scopedDatasets';
import { walking, type Progressing } from './walking';

/** Milliseconds from the last change until clients are told. */
const PAUSE = 250;
/** Milliseconds after which they are told even if changes don't pause. */
const LONGEST_PAUSE = 1500;
/** Types that are told of; a field that is none of task types may hold as many as there are records. */
const MAX_TYPES = 2000;
/** Records that are listed at once. */
const MAX_LISTED = 1000;

/** What was found in a file of the disk; null for one that is no dataset. */
interface KnownTotals {
  readonly stamp: string;
  readonly found: DatasetTotals | string | null;
}

interface FoundTotals extends DatasetTotals {
  readonly uri: string;
}

/** How records are spread over task types, in open files and in others. */
export class CoverageFeatures {
  private timer: NodeJS.Timeout | undefined;
  /** When clients are told at the latest, as Date.now() has it; undefined if nothing has changed. */
  private due: number | undefined;
  /** Goes up with the settings: what was read before counts no more. */
  private generation = 0;
  private readonly known = new Map<string, KnownTotals>();

  constructor(
    private readonly connection: Connection,
    private readonly datasets: ScopedDatasets,
    private readonly settingsOf: (uri: string) => LabelSettings,
    /** Settled when settings and project files have been read. */
    private readonly configured: () => Promise<void>,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onRequest(GetCoverage.method, (params: CoverageParams & Progressing, token: CancellationToken) =>
      unlessCancelled(this.coverage(params, token)),
    );
    connection.onRequest(ListRecords.method, (params: ListRecordsParams & Progressing, token: CancellationToken) =>
      unlessCancelled(this.list(params, token)),
    );
  }

  /** Has clients told in a moment that numbers may be different. */
  changed(): void {
    const now = Date.now();
    this.due ??= now + LONGEST_PAUSE;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.due = undefined;
        void this.connection.sendNotification(CoverageChanged.method);
      },
      Math.max(0, Math.min(PAUSE, this.due - now)),
    );
  }

  /** Reads all files again: settings on which their numbers depend may have changed. */
  lookAgain(): void {
    this.known.clear();
    this.generation++;
    this.datasets.forgetFiles();
    this.changed();
  }

  private async coverage(params: CoverageParams & Progressing, token: CancellationToken): Promise<CoverageResult> {
    await this.configured();
    const { files, leftOut } = await this.datasets.files(params.scope, token, 'known');
    const found: FoundTotals[] = [];
    const settings = new Set<LabelSettings>();
    const without = [...leftOut];
    for await (const file of walking(this.connection, files, params, token)) {
      const totals = await this.totals(file, token);
      if (typeof totals === 'string') without.push({ uri: file.uri, reason: totals });
      if (typeof totals === 'string' || !totals) continue;
      found.push({ ...totals, uri: file.uri });
      settings.add(this.settingsOf(file.uri));
    }
    return this.result(found, [...settings], without);
  }

  private result(
    found: readonly FoundTotals[],
    settings: readonly LabelSettings[],
    left: readonly LeftOut[],
  ): CoverageResult {
    const taxonomies = settings.map(({ taxonomy }) => taxonomy).filter((taxonomy) => taxonomy !== undefined);
    const taxonomy = joinedTaxonomy([...new Set(taxonomies)]);
    const coverage = coverageOf(
      found.flatMap(({ uri, totals }) => {
        const reader = this.datasets.readerOf(uri);
        return totals.map((total) => ({ ...total, reader }));
      }),
      taxonomy,
    );
    const separator = settings[0]?.taskType.separator ?? ' - ';
    return {
      ...{ files: found.length, leftOut: namedOf(left), hasTaxonomy: taxonomy !== undefined },
      ...rowsOf(coverage, separator),
      unreadable: found.reduce((sum, { unreadable }) => sum + unreadable, 0),
    };
  }

  private async list(params: ListRecordsParams & Progressing, token: CancellationToken): Promise<RecordList> {
    await this.configured();
    const { scope, choice, from } = params;
    const limit = Math.min(params.limit, MAX_LISTED);
    const isMeant = meant(choice);
    const { files } = await this.datasets.files(scope, token, 'known');
    const records: ListedRecord[] = [];
    let passed = 0;
    for await (const file of walking(this.connection, files, params, token)) {
      if (file.file && (await this.hasNone(file, isMeant, token))) continue;
      const read = await this.datasets.read(file, token);
      if (typeof read === 'string' || !read) continue;
      for (const { placed, labels } of chosenRecords(read.dataset, read.reader, isMeant)) {
        if (passed++ < from) continue;
        if (records.length === limit) return { records, hasMore: true };
        const { piece, record } = placed;
        const { taskType } = this.settingsOf(file.uri);
        records.push({
          ...{ uri: file.uri, record, range: recordRange(placed), preview: labelOf(piece, read.dataset.format) },
          types: labels?.types.map((type) => taskTypeText(type, taskType)) ?? [],
          ...{ kinds: labels?.kinds ?? [], findings: findingsOf(piece) },
        });
      }
    }
    return { records, hasMore: false };
  }

  /** True for a file of the disk whose numbers are known and say that none of its records is meant. */
  private async hasNone(
    file: ScopedFile,
    isMeant: ReturnType<typeof meant>,
    token: CancellationToken,
  ): Promise<boolean> {
    const totals = await this.totals(file, token);
    if (typeof totals === 'string' || !totals) return true;
    return !totals.totals.some(({ labels }) => isMeant(labels)) && !(totals.unreadable > 0 && isMeant(undefined));
  }

  private async totals(file: ScopedFile, token: CancellationToken): Promise<DatasetTotals | string | undefined> {
    const { uri } = file;
    const known = this.known.get(uri);
    if (file.file && known?.stamp === file.file.stamp) return known.found ?? undefined;
    const { generation } = this;
    const read = await this.datasets.read(file, token);
    const found = typeof read === 'string' ? read : read && totalsOf(read.dataset, read.reader);
    if (file.file && generation === this.generation)
      this.known.set(uri, { stamp: file.file.stamp, found: found ?? null });
    return found;
  }
}

function meant(choice: RecordChoice): (labels: RecordLabels | undefined) => boolean {
  if (choice.kind === 'unreadable') return (labels) => labels === undefined;
  return (labels) => labels !== undefined && isChosen(labels, choice);
}

async function unlessCancelled<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Cancelled) return null;
    throw error;
  }
}

function rowsOf(
  { all, untagged, unknown, unknownTypes, types }: Coverage,
  separator: string,
): Pick<CoverageResult, 'all' | 'untagged' | 'unknown' | 'unknownTypes' | 'types' | 'typesLeft'> {
  const among = { all: all.records, tagged: all.records - untagged.records };
  const missed = (records: number, target: number | undefined): CoverageRow['missed'] =>
    (target === undefined ? undefined : missedTarget(records, target, among)) ?? null;
  let room = MAX_TYPES;
  let typesLeft = 0;
  const rows = (nodes: readonly CoverageNode[]): CoverageRow[] => {
    const shown = nodes.slice(0, Math.max(0, room));
    room -= shown.length;
    typesLeft += nodes.length - shown.length;
    return shown.map(({ type, sums, own, about, children }) => ({
      ...{ type, text: taskTypeText(type, { separator }), sums, own, children: rows(children) },
      ...{ description: about?.description ?? null, target: about?.share ?? null },
      missed: missed(sums.records, about?.share),
    }));
  };
  return { all, untagged, unknown, types: rows(types), unknownTypes: rows(unknownTypes), typesLeft };
}
