import { CSV_HEAD } from '../../../host/measure/recordText';
import type { TokensReporter } from './reporter';

/** A table as RFC 4180 has it: a line for each record of all files, below a head. */
export function csvReporter(): TokensReporter {
  let hasHead = false;
  const head = (): string => {
    const text = hasHead ? '' : CSV_HEAD;
    hasHead = true;
    return text;
  };
  return {
    recordText: 'csv',
    file: head,
    records: (text) => text,
    fileEnd: () => '',
    end: head,
  };
}
