import { formatById, type Format } from '../dataset/format';
import { isJsonObject } from '../dataset/jsonObject';
import { writeDialogue } from './conversion';
import type { Dialogue, Family, Message } from './dialogue';
import type { Obstacle } from './obstacles';
import { object, rawJson, rawTextOf, type RawJson, type RawText } from './rawText';
import { readDialogue } from './readDialogue';
import { RecordSource } from './recordSource';
import { targetById } from './targets';
import { Telling } from './telling';

/** A record becomes a preference pair: an answer of it is the chosen one, and another text the rejected one. */
export interface PairWish {
  /** Index in `allTurns` of the record's sample: the answer that is chosen, and how many turns it is made up of. */
  readonly turn: number;
  readonly turns: number;
  readonly rejected: string;
  /** Further fields, objects of texts. They take the place of the record's own. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A pair on one line, in the format that is nearest to the record's. */
export interface PreferencePair {
  readonly record: string;
  readonly formatId: string;
}

/** The formats of pairs that say most of what records of a family say. */
const PAIRS: Readonly<Record<Family, string>> = {
  alpaca: 'preference-alpaca',
  sharegpt: 'preference-sharegpt',
  messages: 'preference-messages',
  v1: 'llamafactory-v1',
  none: 'preference-messages',
};

/** Makes a preference pair of a record, up to the answer that is chosen. What is moved stays as it is written. */
export function preferencePair(text: string, format: Format, wish: PairWish): PreferencePair | { obstacle: Obstacle } {
  const source = RecordSource.read(text);
  if (!(source instanceof RecordSource)) return { obstacle: source };
  if (!isJsonObject(source.value)) return { obstacle: { code: 'notRecord' } };
  const dialogue = readDialogue(source, format);
  const pair = pairOf(dialogue, wish);
  if (!pair) return { obstacle: { code: 'noAnswer' } };
  const formatId = PAIRS[dialogue.family];
  const [to, result] = [targetById(formatId)!, formatById(formatId)!];
  const telling = new Telling();
  const record = writeDialogue({ from: format, to, result, options: {} }, pair, telling);
  return telling.obstacle ? { obstacle: telling.obstacle } : { record, formatId };
}

function pairOf(dialogue: Dialogue, { turn, turns, rejected, fields }: PairWish): Dialogue | undefined {
  const { messages, chosen: own = [], rejected: _, label: __, ...rest } = dialogue;
  const all = [...messages, ...own];
  const chosen = all.slice(turn, turn + turns);
  if (chosen.length === 0 || chosen.some(({ role }) => role !== 'assistant')) return undefined;
  const others = <T extends readonly [string, unknown]>(members: readonly T[]): T[] =>
    members.filter(([name]) => !Object.hasOwn(fields, name));
  const json = (text: string): RawJson => rawJson(JSON.stringify(text));
  const added = Object.entries(fields).map(
    ([name, texts]) => [name, object(Object.entries(texts).map(([key, text]) => [key, json(text)] as const))] as const,
  );
  return {
    ...rest,
    messages: all.slice(0, turn),
    chosen,
    rejected: [answer(chosen[0]!, rawTextOf(rejected))],
    before: others(dialogue.before),
    after: [...others(dialogue.after), ...added],
  };
}

/** Another answer of the role of one. */
function answer({ name, isKnown, role, calls }: Message, text: RawText): Message {
  // The role of calls is none for a text.
  const isPlain = calls.length === 0;
  return {
    ...{ role, name: isPlain ? name : 'assistant', isKnown, text },
    ...{ calls: [], extra: [], told: new Telling() },
  };
}
