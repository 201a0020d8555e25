import type { Fields, Format } from '../../dataset/format';
import { textsOf, type TextPart } from './texts';
import type { RecordView } from '../view';

/** UTF-16 units from which on a prompt that comes again in its answer is no accident. */
export const LEAST_ECHO = 20;

/**
 * True if an answer begins with the whole of its question, or the input is equal to the instruction. The record is read only if two texts in it are alike;
 * they are alike as bytes of UTF-8 too, so it may be asked of these.
 */
export function hasRepeats(value: Fields, format: Format, texts: readonly string[]): boolean {
  if (!areAlike(texts, format.messageFields.length === 0)) return false;
  if (repeatedInput(value, format) !== undefined) return true;
  const { turns, preference } = format.read(value);
  const chosen = preference?.chosen?.turns ?? [];
  return [...turns, ...chosen].some((turn, i, all) => {
    const asked = all[i - 1]?.content.trimEnd() ?? '';
    return asked.length >= LEAST_ECHO && turn.role === 'assistant' && turn.content.startsWith(asked);
  });
}

/** The data's name of an input that is equal to the instruction. */
export function repeatedInput(value: Fields, { names, schema }: Format): string | undefined {
  const [instruction, input] = [names.field('instruction'), names.field('input')];
  if (instruction === undefined || input === undefined) return undefined;
  const given = value[input];
  if (typeof given !== 'string' || given !== value[instruction] || given.trim() === '') return undefined;
  return Object.hasOwn(schema.properties, instruction) && Object.hasOwn(schema.properties, input) ? input : undefined;
}

/** How the last texts begin. It is asked for each record of a file: nothing is allocated, and hardly a text is read twice. */
const beginnings = new Int32Array(6);

function areAlike(texts: readonly string[], hasNoRoles: boolean): boolean {
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const beginning = beginningOf(text);
    // In a long conversation an answer's question is not far away.
    for (let j = i < 6 ? 0 : i - 6; j < i; j++) {
      if (beginnings[j % 6] === beginning && areEqualOrEcho(text, texts[j]!, hasNoRoles)) return true;
    }
    beginnings[i % 6] = beginning;
  }
  return false;
}

/** The low bytes of the first four units. */
function beginningOf(text: string): number {
  if (text.length < 4) return text.length;
  return (
    (text.charCodeAt(0) & 0xff) |
    ((text.charCodeAt(1) & 0xff) << 8) |
    ((text.charCodeAt(2) & 0xff) << 16) |
    (text.charCodeAt(3) << 24)
  );
}

function areEqualOrEcho(text: string, other: string, hasNoRoles: boolean): boolean {
  if (text.length >= LEAST_ECHO && other.length >= LEAST_ECHO && isEcho(text, other)) return true;
  return hasNoRoles && text === other;
}

function isEcho(a: string, b: string): boolean {
  for (let i = 1; i < LEAST_ECHO; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return a.length < b.length ? b.startsWith(a.trimEnd()) : a.startsWith(b.trimEnd());
}

/** A user's turn and the answer behind it, both without white space at their ends. */
export interface Exchange {
  readonly asked: string;
  readonly answer: TextPart;
  readonly answered: string;
}

/** The questions of the record with their answers; those that are called bad are left out. */
export function exchangesOf(view: RecordView): Exchange[] {
  const { label, preference } = view.sample;
  if (view.format.purpose === 'text' || label?.value === false) return [];
  const rejected = new Set(preference?.rejected?.turns);
  const parts = textsOf(view).filter(({ turn }) => !rejected.has(turn));
  const exchanges: Exchange[] = [];
  /** The last part of the turn before that of the part at hand. */
  let before: TextPart | undefined;
  for (const [i, part] of parts.entries()) {
    const previous = parts[i - 1];
    if (previous && previous.turn !== part.turn) before = previous;
    if (part.turn.role !== 'assistant' || part.turn.calls) continue;
    if (before?.turn.role !== 'user' || part.turn.pointers.length > 1) continue;
    exchanges.push({ asked: before.turn.content.trimEnd(), answer: part, answered: part.text.trimEnd() });
  }
  return exchanges;
}
