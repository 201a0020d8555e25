import type { MediumKind } from '../../dataset/sample';
import { PLACEHOLDERS, type Dialogue, type Message } from '../dialogue';
import { EMPTY, list, nested, object, quoted, rawJson, type RawJson, type RawText } from '../rawText';
import { callObject } from '../readCall';
import { meaningful } from '../readMessage';
import { partedThought, taggedText } from '../thought';
import { roleWord } from './roleWord';
import { asItStands, type Writing } from './target';

const WORDS = { system: 'system', user: 'user', assistant: 'assistant', tool: 'tool' } as const;

/** Messages of LLaMA-Factory's v1 pipeline (src/llamafactory/v1): parts with a type and a value, and a weight on each message. */
export function v1Messages(dialogue: Dialogue, messages: readonly Message[], writing: Writing): RawJson {
  const media = new MediaQueue(dialogue, writing);
  const written = messages.map((message) => v1Message(message, dialogue, media, writing));
  media.end();
  return list(written);
}

function v1Message(message: Message, { family }: Dialogue, media: MediaQueue, writing: Writing): RawJson {
  const source = asItStands(message, family, 'v1', writing);
  if (source !== undefined) return source;
  const { telling, thoughts } = writing;
  const { reasoning, text } =
    thoughts === 'tags'
      ? { reasoning: undefined, text: taggedText(message, telling) }
      : partedThought(message, telling);
  if (message.callId !== undefined || message.calls.some(({ id }) => id !== undefined)) telling.tell('callId');
  const calls = message.calls.map((call) => part('tool_call', nested(callObject(call, telling))));
  const texts = text === EMPTY && (calls.length > 0 || reasoning !== undefined) ? [] : media.partsOf(text);
  const content = [...(reasoning === undefined ? [] : [part('reasoning', quoted(reasoning))]), ...texts, ...calls];
  const weight = message.weight?.value ?? (message.role === 'assistant' ? 1 : 0);
  return object([
    ['role', rawJson(JSON.stringify(roleWord(message, WORDS, telling)))],
    ['content', list(content)],
    ['loss_weight', rawJson(Number.isInteger(weight) ? weight.toFixed(1) : String(weight))],
    ...meaningful(message),
  ]);
}

function part(type: string, value: RawJson): RawJson {
  return object([
    ['type', rawJson(JSON.stringify(type))],
    ['value', value],
  ]);
}

/** The media of a record, handed out to the placeholders in order. */
class MediaQueue {
  private readonly left: Map<MediumKind, RawJson[]>;

  constructor(
    { media, family }: Dialogue,
    private readonly writing: Writing,
  ) {
    this.left = new Map(family === 'v1' ? [] : media.map(({ kind, items }) => [kind, [...items]]));
  }

  /** Text and media in turn. A placeholder of a kind that the record lists nothing of is text. */
  partsOf(text: RawText): readonly RawJson[] {
    const kinds = [...this.left.keys()];
    if (kinds.length === 0) return [part('text', quoted(text))];
    const pieces = text
      .split(new RegExp(`(${kinds.map((kind) => PLACEHOLDERS[kind]).join('|')})`))
      .filter((piece) => piece !== '');
    return pieces.map((piece) => {
      const kind = kinds.find((each) => PLACEHOLDERS[each] === piece);
      if (kind === undefined) return part('text', quoted(piece as RawText));
      const item = this.left.get(kind)?.shift();
      if (item === undefined) this.writing.telling.stop('mediaCount', kind);
      this.writing.telling.tell('placeholderToMedium', kind);
      return part(`${kind}_url`, item ?? rawJson('""'));
    });
  }

  /** Every medium must have had its placeholder. */
  end(): void {
    for (const [kind, items] of this.left) if (items.length > 0) this.writing.telling.stop('mediaCount', kind);
  }
}
