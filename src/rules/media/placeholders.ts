import { decodeString } from '../../dataset/jsonString';
import type { MediumKind, Turn } from '../../dataset/sample';
import { nodeAt } from '../../dataset/tree';
import type { RecordView } from '../view';
import { hasMediaField, isField, listedMedia, MEDIA_KINDS, takesMedia } from './mediaItems';

/** How the placeholders of a kind fit what is listed. */
export interface PlaceholderCount {
  readonly kind: MediumKind;
  readonly listed: number;
  readonly placed: number;
  /** Of these, in answers. */
  readonly inAnswers: number;
  /** What looks like a placeholder of another tool; looked for only if placeholders are missing. */
  readonly variants: number;
  /** The turns that were counted; of a pair, those with the answer that fits worse. */
  readonly turns: readonly Turn[];
}

/** What is to be told: placeholders that stand in answers, those of another tool, or that the numbers differ. */
export type PlaceholderFault = 'in-answer' | 'variants' | 'differs';

export function placeholderOf(kind: MediumKind): string {
  return `<${kind}>`;
}

/** Placeholders of other tools: LLaVA's and Llama's tokens, Phi's numbered ones, Markdown-like ones, other spellings. */
const VARIANTS: Readonly<Record<MediumKind, RegExp>> = {
  image: spellings('image|img|picture'),
  video: spellings('video|vid'),
  audio: spellings('audio|sound|speech'),
};

function spellings(names: string): RegExp {
  const named = `(?:${names})(?:[ _-]?(?:placeholder|token|here|\\d+))?`;
  return new RegExp(`<${named} ?/?>|<\\|${named}\\|>|\\[${named}\\]`, 'gi');
}

/**
 * Counts the placeholders of each kind, as LLaMA-Factory does in every message (data/mm_plugin.py, `_validate_messages`). Nothing is counted of records
 * without a field for media, unless the template is known to take some, and for a template that takes none.
 */
export function countPlaceholders(view: RecordView): readonly PlaceholderCount[] {
  let counts = known.get(view);
  if (!counts) known.set(view, (counts = countNow(view)));
  return counts;
}

/** Several rules ask. */
const known = new WeakMap<RecordView, readonly PlaceholderCount[]>();

function countNow(view: RecordView): readonly PlaceholderCount[] {
  const takes = takesMedia(view);
  if (takes === false || !(takes || hasMediaField(view))) return [];
  // Parts of a message that only say “image” are placeholders too (TRL).
  const parts = (view.sample.media ?? []).filter(({ pointer, items }) => !isField(pointer) && items.length === 0);
  return MEDIA_KINDS.map((kind) => {
    const listed = listedMedia(view).filter((media) => media.kind === kind);
    const count = listed.reduce((sum, { items }) => sum + items.length, 0);
    const inParts = parts.filter((media) => media.kind === kind).length;
    const counts = conversations(view).map((turns) => countIn(turns, kind, count, inParts));
    return counts.find(({ placed }) => placed !== count) ?? counts[0]!;
  });
}

/** What is wrong with a count; one fault for one cause. */
export function faultOf({ listed, placed, inAnswers, variants }: PlaceholderCount): PlaceholderFault | undefined {
  if (placed === listed) return inAnswers > 0 ? 'in-answer' : undefined;
  if (inAnswers > 0 && placed - inAnswers === listed) return 'in-answer';
  return placed < listed && variants > 0 ? 'variants' : 'differs';
}

function countIn(turns: readonly Turn[], kind: MediumKind, listed: number, inParts: number): PlaceholderCount {
  const tag = placeholderOf(kind);
  const tagsIn = (some: readonly Turn[]): number =>
    some.reduce((sum, { content }) => sum + content.split(tag).length - 1, 0);
  const inAnswers = tagsIn(turns.filter(({ role }) => role === 'assistant'));
  const placed = tagsIn(turns) + inParts;
  const missing = placed < listed ? turns : [];
  const variants = missing.reduce((sum, { content }) => sum + variantsIn(content, kind).length, 0);
  return { kind, listed, placed, inAnswers, variants, turns };
}

/** The texts in which placeholders are counted: LLaMA-Factory leaves out the system prompt. Each answer of a pair is counted with the prompt. */
function conversations({ sample, target }: RecordView): (readonly Turn[])[] {
  const prompt = sample.turns.filter(({ role }) => role !== 'system' || target !== 'llamafactory');
  const answers = [sample.preference?.chosen, sample.preference?.rejected].filter((answer) => answer !== undefined);
  return answers.length > 0 ? answers.map(({ turns }) => [...prompt, ...turns]) : [prompt];
}

/** What in a text looks like a placeholder of that kind and is none. */
function variantsIn(text: string, kind: MediumKind): { readonly at: number; readonly text: string }[] {
  return [...text.matchAll(VARIANTS[kind])]
    .filter(([found]) => found !== placeholderOf(kind))
    .map((match) => ({ at: match.index, text: match[0] }));
}

/** A part of a record's text. */
export interface Found {
  readonly text: string;
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
}

/** Where the placeholders of a kind stand in some turns, in their order. */
export function findPlaceholders(view: RecordView, turns: readonly Turn[], kind: MediumKind): readonly Found[] {
  const tag = placeholderOf(kind);
  return findIn(view, turns, (text) =>
    [...text.matchAll(new RegExp(tag, 'g'))].map((match) => ({ at: match.index, text: tag })),
  );
}

/** Where the placeholders of other tools stand. */
export function findVariants(view: RecordView, turns: readonly Turn[], kind: MediumKind): readonly Found[] {
  return findIn(view, turns, (text) => variantsIn(text, kind));
}

function findIn(
  view: RecordView,
  turns: readonly Turn[],
  find: (text: string) => readonly { readonly at: number; readonly text: string }[],
): Found[] {
  const { piece, tree } = view;
  return turns
    .flatMap(({ pointers }) => pointers)
    .flatMap((pointer) => {
      const node = tree && nodeAt(tree, pointer);
      if (node?.type !== 'string') return [];
      const { text, offsets } = decodeString(view.text, node.offset);
      return find(text).map((found) => ({
        text: found.text,
        pointer,
        start: piece.valueStart + offsets[found.at]!,
        end: piece.valueStart + offsets[found.at + found.text.length]!,
      }));
    });
}
