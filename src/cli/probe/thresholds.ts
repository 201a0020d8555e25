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
    throw new CannotRun(notMeasured(name, measures));
  });
}

function notMeasured(name: string, measures: readonly MeasureWish[]): string {
  const taken = listOf(measures.map(measureId));
  const isOfSeveral = measures.filter(({ kind }) => kind === name).length > 1;
  return isOfSeveral
    ? l10n.t('“{0}” could be several of the measures. Write the whole name: {1}', name, taken)
    : l10n.t('“{0}” is not measured: add --measure {0}. Measured are: {1}', name, taken);
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

/** How each endpoint of a run stands to the thresholds. A call that failed, or whose answer was cut off, counts as the worst: 0, or for a likelihood as not met. */
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
  const lost = group.failed + group.truncated;
  if (isUpper) {
    const isWhole = lost === 0 || measured.count === group.calls;
    return { endpoint, value: measured.mean, isMet: measured.mean <= wanted && isWhole };
  }
  const value = (measured.mean * measured.count) / (measured.count + lost);
  return { endpoint, value, isMet: value >= wanted };
}
