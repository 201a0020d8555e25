import * as l10n from '@vscode/l10n';
import { isJsonObject } from '../../dataset/jsonObject';
import { allTurns, type MediumKind, type Sample } from '../../dataset/sample';
import { nearest } from '../../editing/pointers';
import type { PreviewMedium, PreviewTurn } from '../../protocol/preview';
import type { MediaState } from '../../rules/view';
import type { KnownMediaFiles } from '../files';

/** Which files can be shown. */
export interface ShownMedia {
  /** Undefined where the files that records name are not looked at: there is no disk, or nobody trusts the workspace. */
  readonly files: KnownMediaFiles | undefined;
  /** True for a file in a folder whose files may be shown. */
  readonly mayShow: (uri: string) => boolean;
}

/** Characters of what stands in place of a path. */
const MAX_NAME = 200;

interface Item {
  readonly kind: MediumKind;
  readonly value: unknown;
  readonly pointer: string;
}

/** The media of a sample, in their order. Nothing is ever loaded from another machine. */
export function previewMedia(sample: Sample, shown: ShownMedia): PreviewMedium[] {
  return itemsOf(sample).map(({ kind, value, pointer }) => {
    const named = textOf(value);
    const name = (named ?? JSON.stringify(value)).slice(0, MAX_NAME).toWellFormed();
    return { kind, pointer, name, ...place(named, kind, shown) };
  });
}

/**
 * Which media each turn of a sample has: those that are parts of its message, and those that its placeholders (`<image>`) stand for, as LLaMA-Factory counts
 * them: the first one for the first of the list, and so on (data/mm_plugin.py).
 *
 * @returns indices into the media, for each turn
 */
export function mediaOfTurns(sample: Sample, turns: readonly PreviewTurn[]): readonly (readonly number[])[] {
  const items = itemsOf(sample);
  const ofTurns = turns.map((): number[] => []);
  const owners = new Map(allTurns(sample).map(({ pointer }, t) => [pointer, ofTurns[t]!]));
  const listed = items.flatMap((item, i) => {
    const owner = nearest(item.pointer, owners);
    owner?.push(i);
    return owner ? [] : [i];
  });
  for (const kind of ['image', 'video', 'audio'] as const) {
    const ofKind = listed.filter((i) => items[i]!.kind === kind);
    let named = 0;
    turns.forEach(({ texts, side }, t) => {
      // Both answers of a pair follow the same prompt: what the one names, the other may name too.
      if (side === 'rejected') return;
      const placeholders = texts.reduce((sum, { text }) => sum + text.split(`<${kind}>`).length - 1, 0);
      ofTurns[t]!.push(...ofKind.slice(named, (named += placeholders)));
    });
  }
  return ofTurns;
}

function itemsOf({ media = [] }: Sample): Item[] {
  return media.flatMap(({ kind, items }) => items.map((item) => ({ kind, ...item })));
}

/** A path or an address; undefined for anything else. `datasets` writes objects with a path. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return undefined;
  const key = ['path', 'url'].find((name) => typeof value[name] === 'string');
  return key === undefined ? undefined : (value[key] as string);
}

function place(
  path: string | undefined,
  kind: MediumKind,
  { files, mayShow }: ShownMedia,
): Pick<PreviewMedium, 'uri' | 'reason'> {
  const because = (reason: string): Pick<PreviewMedium, 'uri' | 'reason'> => ({ uri: null, reason });
  if (path === undefined) return because(l10n.t('What stands here is no path of a file.'));
  if (/^data:/i.test(path)) return because(l10n.t('Data that stands in the text itself is not shown.'));
  if (isAddress(path)) return because(l10n.t('It lies on another machine, and nothing is loaded from there.'));
  if (!files) return because(l10n.t('Files are shown only in a folder on disk that you trust.'));
  const state = files.look(path, kind);
  if (state === undefined) return because(l10n.t('What stands here is no path of a file.'));
  if (state !== 'ok') return because(REASONS[state]());
  const uri = files.uriOf(path, kind);
  if (uri === undefined) return because(l10n.t('It is a folder.'));
  return mayShow(uri)
    ? { uri, reason: null }
    : because(l10n.t('It lies outside of the workspace and of the dataset’s folder.'));
}

const REASONS: Readonly<Record<Exclude<MediaState, 'ok'>, () => string>> = {
  missing: () => l10n.t('There is no such file.'),
  'folder-missing': () => l10n.t('There is no such file, nor its folder.'),
  empty: () => l10n.t('The file is empty.'),
  unreadable: () => l10n.t('The file is none of a kind that can be shown here.'),
};

/** An address of another machine, also as Windows writes it. */
function isAddress(path: string): boolean {
  return /^(?:(?!file:|[a-z]:[\\/])[a-z][a-z0-9+.-]*:|[\\/]{2}|file:\/\/[^/])/i.test(path);
}
