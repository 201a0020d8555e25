import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import { lessIsBetter, measureId, type MeasureWish } from '../../probe/measures/measure';
import type { ReportGroup, RunReport } from '../../probe/report/report';
import { CannotRun } from '../cannotRun';

/** What a run must reach. */
export interface Threshold {
  /** See `measureId`. */
  readonly measure: string;
  readonly isUpper: boolean;
  readonly wanted: number;
}

/** How an endpoint stands to a threshold. `value`: null if nothing could be measured. */
export interface ThresholdResult extends Threshold {
  readonly endpoint: string;
  readonly value: number | null;
  readonly isMet: boolean;
}

/** @throws CannotRun for one that can't be read, or of a measure that is not taken */
export function thresholdsOf(given: readonly string[], measures: readonly MeasureWish[]): readonly Threshold[] {
  return given.map((text) => {
    const [, name, wanted] = /^(.*?)\s*[=<>]=?\s*(-?\d+(?:\.\d+)?)$/s.exec(text) ?? [];
    if (name === undefined || wanted === undefined) {
      throw new CannotRun(l10n.t('“{0}” is no threshold. Write it like exact=0.8.', text));
    }
    const plain = (id: string): string => id.replaceAll(/[-_]/g, '').toLowerCase();
    const isNamed = (wish: MeasureWish): boolean => plain(measureId(wish)) === plain(name);
    const meant = measures.find(isNamed) ?? only(measures.filter(({ kind }) => plain(kind) === plain(name)));
    if (meant) return { measure: measureId(meant), isUpper: lessIsBetter(meant.kind), wanted: Number(wanted) };
    const taken = listOf(measures.map(measureId));
    throw new CannotRun(l10n.t('“{0}” is not measured, or is not only one measure. Measured are: {1}', name, taken));
  });
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** How each endpoint of a run stands to the thresholds. A call that failed counts as the worst: 0, or for a likelihood as not met. */
export function judgeThresholds(report: RunReport, thresholds: readonly Threshold[]): readonly ThresholdResult[] {
  return report.groups
    .filter(({ dimension }) => dimension === 'all')
    .flatMap((group) => thresholds.map((threshold) => ({ ...threshold, ...resultOf(threshold, group, report) })));
}

function resultOf(
  { measure, isUpper, wanted }: Threshold,
  group: ReportGroup,
  { plan }: RunReport,
): Pick<ThresholdResult, 'endpoint' | 'value' | 'isMet'> {
  const measured = group.measures[measure];
  const endpoint = plan.endpoints.find(({ id }) => id === group.endpoint)?.name ?? group.endpoint;
  if (!measured) return { endpoint, value: null, isMet: false };
  if (isUpper) return { endpoint, value: measured.mean, isMet: measured.mean <= wanted && group.failed === 0 };
  const value = (measured.mean * measured.count) / (measured.count + group.failed);
  return { endpoint, value, isMet: value >= wanted };
}
