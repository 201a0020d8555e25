import type { DatasetText, PieceChange } from '../../dataset/datasetText';
import type { Fields, Format } from '../../dataset/format';
import { valueText, type Piece } from '../../dataset/piece';
import { MarkedGuard, type GuardedRecord, type TouchedRecord } from '../../labels/markedGuard';
import type { RobustnessSettings } from '../../labels/labelSettings';
import { markerOf } from '../../labels/marker';
import type { Analysis } from '../../rules/checker';
import { parsed } from './recordsOf';

/** Watches an open dataset's marked records. An edit that touches none costs next to nothing. */
export class MarkedWatch {
  private readonly guard: MarkedGuard<Piece<Analysis>>;

  /** @param settings undefined where nobody knows how records are marked: nothing is watched */
  constructor(
    private readonly text: DatasetText<Analysis>,
    format: Format,
    private readonly settings: RobustnessSettings | undefined,
  ) {
    const field = settings && JSON.stringify(settings.field);
    this.guard = new MarkedGuard(
      (piece) => (piece.analysis?.labels?.kinds.length ?? Number(field && piece.text.includes(field))) > 0,
      (piece) => (piece.kind === 'record' ? valueText(piece) : undefined),
      (piece) => look(piece, format, settings!),
    );
  }

  note({ index, removed, inserted }: PieceChange<Analysis>): void {
    if (!this.settings) return;
    const now = Array.from({ length: inserted }, (_, i) => this.text.pieces.get(index + i)!);
    this.guard.note(removed, now);
  }

  /** What the changes that were noted did to marked records, together. */
  settle(): TouchedRecord[] {
    return this.guard.settle();
  }
}

function look(piece: Piece, format: Format, settings: RobustnessSettings): GuardedRecord {
  const record = parsed(piece);
  if (!record) return { kind: 'broken' };
  return { kind: 'record', prompt: promptOf(record, format), isMarked: markerOf(record, settings) !== undefined };
}

/** What the user says; where nobody asks anything, such as in a text for pre-training, all that is said. */
function promptOf(record: Fields, format: Format): string {
  const { turns } = format.read(record);
  const asked = turns.filter(({ role }) => role === 'user');
  return (asked.length > 0 ? asked : turns).map(({ content }) => content).join('\n');
}
