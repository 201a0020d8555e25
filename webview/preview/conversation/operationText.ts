import * as l10n from '@vscode/l10n';
import type { RecordOperation } from '../../../src/protocol/records';

/** What was done, for people. */
export function operationText(operation: RecordOperation): string {
  switch (operation.kind) {
    case 'setText':
      return l10n.t('The text was changed.');
    case 'setRole':
      return l10n.t('The role was changed.');
    case 'addTurn':
      return l10n.t('A turn was added.');
    case 'deleteTurn':
      return l10n.t('The turn was deleted.');
    case 'moveTurn':
      return l10n.t('The turn was moved.');
    case 'mergeTurn':
      return l10n.t('The turns were joined.');
    case 'splitTurn':
      return l10n.t('The turn was split.');
    default:
      return l10n.t('The record was changed.');
  }
}

/** Index of the turn to go to once it is done; undefined: where one is. */
export function turnAfter(operation: RecordOperation): number | undefined {
  switch (operation.kind) {
    case 'addTurn':
      return operation.after + 1;
    case 'moveTurn':
      return operation.turn + operation.by;
    case 'splitTurn':
      return operation.turn + 1;
    case 'deleteTurn':
    case 'mergeTurn':
    case 'setRole':
      return operation.turn;
    default:
      return undefined;
  }
}
