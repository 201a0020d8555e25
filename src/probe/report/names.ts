import * as l10n from '@vscode/l10n';
import type { RunReport, ReportDimension } from './report';
import { measureId, type MeasureWish } from '../measures/measure';
import type { failureClasses } from '../batch/resultLine';

/** The built-in classes of bad cases, for people; a team's own are what they are. */
export function failureName(id: string): string {
  switch (id as (typeof failureClasses)[number]) {
    case 'hallucination':
      return l10n.t('hallucination');
    case 'over-fitted':
      return l10n.t('over-fitted pattern');
    case 'under-trained':
      return l10n.t('under-trained');
    case 'missing-ability':
      return l10n.t('ability missing in the base model');
    case 'too-hard':
      return l10n.t('too hard for the size');
    case 'wrong-reference':
      return l10n.t('wrong reference');
    case 'unclear-prompt':
      return l10n.t('prompt unclear');
    default:
      return id;
  }
}

export function dimensionName(dimension: ReportDimension): string {
  switch (dimension) {
    case 'all':
      return l10n.t('all calls');
    case 'taskType':
      return l10n.t('task type');
    case 'kind':
      return l10n.t('robustness kind');
    case 'turnCount':
      return l10n.t('turns');
    case 'failure':
      return l10n.t('class of bad case');
  }
}

/** A group's name for people. */
export function groupName(dimension: ReportDimension, name: string): string {
  if (dimension === 'all') return l10n.t('all calls');
  if (dimension === 'failure') return failureName(name);
  if (name !== '') return name;
  return dimension === 'kind' ? l10n.t('(unmarked)') : l10n.t('(no task type)');
}

/** A measure's name for people. @param endpoints says how an endpoint is called, by its id */
export function measureName(wish: MeasureWish, endpoints: (id: string) => string): string {
  switch (wish.kind) {
    case 'exact':
      return l10n.t('exact match');
    case 'normalised':
      return l10n.t('normalized match');
    case 'json':
      return l10n.t('valid JSON');
    case 'jsonEqual':
      return l10n.t('equal JSON');
    case 'contains':
      return l10n.t('contains “{0}”', wish.text);
    case 'regex':
      return l10n.t('matches {0}', wish.pattern);
    case 'rougeL':
      return 'ROUGE-L';
    case 'chrf':
      return 'chrF';
    case 'nll':
      return l10n.t('NLL of the reference');
    case 'length':
      return lengthName(wish);
    case 'judge':
      return l10n.t('judged by {0}', endpoints(wish.endpoint));
    default:
      // Of a later version, from a file of results.
      return measureId(wish);
  }
}

function lengthName({ unit, least, most }: Extract<MeasureWish, { kind: 'length' }>): string {
  const range = `${least ?? ''}–${most ?? ''}`;
  switch (unit) {
    case 'characters':
      return l10n.t('{0} characters', range);
    case 'words':
      return l10n.t('{0} words', range);
    case 'tokens':
      return l10n.t('{0} tokens', range);
  }
}

/** The measures of a run with their names, in the order in which they were chosen. */
export function measuresIn({
  plan,
}: Pick<RunReport, 'plan'>): readonly { readonly id: string; readonly name: string }[] {
  const called = (id: string): string => plan.endpoints.find((endpoint) => endpoint.id === id)?.name ?? id;
  return plan.measures.map((wish) => ({ id: measureId(wish), name: measureName(wish, called) }));
}
