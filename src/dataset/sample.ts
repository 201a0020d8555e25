/** Who speaks in a turn. Formats with further roles keep them under their own name. */
export type Role = 'system' | 'user' | 'assistant' | (string & {});

/** One message of a sample. */
export interface Turn {
  readonly role: Role;
  readonly content: string;
  /** JSON Pointers (RFC 6901) of the values that the content was read from, in the order in which they were joined. */
  readonly pointers: readonly string[];
}

/** A record read through its format: one conversation, oldest turn first. */
export interface Sample {
  readonly turns: readonly Turn[];
}
