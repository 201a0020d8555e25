import * as l10n from '@vscode/l10n';
import { applyEdits, withoutOverlaps, type Edit } from '../../dataset/edits';
import { withoutWrongGuess, type Fault } from '../syntax/fault';
import { reportOf } from '../syntax/faultRule';
import { findFaults } from '../syntax/findFaults';
import { isJson } from '../../dataset/isJson';

export interface JsonRepair {
  /** The first fault; undefined if the text is blank. */
  readonly fault: Fault | undefined;
  /** What makes JSON of the text; undefined if nothing mechanical does. */
  readonly edits: readonly Edit[] | undefined;
}

/** What is wrong with a text that should be JSON, and what mends all of it. Offsets are those of the text. */
export function repairJson(text: string): JsonRepair {
  if (text.trim() === '') return { fault: undefined, edits: undefined };
  const faults = withoutWrongGuess(findFaults(text));
  const edits = withoutOverlaps(faults.flatMap((fault) => fault.edits ?? []));
  const isMended = edits.length > 0 && faults.every((fault) => fault.edits) && isJson(applyEdits(text, edits));
  return { fault: faults[0], edits: isMended ? edits : undefined };
}

/** What is wrong, for people; some kinds of faults have other words where the text is no record. */
export function faultMessage(fault: Fault): string {
  switch (fault.kind) {
    case 'open-bracket':
      return l10n.t('{0} is missing at the end.', fault.detail ?? '');
    case 'trailing-text':
    case 'line-end-comma':
      return l10n.t('There is extra text behind it.');
    default:
      return reportOf(fault, fault.kind).message;
  }
}
