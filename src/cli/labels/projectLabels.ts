import * as l10n from '@vscode/l10n';
import { formatById, openFormat, type FormatChoice } from '../../dataset/format';
import type { FormatWish } from '../../dataset/datasetInfo/wishedFormat';
import { wishedFormat } from '../../dataset/datasetInfo/wishedFormat';
import type { LocatedProject } from '../../host/projectFile';
import { labelFields, labelSettings, type LabelSettings } from '../../labels/labelSettings';
import { CannotRun } from '../cannotRun';

const USUAL: LabelSettings = labelSettings(undefined, undefined);

/**
 * Fields of which every schema speaks and that hold nothing to train on.
 */
const BESIDE_THE_DATA: ReadonlySet<string> = new Set([...labelFields(USUAL), 'id', 'source', 'meta', 'metadata']);

/** What a project says of labels; what is usual, where there is no project. @throws CannotRun if two labels stand in one field */
export function labelsOf(located: LocatedProject | undefined): LabelSettings {
  const labels = located?.labels ?? USUAL;
  const fields = labelFields(labels);
  const twice = fields.find((field, i) => fields.indexOf(field) !== i);
  if (twice === undefined) return labels;
  throw new CannotRun(l10n.t('Two labels stand in the field “{0}”. Give each its own: labels in tuneset.json', twice));
}

/**
 * Makes sure that labels don't stand in what is trained on.
 *
 * @param wish how the file is to be read
 * @param detected what its records speak for
 * @throws CannotRun if the format reads a field of the labels as data
 */
export function assertNoData(
  path: string,
  labels: LabelSettings,
  wish: FormatWish | undefined,
  detected: FormatChoice | undefined,
): void {
  const format = wishedFormat(wish, () => detected && openFormat(detected)) ?? formatById(detected?.id ?? '');
  if (!format) return;
  const data = labelFields(labels).find(
    (field) => !BESIDE_THE_DATA.has(field) && Object.hasOwn(format.schema.properties, field),
  );
  if (data === undefined) return;
  throw new CannotRun(
    l10n.t(
      '{0}: the field “{1}” is data of the format {2}, so no label can stand in it. Name another one: labels in tuneset.json',
      path,
      data,
      format.id,
    ),
  );
}
