import type { Measure } from '../tokens/meter';

/** A record as the target measures it. */
export interface Lengths {
  readonly measure: Measure;
  /** Tokens that a record may have; null if nothing is cut. */
  readonly cutoff: number | null;
}

/** What a rule found in a record's lengths; where it stands follows from the pointer. */
export interface LengthReport {
  readonly rule: string;
  readonly message: string;
  /** JSON Pointer (RFC 6901) into the record; '' for the record itself. */
  readonly pointer: string;
}

/** An answer out of which the target takes a thought. */
export interface LostThought {
  /** The values that the answer was read from. */
  readonly pointers: readonly string[];
  /** Another answer follows. */
  readonly isOfHistory: boolean;
}

/** The numbers of a record that are kept, in tokens. */
export interface Counted {
  readonly status: Measure['status'];
  readonly tokens: number;
  readonly trained: number;
  readonly isOver: boolean;
  readonly isOfFile?: true;
  /** Nothing is known of the record's tokens, nor whether the target keeps it. */
  readonly isUncountable?: true;
  /** The answers out of which the target takes a thought. */
  readonly lostThoughts?: readonly LostThought[];
  /** Of a record that is not kept: the target's own words, and where the reason lies (JSON Pointer). */
  readonly reason?: string;
  readonly pointer?: string;
  /** What the rules have to say. */
  readonly reports: readonly LengthReport[];
}

/** Of a stretch of text that holds no record. */
export const NOTHING_COUNTED: Counted = { status: 'kept', tokens: 0, trained: 0, isOver: false, reports: [] };
