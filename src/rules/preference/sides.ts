import { isJsonObject } from '../../dataset/jsonObject';
import type { Answer, Turn } from '../../dataset/sample';
import { pointerOf } from '../../dataset/tree';
import { isBlank } from '../isBlank';
import type { RecordView } from '../view';

export const SIDES = ['chosen', 'rejected'] as const;
export type Side = (typeof SIDES)[number];

/** The formats' fields for the two answers of a pair: LLaMA-Factory's and TRL's, v1's, OpenAI's, ms-swift's. */
const FIELDS: readonly Readonly<Record<Side, string>>[] = [
  { chosen: 'chosen', rejected: 'rejected' },
  { chosen: 'chosen_messages', rejected: 'rejected_messages' },
  { chosen: 'preferred_output', rejected: 'non_preferred_output' },
  { chosen: 'preferred_completion', rejected: 'non_preferred_completion' },
  { chosen: 'messages', rejected: 'rejected_messages' },
  { chosen: 'messages', rejected: 'rejected_response' },
  { chosen: 'response', rejected: 'rejected_response' },
];

/** Where an answer of a pair stands, or should stand. */
export interface SidePlace {
  readonly field: string;
  readonly value: unknown;
  readonly pointer: string;
}

/** The field of a side, in the words of the data: the one that the record has, else the one that goes with that of the other side, else the format's. */
export function placeOf({ value, format, sample }: RecordView, side: Side): SidePlace {
  const other = side === 'chosen' ? 'rejected' : 'chosen';
  const pairs = FIELDS.map((own) => ({
    [side]: format.names.field(own[side]),
    [other]: format.names.field(own[other]),
  }));
  const isThere = (name: string | undefined): boolean => name !== undefined && Object.hasOwn(value, name);
  const isOfFormat = (name: string | undefined): boolean =>
    name !== undefined && Object.hasOwn(format.schema.properties, name);
  // An answer among the messages has a turn, if it is there.
  const own = pairs.filter(({ [side]: name }) => name !== format.names.field('messages'));
  const field =
    own.find(({ [side]: name }) => isThere(name) && isOfFormat(name))?.[side] ??
    pairs.find(({ [other]: name, [side]: mine }) => isThere(name) && isOfFormat(mine))?.[side] ??
    own.find(({ [side]: name }) => isOfFormat(name))?.[side] ??
    side;
  if (field === format.names.field('messages')) {
    return { field, value: sample.preference?.[side]?.turns, pointer: pointerOf([field]) };
  }
  return { field, value: value[field], pointer: pointerOf([field]) };
}

/** The side whose field a pointer names. */
export function sideAt(view: RecordView, pointer: string): SidePlace | undefined {
  // Records of v1 are pairs or none.
  if (view.format.purpose !== 'preference' && !view.sample.preference) return undefined;
  const messages = view.format.names.field('messages');
  return SIDES.map((side) => placeOf(view, side)).find(
    (place) => place.field !== messages && place.pointer === pointer,
  );
}

/** True for a field without an answer: absent, null or an empty list. */
export function isAbsent({ value }: SidePlace): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Both answers of a pair; undefined if the record is none or lacks one. */
export function pairOf({ sample }: RecordView): Readonly<Record<Side, Answer>> | undefined {
  const { chosen, rejected } = sample.preference ?? {};
  return chosen && rejected && !isEmpty(chosen) && !isEmpty(rejected) ? { chosen, rejected } : undefined;
}

/** True for an answer that neither says nor calls anything. */
export function isEmpty({ turns }: Answer): boolean {
  return turns.every(({ content, calls }) => isBlank(content) && calls === undefined);
}

/** What an answer says, all turns. */
export function textOf({ turns }: Answer): string {
  return turns.map(({ content }) => content).join('\n');
}

/** Everything of a turn that is trained, as a text that is equal for equal turns. */
export function everythingOf({ role, content, reasoning, calls }: Turn): string {
  const parts = [role, clean(content), clean(reasoning?.text ?? ''), calls && !isBlank(content) ? null : calls?.value];
  return JSON.stringify(parts.map((part) => part ?? null));
}

function clean(text: string): string {
  return text.normalize('NFKC').trim();
}

/** The message of a side that is one, or a list of one. */
export function loneMessage(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const [first, ...others] = Array.isArray(value) ? (value as unknown[]) : [value];
  return isJsonObject(first) && others.length === 0 ? first : undefined;
}
