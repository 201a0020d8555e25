import type { ContainerId } from '../../dataset/container';
import type { Edit } from '../../dataset/edits';
import type { LineEnds, Piece } from '../../dataset/piece';

/**
 * The edit that puts a record below another one, laid out as that is. Offsets are UTF-16 units of the piece's text.
 *
 * @param before text of the piece before
 * @param fileLines line ends of the whole file
 */
export function insertBelow(
  piece: Piece,
  record: string,
  container: ContainerId,
  before: string,
  fileLines: LineEnds,
): Edit {
  const at = piece.valueEnd;
  const lineEnd = lineEndOf(piece.lines) ?? lineEndOf(fileLines) ?? '\n';
  if (container === 'jsonl') return { start: at, end: at, text: lineEnd + record };
  // The line end in front of an element belongs to the piece before.
  const space = /\s*$/.exec(before + piece.text.slice(0, piece.valueStart))![0];
  return { start: at, end: at, text: `,${oneLineEnd(space, lineEnd)}${record}` };
}

/** The space without the empty lines in it. */
function oneLineEnd(space: string, lineEnd: string): string {
  const last = Math.max(space.lastIndexOf('\n'), space.lastIndexOf('\r'));
  return last < 0 ? space : lineEnd + space.slice(last + 1);
}

function lineEndOf({ lf, crlf, cr }: LineEnds): string | undefined {
  if (lf + crlf + cr === 0) return undefined;
  if (crlf >= lf && crlf >= cr) return '\r\n';
  return lf >= cr ? '\n' : '\r';
}
