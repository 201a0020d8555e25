import { allTurns, type Turn } from '../../dataset/sample';
import type { Edit } from '../../dataset/edits';
import type { Fix } from '../rule';
import type { RecordView } from '../view';

/** A string of a turn. Offsets in its text are UTF-16 units. */
export interface TextPart {
  readonly turn: Turn;
  readonly pointer: string;
  readonly text: string;
}

const known = new WeakMap<RecordView, readonly TextPart[]>();

/** The texts of all turns, in their order; calls written as text are no language and left out. */
export function textsOf(view: RecordView): readonly TextPart[] {
  let parts = known.get(view);
  if (!parts) {
    parts = allTurns(view.sample).flatMap((turn) => partsOf(view, turn));
    known.set(view, parts);
  }
  return parts;
}

/** The texts that the model learns to write, of a pair both answers. */
export function answersOf(view: RecordView): readonly TextPart[] {
  return view.format.purpose === 'text' ? [] : textsOf(view).filter(({ turn }) => turn.role === 'assistant');
}

function partsOf(view: RecordView, turn: Turn): TextPart[] {
  if (turn.calls?.form === 'text' || turn.content === '') return [];
  const [only, ...others] = turn.pointers;
  if (only !== undefined && others.length === 0) return [{ turn, pointer: only, text: turn.content }];
  return turn.pointers.flatMap((pointer) => {
    const text = view.embedded(pointer)?.text ?? '';
    return text === '' ? [] : [{ turn, pointer, text }];
  });
}

/** Where a stretch of a text stands in the piece. */
export function spanIn(
  view: RecordView,
  { pointer }: TextPart,
  start: number,
  end: number,
): { start: number; end: number } {
  return view.embedded(pointer)?.spanOf({ start, end }) ?? view.span(pointer);
}

/** A fix that edits a text; none if its place is not known. */
export function textFix(
  view: RecordView,
  { pointer }: TextPart,
  fix: { readonly title: string; readonly safety: Fix['safety'] },
  edits: readonly Edit[],
): Fix[] {
  const embedded = view.embedded(pointer);
  return embedded && edits.length > 0 ? [{ ...fix, edits: edits.map((edit) => embedded.edit(edit)) }] : [];
}

/** The beginning of a stretch of text, on one line. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39).toWellFormed()}…` : line;
}
