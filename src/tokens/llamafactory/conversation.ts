import type { PythonValue } from './python/value';

/** The roles that templates know (`Role` of LLaMA-Factory's data/data_utils.py). */
export type Role = 'user' | 'assistant' | 'observation' | 'function' | 'system';

export interface Message {
  readonly role: Role;
  /** What the template gets; it refuses what is no text. */
  readonly content: PythonValue;
  /** The role as the data names it. */
  readonly name: string;
  /** JSON Pointers of the values that the content was made of. */
  readonly pointers: readonly string[];
}

/** A value of the record with the places it came from. */
export interface Sourced {
  readonly value: PythonValue;
  readonly pointers: readonly string[];
}

/** A record in LLaMA-Factory's standard form (`align_dataset` of data/converter.py). */
export interface Conversation {
  readonly prompt: readonly Message[];
  /** One answer; chosen and rejected; none if the record holds no answer. */
  readonly response: readonly Message[];
  readonly system: Sourced;
  readonly tools: Sourced;
  readonly media: Readonly<Record<MediaKind, number>>;
  /** What LLaMA-Factory logs while it converts, in order. */
  readonly warnings: readonly string[];
  /** Where the first warning lies. */
  readonly pointer?: string;
}

export type MediaKind = 'image' | 'video' | 'audio';

/** The list as Python prints it: a message is a dict of role and content. */
export function asDicts(messages: readonly Message[]): PythonValue {
  return messages.map(({ role, content }) => ({ role, content }));
}

/** JSON Pointer (RFC 6901) to a part. */
export function pointerTo(...path: readonly (string | number)[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
