import type { Purpose } from '../../dataset/format';
import type { Dialogue, Family, Message } from '../dialogue';
import { MEDIA_FIELDS } from '../dialogue';
import { list, nested, rawJson, type Member, type RawJson } from '../rawText';
import type { Telling } from '../telling';
import type { ThoughtPlace } from '../thought';

/** A format that records can be converted to. */
export interface Target {
  /** Of the format. */
  readonly id: string;
  readonly family: Family;
  /** What its records can be for. */
  readonly purposes: readonly Purpose[];
  /** Service providers that reject further fields read this format. */
  readonly isStrict?: true;
  /** Writes the fields of the format. The dialogue has what the purpose needs: two answers, or a label. */
  write(dialogue: Dialogue, writing: Writing): readonly Member[];
}

export interface Writing {
  readonly telling: Telling;
  /** Where thoughts go; undefined: where they are, if the target has a place there. */
  readonly thoughts: ThoughtPlace | undefined;
}

/** The message as it stands, if it is in the words of the target's family already; else nothing, and what reading it had to tell is told. */
export function asItStands(message: Message, from: Family, to: Family, writing: Writing): RawJson | undefined {
  const isMoved = writing.thoughts === 'tags' ? message.reasoning !== undefined : writing.thoughts === 'field';
  if (from === to && message.source !== undefined && !isMoved) return message.source;
  writing.telling.take(message.told);
  return undefined;
}

/** Tools as JSON text in a string, as LLaMA-Factory wants them. */
export function toolsAsText({ tools, family }: Dialogue, { telling }: Writing, to: Family): readonly Member[] {
  if (!tools) return [];
  if (family === to) return [['tools', tools.source]];
  if (tools.list === undefined) telling.stop('toolsNotJson');
  return [['tools', nested(tools.list ?? rawJson('[]'))]];
}

/** Tools as a list. */
export function toolsAsList({ tools, family }: Dialogue, { telling }: Writing, to: Family): readonly Member[] {
  if (!tools) return [];
  if (family === to) return [['tools', tools.source]];
  if (tools.list === undefined) telling.stop('toolsNotJson');
  return [['tools', tools.list ?? rawJson('[]')]];
}

/** The lists of media beside the messages. */
export function mediaFields({ media }: Dialogue): readonly Member[] {
  return media.map(({ kind, items }) => [MEDIA_FIELDS[kind], list(items)] as const);
}
