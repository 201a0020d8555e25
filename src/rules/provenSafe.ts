import { applyEdits, withoutOverlaps } from '../dataset/edits';
import type { Finding } from './rule';
import type { PieceView } from './view';

/** Safe fixes of a record that stays broken when all of them are made are shown before they are made. */
export function provenSafe(view: PieceView, findings: Finding[]): Finding[] {
  if (view.value !== undefined || view.piece.kind !== 'record') return findings;
  const edits = findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe')?.edits ?? []);
  if (edits.length === 0) return findings;
  try {
    const { piece } = view;
    const inValue = withoutOverlaps(edits).filter(
      ({ start, end }) => start >= piece.valueStart && end <= piece.valueEnd,
    );
    const moved = inValue.map(({ start, end, text }) => ({
      start: start - piece.valueStart,
      end: end - piece.valueStart,
      text,
    }));
    JSON.parse(applyEdits(view.text, moved));
    return findings;
  } catch {
    return findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => ({ ...fix, safety: 'preview' })),
    }));
  }
}
