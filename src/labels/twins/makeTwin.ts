import { applyEdits, type Edit } from '../../dataset/edits';
import { USUAL_KINDS } from '../marker';
import { mixLanguages } from './codeMixing';
import { Draft } from './draft';
import { leaveOutTheEnd } from './incomplete';
import { keepingOf } from './keptSpans';
import { addNoise } from './noise';
import { Random } from './random';
import { speakLoosely } from './speaking';
import type { Strength } from './strength';
import { makeTypos } from './typos';

/** UTF-16 units that a prompt may have: what is longer is material, and looking through it takes too long. */
export const LONGEST_PROMPT = 50_000;

export type TwinKind = (typeof USUAL_KINDS)[number];

export interface TwinWish {
  /** One at least. */
  readonly kinds: readonly TwinKind[];
  readonly strength: Strength;
  /** The same seed always gives the same twin of a text; another one gives another, mostly. */
  readonly seed: number;
}

/** A prompt made bad on purpose. */
export interface TwinText {
  readonly text: string;
  /** From the clean text to this one; in order, without overlaps. */
  readonly edits: readonly Edit[];
  /** The kinds that could be had, at least one of those that were wished for. */
  readonly kinds: readonly TwinKind[];
}

/** Changes a draft; false if there was nothing to change. */
type Way = (draft: Draft, strength: Strength, random: Random) => boolean;

/** In this order: what is left out isn't changed before, and large changes come before small ones. */
const WAYS: Readonly<Record<TwinKind, Way>> = {
  incomplete: leaveOutTheEnd,
  'code-mixed': mixLanguages,
  colloquial: speakLoosely,
  typo: makeTypos,
  noise: addNoise,
};

/**
 * Makes a prompt bad, as people write in a hurry. Code, numbers, addresses, placeholders, tags and special tokens stay as they are.
 *
 * @param names further texts that stay, such as names of images
 * @returns undefined where nothing can be changed, or the prompt is longer than {@link LONGEST_PROMPT}
 */
export function makeTwin(text: string, wish: TwinWish, names: readonly string[] = []): TwinText | undefined {
  if (text.length > LONGEST_PROMPT) return undefined;
  const draft = new Draft(text, keepingOf(text, names));
  if (!draft.hasWords) return undefined;
  const made = (Object.entries(WAYS) as [TwinKind, Way][]).filter(
    ([kind, change]) =>
      wish.kinds.includes(kind) && change(draft, wish.strength, new Random([wish.seed, kind, text].join('\u0000'))),
  );
  const { edits } = draft;
  const twin = applyEdits(text, edits);
  if (made.length === 0 || twin === text || twin.trim() === '') return undefined;
  const kinds = USUAL_KINDS.filter((kind) => made.some(([other]) => other === kind));
  return { text: twin, edits, kinds };
}
