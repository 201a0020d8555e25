import { isJsonObject } from '../../dataset/jsonObject';
import type { Media, MediumKind } from '../../dataset/sample';
import { findTemplate } from '../../tokens/llamafactory/templates';
import type { RecordView } from '../view';

/** One image, video or audio that a record names or holds. */
export interface MediaItem {
  readonly kind: MediumKind;
  /** A path, a URL, or the data itself. */
  readonly text: string;
  readonly pointer: string;
}

/** The format's fields that list media. */
const FIELDS: Readonly<Record<MediumKind, string>> = { image: 'images', video: 'videos', audio: 'audios' };
export const MEDIA_KINDS = Object.keys(FIELDS) as readonly MediumKind[];

/** The media of a record, in its fields and in its messages; each text once. */
export function mediaItems(view: RecordView): readonly MediaItem[] {
  let items = known.get(view);
  if (!items) known.set(view, (items = itemsOf(view)));
  return items;
}

/** Several rules ask. */
const known = new WeakMap<RecordView, readonly MediaItem[]>();

function itemsOf({ sample }: RecordView): readonly MediaItem[] {
  const items = (sample.media ?? []).flatMap(({ kind, items }) =>
    items.flatMap(({ value, pointer }) => itemsIn(value, pointer, kind)),
  );
  const seen = new Set<string>();
  return items.filter(({ text, kind }) => {
    const isNew = !seen.has(`${kind} ${text}`);
    seen.add(`${kind} ${text}`);
    return isNew;
  });
}

/** A text, an object of `datasets` with a path, or, of a video, its frames. */
function itemsIn(value: unknown, pointer: string, kind: MediumKind): MediaItem[] {
  if (typeof value === 'string') return value === '' ? [] : [{ kind, text: value, pointer }];
  if (isJsonObject(value)) {
    const key = ['path', 'bytes', 'url'].find((name) => typeof value[name] === 'string');
    return key === undefined ? [] : [{ kind, text: value[key] as string, pointer: `${pointer}/${key}` }];
  }
  if (kind !== 'video' || !Array.isArray(value)) return [];
  return (value as unknown[]).flatMap((frame, i) => itemsIn(frame, `${pointer}/${i}`, 'image'));
}

/** The lists of media that placeholders in the text stand for; parts of messages need no placeholders. */
export function listedMedia({ sample }: RecordView): readonly Media[] {
  return (sample.media ?? []).filter(({ pointer }) => isField(pointer));
}

/** True for the pointer of a field of the record. */
export function isField(pointer: string): boolean {
  return pointer.lastIndexOf('/') === 0;
}

/** True if the record has a field for media, be it empty. */
export function hasMediaField({ value, format }: RecordView): boolean {
  return Object.values(FIELDS).some((field) => {
    const name = format.names.field(field);
    return name !== undefined && Object.hasOwn(value, name);
  });
}

/** The name of the field that lists media of a kind, in the words of the data. */
export function mediaField({ format }: RecordView, kind: MediumKind): string {
  return format.names.field(FIELDS[kind]) ?? FIELDS[kind];
}

/** Whether the template takes media; undefined if it isn't known. */
export function takesMedia({ target, template }: RecordView): boolean | undefined {
  return target === 'llamafactory' && template !== undefined ? findTemplate(template)?.media : undefined;
}

/** True for data that stands in the text itself: a `data:` URI, or long base64. */
export function isInline(text: string): boolean {
  return /^data:/i.test(text) || (text.length > LONGEST_PATH && BASE64.test(text.slice(0, LONGEST_PATH)));
}

/** A path for people: of a long one its end. */
export function shownPath(path: string): string {
  return path.length > MAX_SHOWN ? `…${path.slice(-MAX_SHOWN).toWellFormed()}` : path;
}

const MAX_SHOWN = 120;

/** Units of the longest text that is a path; file systems allow 4096 bytes at most, and nobody uses that. */
const LONGEST_PATH = 1024;
const BASE64 = /^[A-Za-z0-9+/_-]+$/;
