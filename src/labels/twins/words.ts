/** UTF-16 units that are segmented at once: V8 gives every segment a copy of the text that it is from. */
const AT_ONCE = 500;
const STRETCHES = new RegExp(String.raw`[^]{1,${AT_ONCE}}(?:$|(?<=[\s\p{P}]))|[^]{1,${AT_ONCE}}`, 'gu');

/** A word, or what stands between two. */
export interface Segment {
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly isWord: boolean;
}

/** Cuts a text into words as Unicode's rules and its dictionary of Chinese have it. */
export function segmentsOf(text: string): Segment[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return [...text.matchAll(STRETCHES)].flatMap(({ 0: stretch, index: from }) =>
    [...segmenter.segment(stretch)].map(({ segment, index, isWordLike }) => ({
      text: segment,
      start: from + index,
      isWord: isWordLike === true,
    })),
  );
}
