import * as vscode from 'vscode';
import type { MeasureWish, RunWish } from '../../../protocol/probeRuns';

/** Why a run can't be made as it is wished, for people; null: it can. The view says so before, and other ways lead here too. */
export function checkWish({ endpoints, measures, limits, tries }: RunWish): string | null {
  if (endpoints.length === 0) return vscode.l10n.t('Choose at least one endpoint.');
  if (new Set(endpoints).size < endpoints.length) return vscode.l10n.t('Each endpoint can be chosen once.');
  if (measures.length === 0) return vscode.l10n.t('Choose at least one measure.');
  const counts = [tries, limits.concurrency, limits.requestsPerMinute, limits.tokensPerMinute, limits.tokens];
  if (counts.some((count) => count !== null && !(Number.isSafeInteger(count) && count > 0))) {
    return vscode.l10n.t('Limits and tries are whole numbers above 0.');
  }
  return measures.map(wrongMeasure).find((wrong) => wrong !== null) ?? null;
}

function wrongMeasure(wish: MeasureWish): string | null {
  if (wish.kind === 'judge' && !(wish.scale > 0)) return vscode.l10n.t('The judge’s scale is a number above 0.');
  if (wish.kind !== 'regex') return null;
  try {
    new RegExp(wish.pattern, 'u');
    return null;
  } catch {
    return vscode.l10n.t('That is no regular expression: {0}', wish.pattern);
  }
}
