import type { Fields } from '../format';
import type { Names } from '../names';
import type { Media, MediumKind, Sample, Tools, Turn } from '../sample';
import { fieldAt, firstFieldAt, type Place } from './fields';
import { fieldTurn } from './readMessages';
import { parseJson } from './readCalls';

/** The system prompt that stands beside the messages; none if it is empty. */
export function systemTurns(record: Fields, names: Names): readonly Turn[] {
  const system = fieldAt(record, names, 'system');
  return typeof system?.value === 'string' && system.value !== '' ? [fieldTurn('system', system)] : [];
}

/** Declared tools: a value, or JSON text; none if the field is null or an empty text. */
export function readTools(place: Place | undefined): Tools | undefined {
  if (!place || place.value === undefined || place.value === null || place.value === '') return undefined;
  const { value, pointer } = place;
  if (typeof value !== 'string') return { pointer, form: 'value', value };
  return { pointer, form: 'text', value: parseJson(value), ...(value.trim() === '' && { isBlank: true }) };
}

const MEDIA_FIELDS: readonly (readonly [field: string, kind: MediumKind])[] = [
  ['images', 'image'],
  ['videos', 'video'],
  ['audios', 'audio'],
];

/** The media that a record lists: in a list, or a lone path. */
export function readMedia(record: Fields, names: Names): readonly Media[] {
  return MEDIA_FIELDS.flatMap(([field, kind]) => {
    const place = fieldAt(record, names, field);
    if (!place || place.value === null) return [];
    const { value, pointer } = place;
    if (Array.isArray(value)) {
      const items = (value as unknown[]).map((item, i) => ({ value: item, pointer: `${pointer}/${i}` }));
      return items.length > 0 ? [{ kind, pointer, items }] : [];
    }
    return typeof value === 'string' && value !== '' ? [{ kind, pointer, items: [{ value, pointer }] }] : [];
  });
}

/** The verdict on an answer. LLaMA-Factory's examples and its documentation call it `kto_tag`, TRL and ms-swift `label`. */
export const LABEL_FIELDS = ['kto_tag', 'label'] as const;

/** A sample of turns with what stands beside them in the record: tools, media, the verdict. */
export function withBeside(
  record: Fields,
  names: Names,
  sample: Pick<Sample, 'turns' | 'preference' | 'media'>,
  tools = fieldAt(record, names, 'tools'),
): Sample {
  const read = readTools(tools);
  const label = firstFieldAt(record, names, LABEL_FIELDS);
  const media = [...readMedia(record, names), ...(sample.media ?? [])];
  return {
    turns: sample.turns,
    ...(sample.preference && { preference: sample.preference }),
    ...(read && { tools: read }),
    ...(label && label.value !== undefined && { label }),
    ...(media.length > 0 && { media }),
  };
}
