import * as l10n from '@vscode/l10n';
import type { ListedCall, ReportDimension, RunReport } from '../../src/protocol/probeRuns';
import type { IconName } from '../ui/icon';

export function runStateLabel(state: RunReport['state']): string {
  const labels: Record<RunReport['state'], string> = {
    running: l10n.t('running'),
    paused: l10n.t('paused'),
    completed: l10n.t('completed'),
    cancelled: l10n.t('cancelled'),
    interrupted: l10n.t('interrupted'),
  };
  return labels[state];
}

export function dimensionLabel(dimension: ReportDimension): string {
  const labels: Record<ReportDimension, string> = {
    all: l10n.t('All'),
    taskType: l10n.t('Task type'),
    kind: l10n.t('Robustness'),
    turnCount: l10n.t('Turns'),
    failure: l10n.t('Class of bad case'),
  };
  return labels[dimension];
}

export function callStateLabel(state: ListedCall['state']): string {
  const labels: Record<ListedCall['state'], string> = {
    finished: l10n.t('finished'),
    truncated: l10n.t('truncated'),
    failed: l10n.t('failed'),
    cancelled: l10n.t('cancelled'),
  };
  return labels[state];
}

export function callStateIcon(state: ListedCall['state']): IconName {
  const icons: Record<ListedCall['state'], IconName> = {
    ...{ finished: 'check', truncated: 'screenCut', failed: 'error', cancelled: 'circleSlash' },
  };
  return icons[state];
}
