/** A `<think>` or `</think>`; offsets are UTF-16 units of the text. */
export interface ThoughtTag {
  readonly isOpening: boolean;
  readonly start: number;
  readonly end: number;
}

/** A thought between two tags. */
export interface Thought {
  readonly open: ThoughtTag;
  readonly close: ThoughtTag;
  /** Nothing but white space stands in it. */
  readonly isEmpty: boolean;
}

/** What tags a text has: none, one pair, several pairs, or tags that do not pair. */
export type ThoughtTags =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly thought: Thought }
  | { readonly kind: 'several'; readonly tags: readonly ThoughtTag[] }
  | { readonly kind: 'unbalanced'; readonly tags: readonly ThoughtTag[] };

const TAG = /<\/?think>/g;

/** Every tag of a text that is used. One in backticks or quotes is spoken of, and so is one within a sentence (“the <think> tags”, “<think> and </think>”). */
export function tagsIn(text: string): ThoughtTag[] {
  const tags = [...text.matchAll(TAG)]
    .map(({ 0: tag, index }) => ({ isOpening: tag === '<think>', start: index, end: index + tag.length }))
    .filter(({ start, end }) => !isQuoted(text[start - 1], text[end]));
  const used: ThoughtTag[] = [];
  for (let i = 0; i < tags.length; i++) {
    const [tag, next] = [tags[i]!, tags[i + 1]];
    if (isNamedPair(text, tag, next)) i++;
    else if (!tag.isOpening || !isInSentence(text, tag)) used.push(tag);
  }
  return used;
}

function isQuoted(before: string | undefined, after: string | undefined): boolean {
  if (before === '`' || after === '`') return true;
  return before !== undefined && after !== undefined && `"'“‘「『`.includes(before) && `"'”’」』`.includes(after);
}

/** What stands between the names of two tags. */
const BETWEEN = /^\s*(?:and|or|to|…|\.{3}|和|与|及|或|到|至|、|\/)\s*$/;

function isNamedPair(text: string, open: ThoughtTag, close: ThoughtTag | undefined): boolean {
  return open.isOpening && close?.isOpening === false && BETWEEN.test(text.slice(open.end, close.start));
}

function isInSentence(text: string, { start, end }: ThoughtTag): boolean {
  return (
    /[\p{L}\p{N},] $/u.test(text.slice(Math.max(0, start - 3), start)) && /^ \p{Ll}/u.test(text.slice(end, end + 3))
  );
}

export function readTags(text: string): ThoughtTags {
  const tags = text.includes('think>') ? tagsIn(text) : [];
  if (tags.length === 0) return { kind: 'none' };
  if (tags.length % 2 !== 0 || tags.some(({ isOpening }, i) => isOpening !== (i % 2 === 0)))
    return { kind: 'unbalanced', tags };
  const [open, close] = tags;
  if (tags.length > 2) return { kind: 'several', tags };
  return {
    kind: 'one',
    thought: { open: open!, close: close!, isEmpty: text.slice(open!.end, close!.start).trim() === '' },
  };
}
