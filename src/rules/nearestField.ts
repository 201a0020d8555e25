import type { Fields, Format } from '../dataset/format';
import { lettersOff } from '../dataset/likelyName';
import type { RecordView } from './view';

const QUESTION = ['prompt', 'question', 'query', 'problem', 'instruction'];
const ANSWER = ['response', 'answer', 'completion', 'target', 'solution', 'output'];
const CONVERSATION = ['conversations', 'conversation', 'messages', 'dialog', 'dialogue', 'chat'];

/** Names that other tools give to the same field: ms-swift's column aliases (swift/dataset/preprocessor/core.py), and other common ones. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  instruction: QUESTION,
  prompt: QUESTION,
  query: QUESTION,
  output: ANSWER,
  completion: ANSWER,
  response: ANSWER,
  conversations: CONVERSATION,
  messages: CONVERSATION,
  chosen: ['accepted', 'preferred', 'response_chosen', 'better'],
  rejected: ['rejected_response', 'response_rejected', 'worse'],
  text: ['content', 'document', 'passage'],
};

/** Fields whose names are common words and whose loss harms nobody: `course` is no misspelled `source`. */
const IGNORED_BY_TRAINERS = new Set(['source', 'provenance', 'variant_of', 'channel']);

/** The format's field, absent from the record, that an unknown key most likely stands for: at most two letters off, or a known alias. */
export function nearestField(view: RecordView, key: string): string | undefined {
  return nearestOf(
    view.format,
    key,
    Object.keys(view.format.schema.properties).filter((field) => !Object.hasOwn(view.value, field)),
  );
}

/** True if fields that the format requires are missing, and each may stand in the record under another name. */
export function hasNearFields(format: Format, value: Fields): boolean {
  const absent = format.schema.required.filter((field) => !Object.hasOwn(value, field));
  const isNamed = (field: string): boolean =>
    Object.keys(value).some((key) => nearestOf(format, key, [field]) === field);
  return absent.length > 0 && absent.every(isNamed);
}

/** True if the key may stand for some field of the format, depending on which ones a record has. */
export function isNearSomeField(format: Format, key: string): boolean {
  return nearestOf(format, key, Object.keys(format.schema.properties)) !== undefined;
}

function nearestOf(format: Format, key: string, absent: readonly string[]): string | undefined {
  const wanted = key.trim().toLowerCase();
  const same = absent.find((field) => field.toLowerCase() === wanted && field !== 'id' && hasType(format, field));
  if (same !== undefined && !IGNORED_BY_TRAINERS.has(same)) return same;
  if (wanted.length >= 4) {
    const near = absent
      .filter((field) => field.length >= 5 && !IGNORED_BY_TRAINERS.has(field) && hasType(format, field))
      .map((field) => ({ field, off: lettersOff(wanted, field) }))
      .filter(({ off }) => off <= (wanted.length <= 5 ? 1 : 2))
      .sort((a, b) => a.off - b.off)[0];
    if (near) return near.field;
  }
  return absent.find((field) => isAlias(format, wanted, field));
}

/** True if some tools give the name to a field that the format requires. */
function isAlias({ schema }: Format, name: string, field: string): boolean {
  return schema.required.includes(field) && Object.hasOwn(ALIASES, field) && ALIASES[field]!.includes(name);
}

/** A field that may hold anything is read by few: `context` is no misspelled `content`. */
function hasType({ schema }: Format, field: string): boolean {
  const { type, $ref } = schema.properties[field]!;
  return type !== undefined || $ref !== undefined || schema.required.includes(field) || KEPT.has(field);
}

/** Fields that people read. */
const KEPT = new Set(['task_type', 'robustness']);
