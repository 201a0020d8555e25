import * as vscode from 'vscode';
import type { Verdict } from '../../protocol/review';

/** What a verdict is called. */
export function verdictText(verdict: Verdict): string {
  switch (verdict) {
    case 'accepted':
      return vscode.l10n.t('Accepted');
    case 'rejected':
      return vscode.l10n.t({ message: 'Rejected', comment: ['verdict of a review'] });
    case 'needs-work':
      return vscode.l10n.t('Needs work');
  }
}
