import type { PanelState } from '../../protocol/panel';
import type { SeenRecord } from './recordView';

/** A record that a page was shown, and its file. */
export type ShownRecord = SeenRecord & { readonly uri: string };

const REMEMBERED = 10;

/** The records that a page was shown last: what it asks for may be about one that has given way to another by now. */
export class ShownRecords {
  /** The one that was shown last comes first. */
  private records: readonly ShownRecord[] = [];

  note({ uri, sample }: PanelState): void {
    if (sample.kind !== 'sample') return;
    const { record, digest } = sample.sample.place;
    const others = this.records.filter((each) => each.digest !== digest || each.uri !== uri);
    this.records = [{ uri, record, digest }, ...others].slice(0, REMEMBERED);
  }

  find(digest: string): ShownRecord | undefined {
    return this.records.find((each) => each.digest === digest);
  }
}
