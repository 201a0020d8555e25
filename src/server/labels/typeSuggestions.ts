import type { Format } from '../../dataset/format';
import type { Piece } from '../../dataset/piece';
import type { PlacedPiece } from '../../dataset/sequence';
import type { LabelReader } from '../../labels/labelReader';
import { featuresOf, type Features } from '../../labels/similarRecords';
import { suggest, type Suggestion, type TaggedExample } from '../../labels/suggest';
import type { TaskType } from '../../labels/taskType';
import type { Analysis } from '../../rules/checker';
import type { OpenDataset } from '../openDocument';
import { labelsOf, parsed } from './recordsOf';

/** Tagged records that a record is compared with: the nearest ones, and as many from the whole file. Comparing with them takes some milliseconds. */
const MAX_EXAMPLES = 2000;

interface Tagged {
  readonly piece: Piece<Analysis>;
  readonly type: TaskType;
}

/** Suggests task types from the records of a file that have one. What a prompt is compared by is kept as long as its piece is. */
export class TypeSuggestions {
  private features = new WeakMap<Piece<Analysis>, Features>();

  suggest(dataset: OpenDataset, reader: LabelReader, { piece, index }: PlacedPiece<Analysis>): Suggestion | undefined {
    const { format, checked } = dataset;
    const text = promptOf(piece, format);
    if (text.trim() === '') return undefined;
    const before: Tagged[] = [];
    const after: Tagged[] = [];
    for (const placed of checked.text.pieces.placed()) {
      if (placed.piece.kind !== 'record' || placed.index === index) continue;
      const labels = labelsOf(placed.piece, reader);
      const [type] = labels?.types ?? [];
      if (type && labels!.faults.length === 0) {
        (placed.index < index ? before : after).push({ piece: placed.piece, type });
      }
    }
    const examples = chosen(before, after).map((tagged): TaggedExample => {
      return { type: tagged.type, features: this.featuresOf(tagged.piece, format) };
    });
    return suggest(text, featuresOf(text), examples);
  }

  private featuresOf(piece: Piece<Analysis>, format: Format): Features {
    let features = this.features.get(piece);
    if (!features) this.features.set(piece, (features = featuresOf(promptOf(piece, format))));
    return features;
  }
}

function chosen(before: readonly Tagged[], after: readonly Tagged[]): readonly Tagged[] {
  const all = [...before, ...after];
  if (all.length <= MAX_EXAMPLES) return all;
  const near = [...before.slice(-MAX_EXAMPLES / 4), ...after.slice(0, MAX_EXAMPLES / 4)];
  const step = all.length / (MAX_EXAMPLES / 2);
  const spread = Array.from({ length: MAX_EXAMPLES / 2 }, (_, i) => all[Math.floor(i * step)]!);
  return [...new Set([...near, ...spread])];
}

/** What the user says, or a text without turns. */
function promptOf(piece: Piece, format: Format): string {
  const value = parsed(piece);
  if (!value) return '';
  const { turns } = format.read(value);
  const asked = format.purpose === 'text' ? turns : turns.filter(({ role }) => role === 'user');
  return asked.map(({ content }) => content).join('\n');
}
