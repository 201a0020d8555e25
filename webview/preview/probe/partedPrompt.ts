import type { OwnPrompt, PromptDrift, ServedPrompt } from '../../../src/protocol/probe';

/** A prompt in three: what is the same, the first thing that is not ('': nothing is, or it ends here), and the rest. */
export interface PartedPrompt {
  readonly before: string;
  readonly at: string;
  readonly behind: string;
  /** UTF-16 units at the beginning that are not shown. */
  readonly leftOut: number;
}

/** Of what is the same only the end is shown, and of what follows the beginning; in UTF-16 units. */
const BEFORE = 10_000;
const BEHIND = 20_000;

/** Null: it has no text. */
export function partedAt(
  { text, ids, pieces }: Pick<ServedPrompt, 'text' | 'ids' | 'pieces'> | OwnPrompt,
  drift: PromptDrift | null,
): PartedPrompt | null {
  if (!drift || drift.isSame || drift.at === null) {
    const whole = text ?? pieces?.join('');
    return whole === undefined ? null : shortened(whole, '', '');
  }
  if (drift.by === 'text') {
    if (text === null) return null;
    const first = String.fromCodePoint(...(drift.at < text.length ? [text.codePointAt(drift.at)!] : []));
    return shortened(text.slice(0, drift.at), first, text.slice(drift.at + first.length));
  }
  if (!pieces || pieces.length !== ids?.length) return text === null ? null : shortened(text, '', '');
  // A character that is made of several tokens stands at the last of them.
  let end = drift.at;
  while (end < pieces.length - 1 && pieces[end] === '') end++;
  return shortened(
    pieces.slice(0, drift.at).join(''),
    pieces.slice(drift.at, end + 1).join(''),
    pieces.slice(end + 1).join(''),
  );
}

function shortened(before: string, at: string, behind: string): PartedPrompt {
  // A prompt without a difference is shown from its beginning on.
  const leftOut = at === '' ? 0 : Math.max(0, before.length - BEFORE);
  const shown = at === '' ? before.slice(0, BEFORE + BEHIND) : before.slice(leftOut);
  return { before: shown, at, behind: behind.slice(0, BEHIND), leftOut };
}
