import type { MediumKind, Role } from '../dataset/sample';
import type { Member, RawJson, RawText } from './rawText';
import type { Telling } from './telling';

/** Message layouts; between formats of one family messages are moved as they stand. */
export type Family = 'alpaca' | 'sharegpt' | 'messages' | 'v1' | 'none';

/** A record as conversions see it: canonical like a sample, but made of JSON text, so that whatever is only moved stays as it is. */
export interface Dialogue {
  readonly family: Family;
  /** Of a preference pair: what both answers follow. */
  readonly messages: readonly Message[];
  readonly chosen?: readonly Message[];
  readonly rejected?: readonly Message[];
  readonly label?: boolean;
  /** The declared tools as they stand, and the list of them, unless they are a text that is no JSON. */
  readonly tools?: { readonly source: RawJson; readonly list?: RawJson };
  readonly media: readonly MediaList[];
  /** Further fields that stand before the fields of the format, and after them. */
  readonly before: readonly Member[];
  readonly after: readonly Member[];
  /** Where, inside of fields of the format, something stands that nothing was read from. */
  readonly left: readonly string[];
  /** The record has some field of the format. */
  readonly isOfFormat: boolean;
}

export interface Message {
  readonly role: Role;
  /** The role as the data names it. */
  readonly name: string;
  readonly isKnown: boolean;
  /** The content, with `<image>` and the like where a part of it is a medium. */
  readonly text: RawText;
  /** Instruction and input, where both have text. */
  readonly pair?: readonly [instruction: RawText, input: RawText];
  readonly reasoning?: RawText;
  readonly calls: readonly Call[];
  readonly weight?: { readonly key: string; readonly value: number };
  /** Of a tool's result: which call it answers. */
  readonly callId?: RawJson;
  /** Other properties of the message. */
  readonly extra: readonly Member[];
  /** The message as it stands, where it is an object in the words of its format. */
  readonly source?: RawJson;
  /** What reading it has to tell, for targets that don't take {@link source}. */
  readonly told: Telling;
}

export interface Call {
  /** A JSON string. */
  readonly name: RawJson;
  /** JSON text of the arguments; usually an object. */
  readonly arguments: RawJson;
  readonly id?: RawJson;
}

/** What the placeholders of a kind stand for, in order. */
export interface MediaList {
  readonly kind: MediumKind;
  readonly items: readonly RawJson[];
}

export const MEDIA_FIELDS: Readonly<Record<MediumKind, string>> = { image: 'images', video: 'videos', audio: 'audios' };

export const PLACEHOLDERS: Readonly<Record<MediumKind, RawText>> = {
  image: '<image>' as RawText,
  video: '<video>' as RawText,
  audio: '<audio>' as RawText,
};

/** True if the weight says something other than what is usual: answers are trained, the rest isn't. */
export function isUsualWeight({ role, weight }: Message): boolean {
  return !weight || weight.value === (role === 'assistant' ? 1 : 0);
}
