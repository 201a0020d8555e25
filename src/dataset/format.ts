import type { ErrorObject } from 'ajv';
import { alpaca } from './formats/alpaca';
import type { Sample } from './sample';

/** The part of a JSON Schema that hover and completion read. */
export interface FieldSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
}

export interface RecordSchema extends FieldSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, FieldSchema>>;
}

/** A whole record to insert: `body` is JSON text with the placeholders of an LSP snippet. */
export interface RecordSnippet {
  readonly label: string;
  readonly description: string;
  readonly body: string;
}

/** The layout of a record. */
export interface Format {
  readonly id: string;
  /** Its name for people; proper names stay as they are in every language. */
  readonly name: string;
  readonly schema: RecordSchema;
  /** The compiled schema. */
  readonly validate: ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };
  /** Reads a record into a sample. Parts of the wrong type are left out; it never throws. */
  read(value: Readonly<Record<string, unknown>>): Sample;
  /** True if a record with these keys speaks for this format. */
  recognises(value: Readonly<Record<string, unknown>>): boolean;
  /** The fields by which {@link recognises} decides, for people. */
  readonly evidence: readonly string[];
  snippets(): readonly RecordSnippet[];
}

/** Every format that Tuneset knows, the most specific ones first. */
export const formats: readonly Format[] = [alpaca];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
