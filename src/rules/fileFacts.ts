import type { ContainerId } from '../dataset/container';
import type { Format } from '../dataset/format';
import type { LineEnds } from '../dataset/piece';
import type { Position } from '../dataset/sequence';
import type { LabelSettings } from '../labels/labelSettings';
import type { Target } from '../tokens/measuring';
import type { Column } from './columns/column';
import type { Misreading } from './misreading';

/** What is known of the bytes of a file; undefined where a text has none (an unsaved buffer). */
export interface ByteFacts {
  readonly size: number;
  /** UTF-8 byte order mark at the start. */
  readonly bom: boolean;
  /** The encoding that the bytes seem to be in, if they are not UTF-8: a label of the Encoding Standard, or `binary`. */
  readonly encoding: string | undefined;
  /** The first byte that is not UTF-8: its offset in bytes and its place. */
  readonly invalid: ({ readonly offset: number } & Position) | undefined;
  readonly lines: LineEnds;
}

/** How many records the target keeps, drops or stumbles over, and how many it has not been asked about. */
export interface RecordFates {
  readonly kept: number;
  readonly dropped: number;
  readonly failed: number;
  readonly unknown: number;
}

/** What is known of a file as a whole once all of it is checked. */
export interface FileFacts {
  /** Its name, with extension; '' for an unsaved buffer. */
  readonly name: string;
  readonly container: ContainerId;
  readonly records: number;
  readonly lines: LineEnds;
  readonly bytes: ByteFacts | undefined;
  readonly format: Format | undefined;
  readonly target: Target | undefined;
  /** What the records that are objects hold: the columns are its fields. */
  readonly columns: Column;
  readonly fates: RecordFates;
  /** What the project says of labels; undefined where nobody asks. */
  readonly labels?: LabelSettings | undefined;
  /** Set if its first records are of another format than it is said to have. */
  readonly misread?: Misreading | undefined;
}
