import type { CallEntry, ResultBook } from '../batch/resultBook';
import type { ReportDimension } from './report';

/** The groups of a dimension that a call is in; several for several labels, none for `failure` where nobody judged it. */
export function callGroups(
  call: Pick<CallEntry, 'id' | 'taskTypes' | 'kinds' | 'turnCount'>,
  dimension: ReportDimension,
  book: Pick<ResultBook, 'judgement'>,
): readonly string[] {
  switch (dimension) {
    case 'all':
      return [''];
    case 'taskType':
      return call.taskTypes.length === 0 ? [''] : [...new Set(call.taskTypes)];
    case 'kind':
      return call.kinds.length === 0 ? [''] : [...new Set(call.kinds)];
    case 'turnCount':
      return [String(call.turnCount)];
    case 'failure': {
      const judged = book.judgement(call.id)?.class;
      return judged == null ? [] : [judged];
    }
  }
}
