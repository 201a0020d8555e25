import type { CancellationToken } from 'vscode-languageserver';
import { VerdictCounter, type VerdictCounts } from '../../review/progress';
import type { Verdict } from '../../review/verdict';
import type { ReviewProgress } from '../../protocol/review';
import type { OpenDataset, OpenDocument } from '../openDocument';
import { slices } from '../slices';
import { keyOf, recordPieces } from './recordKeys';
import type { ReviewStore } from './reviewStore';

/** Records that are counted while somebody waits, in a few milliseconds. */
const SMALL = 1000;
/** Milliseconds from an edit until the records are counted again. */
const PAUSE = 100;

/** How often each record's key is there in a text of a version. */
interface Counted {
  readonly dataset: OpenDataset;
  readonly version: number;
  readonly records: ReadonlyMap<string, number>;
}

/**
 * How many records of a document have which verdict. Where many are reviewed they are counted in the background, and until then the numbers are those of
 * a moment ago.
 */
export class DocumentProgress {
  private counted: Counted | undefined;
  private counter = new VerdictCounter();
  /** Of the reviews that the counter holds. */
  private revision = -1;
  private running: Promise<void> | undefined;

  constructor(
    private readonly document: OpenDocument,
    private readonly store: ReviewStore,
    /** Is called when the numbers were counted in the background. */
    private readonly changed: () => void,
  ) {}

  /** The numbers as they are known now. */
  get now(): ReviewProgress {
    const records = this.document.dataset?.checked.text.pieces.totals.records ?? 0;
    if (this.store.log.size === 0) return { records, accepted: 0, rejected: 0, needsWork: 0 };
    if (!this.isCounted && records <= SMALL) this.take(countNow(this.document));
    if (this.isCounted) return { ...this.counts(), records };
    this.running ??= this.countSoon().finally(() => (this.running = undefined));
    return { ...this.counter.all, records, ...(!this.counted && { isCounting: true }) };
  }

  /** Finds out the keys of all records, of which only those of edited ones are not known yet. @returns false if it is cancelled */
  async read(token?: CancellationToken): Promise<boolean> {
    if (this.isCounted) return true;
    const counted = await count(this.document, token);
    if (counted) this.take(counted);
    return counted !== undefined;
  }

  /** A record got another verdict: what is counted is brought up to date at once. */
  move(key: string, from: Verdict | null, to: Verdict | null, revision: number): void {
    if (this.revision !== revision - 1) return;
    this.counter.change(from, to, this.counted?.records.get(key) ?? 1);
    this.revision = revision;
  }

  private get isCounted(): boolean {
    const { counted, document } = this;
    return counted !== undefined && counted.dataset === document.dataset && counted.version === document.version;
  }

  private counts(): VerdictCounts {
    const { log, revision } = this.store;
    if (this.revision !== revision) {
      this.counter = new VerdictCounter();
      this.revision = revision;
      for (const [key, { verdict }] of log.all()) {
        const records = this.counted?.records.get(key);
        if (records !== undefined) this.counter.add(verdict, records);
      }
    }
    return this.counter.all;
  }

  private async countSoon(): Promise<void> {
    if (this.counted) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    while (!this.isCounted) if (!(await this.read())) return;
    this.changed();
  }

  private take(counted: Counted | undefined): void {
    this.counted = counted;
    this.revision = -1;
  }
}

/** Reads the records that were not read before; other requests get their turn. Undefined if it is cancelled, or there is no dataset any more. */
async function count(document: OpenDocument, token?: CancellationToken): Promise<Counted | undefined> {
  const { dataset, version } = document;
  if (!dataset) return undefined;
  const records = new Map<string, number>();
  for await (const [, piece] of slices(recordPieces(dataset.checked.text.pieces.placed()))) {
    if (token?.isCancellationRequested) return undefined;
    addTo(records, keyOf(piece));
  }
  return { dataset, version, records };
}

function countNow({ dataset, version }: OpenDocument): Counted | undefined {
  if (!dataset) return undefined;
  const records = new Map<string, number>();
  for (const piece of recordPieces(dataset.checked.text.pieces.placed())) addTo(records, keyOf(piece));
  return { dataset, version, records };
}

function addTo(records: Map<string, number>, key: string): void {
  records.set(key, (records.get(key) ?? 0) + 1);
}
