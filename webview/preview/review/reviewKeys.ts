import type { Verdict } from '../../../src/protocol/review';

/** What a key does in a review. */
export type ReviewKey =
  { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'note' } | { readonly kind: 'takeBack' };

/** The keys, as they stand on the buttons. */
export const REVIEW_KEYS: Readonly<Record<string, ReviewKey>> = {
  A: { kind: 'verdict', verdict: 'accepted' },
  R: { kind: 'verdict', verdict: 'rejected' },
  W: { kind: 'verdict', verdict: 'needs-work' },
  N: { kind: 'note' },
  U: { kind: 'takeBack' },
};

/** The meaning of a key where nobody types. One that is held down counts once, so that nobody accepts a hundred records unseen. */
export function reviewKey(event: KeyboardEvent): ReviewKey | undefined {
  const isOther = event.defaultPrevented || event.isComposing || event.repeat;
  if (isOther || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  if (event.composedPath().some(takesKeys)) return undefined;
  return REVIEW_KEYS[event.key.toUpperCase()];
}

function takesKeys(target: EventTarget): boolean {
  const fields = 'input, textarea, select, [contenteditable], [role=menu], [role=listbox]';
  return target instanceof HTMLElement && target.matches(fields);
}
