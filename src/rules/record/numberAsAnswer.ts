import * as l10n from '@vscode/l10n';
import { allTurns } from '../../dataset/sample';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { valueAt } from '../parts';
import { isAnswerPlace, isTextExpected } from './textPlaces';
import { toStringFix } from './typeErrors';

export const numberAsAnswer: Rule = {
  id: 'number-as-answer',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  page: () => ({
    title: l10n.t('Number as answer'),
    what: l10n.t('An answer that is a number, true or false instead of text.'),
    why: l10n.t('LLaMA-Factory treats it as a missing answer and drops the record.'),
    mend: l10n.t('Put it in quotes; the quick fix does, digit for digit.'),
    faulty: `{"instruction": "1+1?", "output": 2}`,
    sound: `{"instruction": "1+1?", "output": "2"}`,
  }),
  claims: (error, view) =>
    isTextExpected(error, view) &&
    isAnswerPlace(view, error.instancePath) &&
    typeof valueAt(view, error.instancePath) !== 'object',
  record(view, report) {
    for (const pointer of new Set(view.errorsOf(numberAsAnswer).map(({ instancePath }) => instancePath))) {
      report({
        message: l10n.t('The answer must be text, not a number, true or false.'),
        pointer,
        ...view.span(pointer),
        // A call of a tool is not mended by quotes.
        fixes: isCall(view, pointer) ? [] : [toStringFix(view, pointer, 'safe')],
      });
    }
  },
};

function isCall({ sample, format }: RecordView, pointer: string): boolean {
  return allTurns(sample).some(
    ({ name, pointers }) => pointers.includes(pointer) && format.names.kindOf(name) === 'call',
  );
}
