import type { ErrorObject } from 'ajv';
import { bind } from './bindFormat';
import { alpaca } from './formats/alpaca';
import { ktoAlpaca } from './formats/ktoAlpaca';
import { ktoMessages } from './formats/ktoMessages';
import { ktoPromptCompletion } from './formats/ktoPromptCompletion';
import { ktoSharegpt } from './formats/ktoSharegpt';
import { llamafactoryV1 } from './formats/llamafactoryV1';
import { messages } from './formats/messages';
import { preferenceAlpaca } from './formats/preferenceAlpaca';
import { preferenceMessages } from './formats/preferenceMessages';
import { preferenceSharegpt } from './formats/preferenceSharegpt';
import { promptCompletion } from './formats/promptCompletion';
import { queryResponse } from './formats/queryResponse';
import { sharegpt } from './formats/sharegpt';
import { text } from './formats/text';
import type { Mapping, Names, Words } from './names';
import type { Sample } from './sample';

/** The parts of a JSON Schema that hover and completion read. */
export interface FieldSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  /** Into the same file (`#/$defs/…`) or `parts.schema.json#/$defs/…`. */
  readonly $ref?: string;
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

export type Fields = Readonly<Record<string, unknown>>;

export type Validator = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

/** What the records of a format are for: one answer to learn, two to compare, one with a verdict, or text without turns. */
export type Purpose = 'sft' | 'preference' | 'feedback' | 'text';

/** The layout of a record in the format's own words. */
export interface FormatDefinition {
  readonly id: string;
  /** Its name for people; proper names stay as they are in every language. */
  readonly name: string;
  readonly purpose: Purpose;
  readonly schema: RecordSchema;
  /** The compiled schema. */
  readonly validate: Validator;
  /** The keys of its messages and its roles; `role: ''` where a format has no messages. */
  readonly words: Words;
  /** Other words in which records of the format are common enough for detection to look for them. */
  readonly variants?: readonly Mapping[];
  /** Its fields are common in files of all kinds: less is taken for it. */
  readonly isCommon?: true;
  /** The fields that hold messages: a list of them, or one. */
  readonly messageFields: readonly string[];
  /** Reads a record into a sample. Parts of the wrong type are left out; it never throws. */
  read(value: Fields, names: Names): Sample;
  /** True if a record with these keys speaks for this format. */
  recognises(value: Fields, names: Names): boolean;
  /**
   * True for a record whose form is in order beyond what the schema says: turns alternate, roles are known, nothing is a call or a thought. Only rules
   * with clues look at such a record, unless one of its special fields (`specialFields`) holds something. Absent: every record is looked at. Texts may hold the bytes of UTF-8, one in each unit.
   */
  isOrdinary?(value: Fields, names: Names): boolean;
  /** The fields by which {@link recognises} decides; a record need not have all of them. */
  readonly evidence: readonly string[];
  snippets(): readonly RecordSnippet[];
}

/** A format in the words of the data. */
export interface Format extends Omit<FormatDefinition, 'read' | 'recognises' | 'isOrdinary' | 'variants'> {
  readonly names: Names;
  /** What {@link openFormat} makes it from; plain data. */
  readonly choice: FormatChoice;
  /** Reads a record into a sample, with pointers into the record as it stands. */
  read(value: Fields): Sample;
  recognises(value: Fields): boolean;
  isOrdinary(value: Fields): boolean;
}

/** Which format, in which words. */
export interface FormatChoice {
  readonly id: string;
  readonly mapping?: Mapping;
}

/** Every format that Tuneset knows, the most specific ones first. */
const definitions: readonly FormatDefinition[] = [
  llamafactoryV1,
  preferenceAlpaca,
  preferenceSharegpt,
  preferenceMessages,
  ktoAlpaca,
  ktoSharegpt,
  ktoMessages,
  ktoPromptCompletion,
  sharegpt,
  messages,
  alpaca,
  promptCompletion,
  queryResponse,
  text,
];

/** Every format in its own words. */
export const formats: readonly Format[] = definitions.map((definition) => bind(definition));

/** What detection looks for: every format in its own words, then in other common ones. */
export const detectable: readonly Format[] = definitions.flatMap((definition, i) => [
  formats[i]!,
  ...(definition.variants ?? []).map((mapping) => bind(definition, mapping)),
]);

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

/** The format that a choice names; undefined if there is none of that name. */
export function openFormat({ id, mapping }: FormatChoice): Format | undefined {
  const definition = definitions.find((each) => each.id === id);
  return definition && (mapping ? bind(definition, mapping) : formatById(id));
}
