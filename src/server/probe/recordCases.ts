import * as l10n from '@vscode/l10n';
import { valueText, type Piece } from '../../dataset/piece';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { askedTurns, casesOf, type WantedTurns } from '../../probe/cases/casesOf';
import type { NoCase, ProbeCase } from '../../probe/cases/probeCase';
import type { ProbeCaseParams, ProbeCaseResult } from '../../protocol/probeRecords';
import { isTooLarge } from '../features/limits';
import { parsed } from '../labels/recordsOf';
import type { OpenDataset } from '../openDocument';
import type { FollowedPiece } from '../records/followed';
import { keyOf } from '../review/recordKeys';

/** A record among the others of its file. */
interface PlacedRecord {
  readonly piece: Piece;
  readonly record: number;
}

/** Reads the cases of a dataset's records. */
export class RecordCases {
  private readonly labels: LabelReader;

  constructor(
    private readonly dataset: Pick<OpenDataset, 'format'>,
    settings: LabelSettings,
  ) {
    this.labels = new LabelReader(settings);
  }

  of({ piece, record }: PlacedRecord, wanted: WantedTurns): readonly (ProbeCase | NoCase)[] {
    if (isTooLarge(piece)) return [{ record, problem: l10n.t('The record is too large, or nested too deeply.') }];
    const { format } = this.dataset;
    return casesOf({ record, key: keyOf(piece), text: valueText(piece), format, labels: this.labels }, wanted);
  }
}

/** What a followed record can be asked for. A turn that it has no more gives way to the last one. */
export function probeCaseOf(
  { dataset, placed, digest }: FollowedPiece,
  { turn }: Pick<ProbeCaseParams, 'turn'>,
  settings: LabelSettings,
): ProbeCaseResult {
  const turns = turnsOf(placed.piece, dataset);
  const wanted = turn !== undefined && turns.includes(turn) ? turn : (turns.at(-1) ?? 'last');
  const [own] = new RecordCases(dataset, settings).of(placed, wanted);
  return { digest, turns, case: own! };
}

function turnsOf(piece: Piece, { format }: OpenDataset): readonly number[] {
  const value = isTooLarge(piece) ? undefined : parsed(piece);
  return value ? askedTurns(format.read(value)) : [];
}
