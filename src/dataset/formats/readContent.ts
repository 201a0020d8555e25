import { isJsonObject } from '../jsonObject';
import type { Calls, Media, MediumKind } from '../sample';
import { callsInText, joinedCalls } from './readCalls';
import type { Place } from './fields';

/** What a message's content holds. */
export interface Content {
  readonly text: string;
  /** There are parts that are neither text nor thought nor call. */
  readonly hasOtherParts?: true;
  /** The values that the text was read from. */
  readonly pointers: readonly string[];
  readonly reasoning?: { readonly text: string; readonly pointer: string };
  readonly calls?: Calls;
  readonly media: readonly Media[];
}

const NONE: readonly Media[] = [];

/** Content that is a string, or a list of parts; anything else has no text. */
export function readContent({ value, pointer }: Place): Content {
  if (!Array.isArray(value)) return { text: typeof value === 'string' ? value : '', pointers: [pointer], media: NONE };
  const texts: (Place & { readonly value: string })[] = [];
  const thoughts: (Place & { readonly value: string })[] = [];
  const calls: Calls[] = [];
  const media: Media[] = [];
  for (const [i, part] of (value as unknown[]).entries()) {
    const at = `${pointer}/${i}`;
    if (typeof part === 'string') texts.push({ value: part, pointer: at });
    if (!isJsonObject(part)) continue;
    const kind = kindOf(part);
    if (kind === 'text') texts.push(...textOf(part, TEXT_KEYS, at));
    else if (kind === 'reasoning') thoughts.push(...textOf(part, THOUGHT_KEYS, at));
    else if (kind === 'tool_call')
      calls.push(...textOf(part, TEXT_KEYS, at).map((text) => callsInText(text.value, text.pointer)));
    else if (kind !== undefined) media.push(mediumOf(part, kind, at));
  }
  const allCalls = joinedCalls(calls);
  const hasOtherParts = texts.length + thoughts.length + calls.length < value.length;
  return {
    text: texts.map((text) => text.value).join(''),
    ...(hasOtherParts && { hasOtherParts }),
    pointers: texts.length > 0 ? texts.map((text) => text.pointer) : [pointer],
    ...(thoughts[0] && {
      reasoning: { text: thoughts.map((thought) => thought.value).join(''), pointer: thoughts[0].pointer },
    }),
    ...(allCalls && { calls: allCalls }),
    media,
  };
}

const TEXT_KEYS = ['text', 'value'] as const;
const THOUGHT_KEYS = ['value', 'thinking', 'reasoning', 'text'] as const;

/** Types of parts, and what they are: those of OpenAI, LLaMA-Factory's v1, TRL and Anthropic. */
const KINDS: Readonly<Record<string, 'text' | 'reasoning' | 'tool_call' | MediumKind>> = {
  text: 'text',
  input_text: 'text',
  output_text: 'text',
  reasoning: 'reasoning',
  thinking: 'reasoning',
  tool_call: 'tool_call',
  image: 'image',
  image_url: 'image',
  input_image: 'image',
  video: 'video',
  video_url: 'video',
  audio: 'audio',
  audio_url: 'audio',
  input_audio: 'audio',
};

/** Parts without a type are told by their key, as Bailian writes them: `{"text": …}`, `{"image": …}`. */
function kindOf(part: Readonly<Record<string, unknown>>): (typeof KINDS)[string] | undefined {
  const { type } = part;
  if (typeof type === 'string') return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return (['text', 'image', 'video', 'audio'] as const).find((key) => typeof part[key] === 'string');
}

function textOf(
  part: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  pointer: string,
): (Place & { readonly value: string })[] {
  const key = keys.find((candidate) => typeof part[candidate] === 'string');
  return key === undefined ? [] : [{ value: part[key] as string, pointer: `${pointer}/${key}` }];
}

/** The medium stands in a member of the type's or the kind's name, in an object there, or as the part's value. */
function mediumOf(part: Readonly<Record<string, unknown>>, kind: MediumKind, pointer: string): Media {
  const named = typeof part.type === 'string' ? [part.type] : [];
  const key = [...named, kind, `${kind}_url`, 'value', 'url', 'path'].find(
    (candidate) => part[candidate] !== undefined,
  );
  if (key === undefined) return { kind, pointer, items: [] };
  const value = part[key];
  const at = `${pointer}/${key}`;
  const inner = isJsonObject(value)
    ? ['url', 'data', 'path'].find((name) => typeof value[name] === 'string')
    : undefined;
  const item =
    inner === undefined
      ? { value, pointer: at }
      : { value: (value as Record<string, unknown>)[inner], pointer: `${at}/${inner}` };
  return { kind, pointer, items: [item] };
}
