import * as l10n from '@vscode/l10n';
import { wishedFormat } from '../../dataset/datasetInfo/wishedFormat';
import { openFormat, type FormatChoice } from '../../dataset/format';
import type { RecordChange } from '../../host/labels/relabel';
import { excerptOf, textsOf } from '../../labels/markedRecords';
import type { LabelFile } from './labelFiles';

/**
 * A change of a record on one line: which record, which fields, and how its prompt begins.
 *
 * @param detected the format that the file's records speak for
 */
export function changeText(
  { index, before, after }: RecordChange,
  { labels, format }: LabelFile,
  detected: FormatChoice | undefined,
): string {
  const fields = [...labels.taskType.fields, labels.robustness.field];
  const changes = fields.flatMap((field) => {
    const [was, is] = [jsonOf(before[field]), jsonOf(after[field])];
    return was === is ? [] : [`${field} ${was} → ${is}`];
  });
  const opened = wishedFormat(format, () => detected && openFormat(detected));
  const prompt = opened ? excerptOf(textsOf(before, labels, opened).prompt) : '';
  const told = l10n.t('record {0}: {1}', index + 1, changes.join(' · '));
  return prompt === '' ? told : `${told}  ${prompt}`;
}

function jsonOf(value: unknown): string {
  return value === undefined ? '∅' : JSON.stringify(value);
}
