import * as l10n from '@vscode/l10n';
import { obstacleText } from '../../convert/obstacles';
import type { Refused } from '../../host/convert/convertFile';

/** What is told of records that can't go along; nothing if all can. */
export function tellRefused(
  path: string,
  { refused, firstRefused }: { readonly refused: number; readonly firstRefused: readonly Refused[] },
  skip: boolean,
): void {
  if (refused === 0) return;
  for (const { record, obstacle } of firstRefused) {
    process.stderr.write(`tuneset: ${l10n.t('{0}, record {1}: {2}', path, record + 1, obstacleText(obstacle))}\n`);
  }
  const more = refused - firstRefused.length;
  if (more > 0) process.stderr.write(`tuneset: ${l10n.t('{0}: {1} more records of this kind', path, more)}\n`);
  if (skip) process.stderr.write(`tuneset: ${l10n.t('{0}: records left out: {1}', path, refused)}\n`);
  else {
    process.stderr.write(
      `tuneset: ${l10n.t('Nothing was written. Mend these records (tuneset check shows how), or give --skip to leave them out.')}\n`,
    );
  }
}
