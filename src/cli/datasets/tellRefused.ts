import * as l10n from '@vscode/l10n';
import { obstacleText } from '../../convert/obstacles';
import type { RefusalTotal, Refusals } from '../../convert/refusals';
import { listOf } from '../../dataset/listOf';
import { printable } from '../reporters/printable';
import { tell } from '../tell';

/** How many reasons are told. */
const REASONS = 10;

/** Tells of records that can't go along, by reason; nothing if all can. */
export function tellRefused(path: string, refused: Refusals, skip: boolean): void {
  if (refused.records === 0) return;
  const shown = refused.list().slice(0, REASONS);
  for (const total of shown) tell(printable(reasonText(path, total)));
  const more = shown.reduce((rest, { records }) => rest - records, refused.records);
  if (more > 0) tell(l10n.t('{0}: records that can’t go along for other reasons: {1}', path, more));
  if (skip) tell(l10n.t('{0}: records left out: {1}', path, refused.records));
  else tell(whatToDo(refused));
}

function reasonText(path: string, { obstacle, records, first }: RefusalTotal): string {
  const reason = obstacleText(obstacle);
  if (records === 1) return l10n.t('{0}, record {1}: {2}', path, first[0]! + 1, reason);
  const named = listOf(first.map((record) => String(record + 1)));
  return records > first.length
    ? l10n.t('{0}, {1} records (the first are {2}): {3}', path, records, named, reason)
    : l10n.t('{0}, {1} records ({2}): {3}', path, records, named, reason);
}

function whatToDo({ areFaults }: Refusals): string {
  return areFaults
    ? l10n.t('Nothing was written. Mend these records (tuneset check shows how), or give --skip to leave them out.')
    : l10n.t(
        'Nothing was written. Choose a format that has a place for these records, change them, or give --skip to leave them out.',
      );
}
