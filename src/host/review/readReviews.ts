import { wishedFormat, type FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { openFormat } from '../../dataset/format';
import type { LabelReader } from '../../labels/labelReader';
import { excerptOf, textsOf } from '../../labels/markedRecords';
import { taskTypeText } from '../../labels/taskType';
import { recordKey } from '../../review/recordKey';
import { ReportMaker, type ReviewReport } from '../../review/report';
import { reviewFileOf } from '../../review/reviewFile';
import { ReviewLog } from '../../review/reviewLog';
import type { SourceFile } from '../convert/sourceFile';
import { recordIn, textOf } from '../labels/readRecord';
import { sha256 } from '../sha256';
import { diskReviewFiles } from './diskReviewFiles';

/** What reviewers said of a dataset's records; undefined if there is no file of reviews beside it. @throws the errors of the file system */
export async function readReviews(dataset: string): Promise<ReviewLog | undefined> {
  const content = await diskReviewFiles.read(reviewFileOf(dataset));
  if (!content) return undefined;
  const log = new ReviewLog();
  for (const line of content.text.split('\n')) log.addText(line);
  return log;
}

/** What a record is known by in reviews. @param bytes of the record, one in each unit */
export function keyOfBytes(bytes: string): string {
  return recordKey(textOf(bytes) ?? bytes, sha256);
}

/** How the review of a file stands. @throws SourceChanged, and the errors of the file system */
export async function reportReviews(
  source: SourceFile,
  log: ReviewLog,
  reader: LabelReader,
  wish: FormatWish | undefined,
  onProgress: (done: number) => void,
): Promise<ReviewReport> {
  const maker = new ReportMaker(log);
  const { detected } = source;
  const format = wishedFormat(wish, () => detected && openFormat(detected));
  for await (const { bytes, isRecord, done } of source.records()) {
    onProgress(done);
    if (!isRecord) continue;
    const record = recordIn(textOf(bytes) ?? '');
    const types = record ? reader.of(record).types.map((type) => taskTypeText(type, reader.settings.taskType)) : [];
    maker.add(keyOfBytes(bytes), types, () =>
      record ? excerptOf(textsOf(record, reader.settings, format).prompt) : '',
    );
  }
  return maker.result();
}
