import type { LocatedProject } from '../../host/projectFile';
import { labelSettings, type LabelSettings } from '../../labels/labelSettings';

const USUAL: LabelSettings = labelSettings(undefined, undefined);

/** What a project says of labels; what is usual, where there is no project. */
export function labelsOf(located: LocatedProject | undefined): LabelSettings {
  return located?.labels ?? USUAL;
}
