import type { CancellationToken } from 'vscode-languageserver';
import { LabelReader } from '../../labels/labelReader';
import type { LabelSettings } from '../../labels/labelSettings';
import { taskTypeText } from '../../labels/taskType';
import type { ReviewReport } from '../../protocol/review';
import { ReportMaker } from '../../review/report';
import type { ReviewLog } from '../../review/reviewLog';
import { labelOf } from '../features/outline';
import { labelsOf } from '../labels/recordsOf';
import type { OpenDocument } from '../openDocument';
import { slices } from '../slices';
import { keyOf, recordPieces } from './recordKeys';

/** How the review of a document stands; null if it is cancelled, or there is no dataset any more. */
export async function reportOf(
  { dataset }: OpenDocument,
  log: ReviewLog,
  settings: LabelSettings,
  token: CancellationToken,
): Promise<ReviewReport | null> {
  if (!dataset) return null;
  const reader = new LabelReader(settings);
  const maker = new ReportMaker(log);
  for await (const [, piece] of slices(recordPieces(dataset.checked.text.pieces.placed()))) {
    if (token.isCancellationRequested) return null;
    const types = labelsOf(piece, reader)?.types ?? [];
    const names = types.map((type) => taskTypeText(type, settings.taskType));
    maker.add(keyOf(piece), names, () => labelOf(piece, dataset.format));
  }
  return maker.result();
}
