import * as l10n from '@vscode/l10n';
import type { RecordFilterName } from '../../src/protocol/records';

/** Texts are asked for when they are shown: the language is not known before. */
export function filterLabel(filter: RecordFilterName): string {
  const labels: Record<RecordFilterName, string> = {
    all: l10n.t('All records'),
    finding: l10n.t('With findings'),
    untagged: l10n.t('Without task type'),
    robust: l10n.t('Robustness data'),
    over: l10n.t('Over the cutoff or of no use'),
    pending: l10n.t('Without verdict'),
    accepted: l10n.t('Accepted'),
    rejected: l10n.t({ message: 'Rejected', comment: ['verdict of a review'] }),
    'needs-work': l10n.t('Needs work'),
    noted: l10n.t('With a note'),
  };
  return labels[filter];
}
