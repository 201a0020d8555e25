import * as l10n from '@vscode/l10n';
import type { ReviewProgress, Verdict } from '../../../src/protocol/review';
import type { IconName } from '../../ui/icon';

/** How a verdict is shown. */
export interface VerdictLook {
  readonly verdict: Verdict;
  readonly key: string;
  readonly icon: IconName;
  /** What one does, and what the record is then. */
  readonly action: string;
  readonly state: string;
  readonly countOf: (progress: ReviewProgress) => number;
}

/** The verdicts in the order of their buttons. */
export function verdictLooks(): readonly VerdictLook[] {
  return [
    {
      ...{ verdict: 'accepted', key: 'A', icon: 'check', action: l10n.t('Accept'), state: l10n.t('Accepted') },
      countOf: ({ accepted }) => accepted,
    },
    {
      ...{ verdict: 'rejected', key: 'R', icon: 'circleSlash', action: l10n.t('Reject') },
      state: l10n.t({ message: 'Rejected', comment: ['verdict of a review'] }),
      countOf: ({ rejected }) => rejected,
    },
    {
      ...{ verdict: 'needs-work', key: 'W', icon: 'tools', action: l10n.t('Needs work'), state: l10n.t('Needs work') },
      countOf: ({ needsWork }) => needsWork,
    },
  ];
}
