import * as l10n from '@vscode/l10n';
import { likelyName } from '../../dataset/likelyName';
import { listOf } from '../../dataset/listOf';
import { markerOf, USUAL_KINDS } from '../../labels/marker';
import { taskTypeText, typedTaskType, type TaskType } from '../../labels/taskType';
import { Taxonomy } from '../../labels/taxonomy';
import { CannotRun } from '../cannotRun';
import type { LabelFile } from './labelFiles';

/**
 * The task type that a text names.
 *
 * @param isAny it need not be one of the taxonomy
 * @throws CannotRun if it names none, one that the taxonomy doesn't have, or one with more levels than there is room for
 */
export function knownType(text: string, { labels, path }: LabelFile, isAny: boolean): TaskType {
  const { taskType, taxonomy: content } = labels;
  const type = typedTaskType(text, taskType);
  if (!type) throw new CannotRun(l10n.t('“{0}” is no task type: a level has no name.', text));
  if (taskType.levels === 'fields' && type.length > taskType.fields.length) {
    throw new CannotRun(l10n.t('{0}: “{1}” has more levels than there are fields for.', path, text));
  }
  const taxonomy = content && new Taxonomy(content);
  const node = taxonomy?.find(type);
  if (!taxonomy || isAny || node?.children.length === 0) return type;
  if (node) {
    const below = listOf(
      node.children.map((child) => taskTypeText(child.type, taskType)),
      10,
    );
    throw new CannotRun(l10n.t('The task type “{0}” has others below it. Choose one of them: {1}', text, below));
  }
  const likely = taxonomy.likeliest(type);
  throw new CannotRun(
    likely
      ? l10n.t('The taxonomy has no task type “{0}”. Is “{1}” meant?', text, taskTypeText(likely.type, taskType))
      : l10n.t('The taxonomy has no task type “{0}”. Add it there, or give --any-value.', text),
  );
}

/** The kinds of noise that a text names, such as `typo,noise`. @throws CannotRun if it names none, or one that nobody knows */
export function knownKinds(text: string, { labels: { robustness } }: LabelFile, isAny: boolean): readonly string[] {
  const kinds = markerOf({ [robustness.field]: text }, robustness)?.kinds ?? [];
  const known: readonly string[] = [...USUAL_KINDS, ...Object.keys(robustness.kinds)];
  if (kinds.length === 0) {
    throw new CannotRun(l10n.t('--robustness needs a kind. There are: {0}', listOf(known)));
  }
  for (const kind of kinds) {
    if (isAny || known.includes(kind)) continue;
    const likely = likelyName(kind, known);
    throw new CannotRun(
      likely === undefined
        ? l10n.t('There is no kind “{0}”. There are: {1}', kind, listOf(known))
        : l10n.t('There is no kind “{0}”. Is “{1}” meant?', kind, likely),
    );
  }
  return kinds;
}
