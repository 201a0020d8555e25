import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver';
import { isJsonObject } from '../../../dataset/jsonObject';
import type { MediumKind } from '../../../dataset/sample';
import type { MediaFolder } from '../../files';
import { isValuePlace } from './completeValues';
import type { Proposal, Site } from './site';

/** The path of a medium that is being written. */
export interface MediaPath {
  readonly kind: MediumKind;
  /** As it is written, with the slash at its end; '' if there is none yet. */
  readonly folder: string;
  /** What stands between the folder and the cursor. */
  readonly prefix: string;
}

/** The format's fields that list media. */
const FIELDS: Readonly<Record<string, MediumKind>> = { images: 'image', videos: 'video', audios: 'audio' };
/** Keys of parts of content under which a path may stand. */
const PART_KEYS: ReadonlySet<unknown> = new Set(['value', 'path', 'url']);

/** The path that is written at a place; undefined where none may stand. */
export function mediaPathAt(site: Site): MediaPath | undefined {
  if (site.isAtKey || site.cursor.kind !== 'record' || !isValuePlace(site)) return undefined;
  const kind = kindInField(site) ?? kindInPart(site);
  const typed = kind && typedText(site);
  if (typed === undefined) return undefined;
  const end = Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1;
  return { kind: kind!, folder: typed.slice(0, end), prefix: typed.slice(end) };
}

/** `images: ["…"]`, `images: "…"`, `images: [{"path": "…"}]`, and the frames of a video. */
function kindInField({ cursor: { format }, path, isInValue }: Site): MediumKind | undefined {
  const [field, ...inner] = path;
  const isOfList = inner.length > 0 && inner.every((segment) => typeof segment === 'number' || segment === 'path');
  if (field === undefined || !(isOfList || (inner.length === 0 && isInValue))) return undefined;
  const kind = Object.keys(FIELDS).find((name) => format.names.field(name) === field);
  const isFrame = kind === 'videos' && typeof inner[1] === 'number';
  return kind === undefined ? undefined : isFrame ? 'image' : FIELDS[kind];
}

/** `{"type": "image", "value": "…"}`, `{"type": "image", "image": "…"}`, `{"image": "…"}`. */
function kindInPart({ cursor, path }: Site): MediumKind | undefined {
  const key = path.at(-1);
  const part = cursor.valueAt(path.slice(0, -1));
  if (typeof path.at(-2) !== 'number' || !isJsonObject(part)) return undefined;
  const kinds = Object.values(FIELDS);
  const named = kinds.find((kind) => kind === (part.type ?? key));
  return named !== undefined && (key === named || (part.type !== undefined && PART_KEYS.has(key))) ? named : undefined;
}

/** What stands of the string before the cursor; undefined if it can't be read. */
function typedText({ cursor, span, isInValue }: Site): string | undefined {
  if (!isInValue) return '';
  const written = cursor.json.text.slice(span.start, cursor.offset);
  if (!written.startsWith('"')) return undefined;
  try {
    return String(JSON.parse(`${written}"`));
  } catch {
    return undefined;
  }
}

/**
 * The folders and files of a folder that a path may go on with.
 *
 * @param stepsIn asks for proposals again once a folder is chosen; undefined if the client can't
 */
export function mediaProposals(
  { kind, folder }: MediaPath,
  { files, folders, isIncomplete }: MediaFolder,
  stepsIn: Proposal['command'],
): Proposal[] {
  const detail = isIncomplete ? l10n.t('type on: the folder has more') : undefined;
  const inner = (name: string): string => JSON.stringify(folder + name).slice(1, -1);
  return [
    ...folders.map((name): Proposal => ({
      label: `${name}/`,
      detail: detail ?? l10n.t('folder'),
      kind: CompletionItemKind.Folder,
      template: [`"${inner(`${name}/`)}`, {}, '"'],
      command: stepsIn,
    })),
    ...files.map((name): Proposal => ({
      label: name,
      detail: detail ?? KINDS[kind](),
      kind: CompletionItemKind.File,
      template: [`"${inner(name)}"`],
    })),
  ];
}

const KINDS: Readonly<Record<MediumKind, () => string>> = {
  image: () => l10n.t('image'),
  video: () => l10n.t('video'),
  audio: () => l10n.t('audio'),
};
