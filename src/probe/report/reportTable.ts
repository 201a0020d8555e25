import * as l10n from '@vscode/l10n';
import { changeOf, type Change } from './change';
import { dimensionName, groupName, measuresIn } from './names';
import { reportDimensions, type GroupMeasure, type ReportDimension, type ReportGroup, type RunReport } from './report';

/** The groups of one dimension as rows of cells. */
export interface ReportTable {
  readonly dimension: ReportDimension;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A run's tables for people, without those that say what another one says: of a dimension in which all calls are one group. */
export function reportTables(report: RunReport): readonly ReportTable[] {
  return reportDimensions.flatMap((dimension) => {
    const groups = report.groups.filter((group) => group.dimension === dimension);
    const isTelling = ['all', 'failure'].includes(dimension) || new Set(groups.map(({ name }) => name)).size > 1;
    return groups.length > 0 && isTelling ? [tableOf(report, dimension, groups)] : [];
  });
}

function tableOf(report: RunReport, dimension: ReportDimension, groups: readonly ReportGroup[]): ReportTable {
  const measures = measuresIn(report);
  const hasEndpoints = report.plan.endpoints.length > 1;
  const hasCutOff = report.truncated > 0;
  const called = new Map(report.plan.endpoints.map(({ id, name }) => [id, name]));
  return {
    dimension,
    head: [
      dimensionName(dimension),
      ...(hasEndpoints ? [l10n.t('endpoint')] : []),
      l10n.t('calls'),
      l10n.t('failed'),
      ...(hasCutOff ? [l10n.t('cut off')] : []),
      ...measures.map(({ name }) => name),
    ],
    rows: groups.map((group) => [
      groupName(dimension, group.name),
      ...(hasEndpoints ? [called.get(group.endpoint) ?? group.endpoint] : []),
      String(group.calls),
      String(group.failed),
      ...(hasCutOff ? [String(group.truncated)] : []),
      ...measures.map(({ id }) => measureText(group.measures[id], group.calls)),
    ]),
  };
}

/** `0.812 ±0.03`, with how many calls it is of if not all, and behind an arrow what it was before. */
function measureText(measure: GroupMeasure | undefined, calls: number): string {
  if (!measure) return '–';
  const { mean, error, count, shared } = measure;
  const parts = [
    mean.toFixed(3),
    ...(error === null ? [] : [`±${error.toFixed(3)}`]),
    ...(count === calls ? [] : [`(${count})`]),
    ...(shared ? [changeText(shared)] : []),
  ];
  return parts.join(' ');
}

const SIGNS = { same: '=', unsure: '≈', more: '▲', less: '▼' } satisfies Record<Change, string>;

function changeText(shared: NonNullable<GroupMeasure['shared']>): string {
  const change = changeOf(shared);
  return change === 'same' ? SIGNS.same : `${SIGNS[change]}${Math.abs(shared.now - shared.before).toFixed(3)}`;
}
