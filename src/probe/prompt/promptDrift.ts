import { startTokenCause, textCause, tokensCause } from './driftCauses';
import type { OwnPrompt, PromptDrift, ServedPrompt } from './servedPrompt';

/** UTF-16 units that two texts must have in common to begin alike. */
const LEAST_ALIKE = 8;

/** Where the server's prompt leaves ours, and why it may. Tokens are compared where both are known, else the texts. */
export function promptDrift(own: OwnPrompt, served: ServedPrompt): PromptDrift {
  const theirs = served.text ?? served.pieces?.join('') ?? null;
  const counts = { ours: own.ids.length, theirs: served.ids?.length ?? null };
  const by = served.ids === null ? 'text' : 'ids';
  const at = served.ids === null ? firstDifference(own.text, theirs ?? '') : firstDifference(own.ids, served.ids);
  if (at === null) return { isSame: true, by, at, ...counts, cause: null };
  const cause =
    startTokenCause(own, served) ??
    (theirs === null ? null : theirs === own.text ? tokensCause() : textCause(withoutHiddenStart(own, theirs), theirs));
  return { isSame: false, by, at, ...counts, cause };
}

/** Our text without a start token that the server's text lacks, as the tokenizer adds it there. */
function withoutHiddenStart({ text, pieces }: OwnPrompt, theirs: string): string {
  const start = pieces[0] ?? '';
  const rest = text.slice(start.length);
  const isHidden = !theirs.startsWith(start) && rest !== '' && theirs.startsWith(rest.slice(0, LEAST_ALIKE));
  return isHidden ? rest : text;
}

/** Index of the first item (UTF-16 unit) that differs; the end of the shorter one counts. Null: both are the same. */
export function firstDifference(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number | null {
  const most = Math.min(a.length, b.length);
  for (let index = 0; index < most; index++) if (a[index] !== b[index]) return index;
  return a.length === b.length ? null : most;
}
