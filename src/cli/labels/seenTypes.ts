import * as l10n from '@vscode/l10n';
import type { TaxonomyContent } from '../../dataset/project';
import type { TaskTypeSettings } from '../../labels/labelSettings';
import { isWithin, taskTypeText, type TaskType } from '../../labels/taskType';
import { Taxonomy } from '../../labels/taxonomy';
import { likelyName } from '../../dataset/likelyName';

/** Types that are remembered. */
const MOST = 5000;

/** The task types that records have, to tell which one is meant by a name that none of them has. */
export class SeenTypes {
  private readonly types = new Map<string, TaskType>();

  add(types: readonly TaskType[]): void {
    for (const type of types) if (this.types.size < MOST) this.types.set(JSON.stringify(type), type);
  }

  has(outer: TaskType): boolean {
    return [...this.types.values()].some((type) => isWithin(type, outer));
  }

  /** Says that no record has a type, and which one is most likely meant. */
  noneText(text: string, taxonomy: TaxonomyContent | undefined, settings: TaskTypeSettings): string {
    const levels = [...this.types.values()].flatMap((type) => type.map((_, i) => type.slice(0, i + 1)));
    const known = [...levels, ...(taxonomy ? new Taxonomy(taxonomy).all.map(({ type }) => type) : [])];
    const likely = likelyName(text, [...new Set(known.map((type) => taskTypeText(type, settings)))]);
    return likely === undefined
      ? l10n.t('No record has the task type “{0}”.', text)
      : l10n.t('No record has the task type “{0}”. Is “{1}” meant?', text, likely);
  }
}
