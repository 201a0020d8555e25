import * as l10n from '@vscode/l10n';
import { CannotRun } from '../cannotRun';

/** @throws CannotRun if it is no whole number */
export function seedOf(given: string | undefined): bigint {
  if (given === undefined) return 0n;
  if (!/^-?\d{1,20}$/.test(given)) throw new CannotRun(l10n.t('--seed must be a whole number, not “{0}”.', given));
  return BigInt(given);
}

/** @throws CannotRun if it is no number above 0 and below 1 */
export function ratioOf(given: string): number {
  const ratio = /^0?\.\d+$/.test(given) ? Number(given) : NaN;
  if (ratio > 0 && ratio < 1) return ratio;
  throw new CannotRun(l10n.t('--ratio must be a number between 0 and 1, such as 0.9, not “{0}”.', given));
}

/** The paths of a command that takes a source and a target. @throws CannotRun if there are more or fewer */
export function sourceAndTarget(command: string, paths: readonly string[]): readonly [source: string, target: string] {
  const [source, target] = paths;
  if (source === undefined || target === undefined || paths.length > 2) {
    throw new CannotRun(l10n.t('Give two paths: tuneset {0} <source> <new file>', command));
  }
  return [source, target];
}
