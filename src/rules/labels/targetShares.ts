import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import type { LabelReader, RecordLabels } from '../../labels/labelReader';
import { missedTarget } from '../../labels/targetShare';
import { taskTypeText, type TaskType } from '../../labels/taskType';
import { Taxonomy } from '../../labels/taxonomy';
import { brief } from '../brief';
import type { FileFacts } from '../fileFacts';
import type { MarkTotal } from '../rule';

/** Types that a message names. */
const MOST_NAMES = 5;
/** What every tagged record bears. */
const TAGGED = 'tagged';

/** A type whose share is not what the taxonomy wants. */
export interface MissedShare {
  /** What its records bear; none of them may be there. */
  readonly mark: string;
  readonly type: TaskType;
  /** Of the tagged records, from 0 to 1. */
  readonly share: number;
  readonly target: number;
}

/** What a record bears: that it is tagged, and each of its types and of those above them that has a target share. */
export function shareMarks({ types }: RecordLabels, { taxonomy }: LabelReader): string[] {
  if (!taxonomy || types.length === 0) return [];
  const levels = types.flatMap((type) => type.map((_name, i) => type.slice(0, i + 1)));
  return [TAGGED, ...levels.filter((type) => taxonomy.find(type)?.about.share !== undefined).map(markOf)];
}

/** The types that have too many records or too few, the furthest off first. */
export function missedShares(
  marks: ReadonlyMap<string, MarkTotal>,
  { labels, records }: FileFacts,
  direction: 'over' | 'under',
): MissedShare[] {
  const tagged = marks.get(TAGGED)?.count ?? 0;
  if (!labels?.taxonomy || tagged === 0) return [];
  const missed = new Taxonomy(labels.taxonomy).all.flatMap(({ type, about: { share: target } }) => {
    const mark = markOf(type);
    const count = marks.get(mark)?.count ?? 0;
    if (target === undefined || missedTarget(count, target, { all: records, tagged }) !== direction) return [];
    return [{ mark, type, share: count / tagged, target }];
  });
  const off = ({ share, target }: MissedShare): number => Math.abs(share - target);
  return missed.sort((a, b) => off(b) - off(a));
}

/** The types as a message names them: with their share and their target. */
export function listOfShares(missed: readonly MissedShare[], { labels }: FileFacts): string {
  const names = missed.map(({ type, share, target }) =>
    l10n.t('“{0}” {1} (target {2})', brief(taskTypeText(type, labels!.taskType)), percent(share), percent(target)),
  );
  return listOf(names, MOST_NAMES);
}

function markOf(type: TaskType): string {
  return JSON.stringify(type);
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))}%`;
}
