import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import type { RecordView } from '../view';
import { isAbsent, isEmpty, placeOf, sideAt, SIDES } from './sides';
import { isMisshapen, isReadable } from '../roles/readable';
import { nearestField } from '../nearestField';
import { orderFaults } from '../roles/turnOrder';

export const prefMissingSide: Rule = {
  id: 'pref-missing-side',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Answer of a pair missing'),
    what: l10n.t('A preference pair without one of its answers: the field is absent, null or empty.'),
    why: l10n.t(
      'LLaMA-Factory drops a record whose answer is absent or null with one log line among thousands; an empty one is trained as it is.',
    ),
    mend: l10n.t('Write the answer, or remove the record.'),
    faulty: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": ""}`,
    sound: `{"instruction": "1+1?", "input": "", "chosen": "2", "rejected": "3"}`,
  }),
  claims({ instancePath, keyword, params }, view) {
    const at = sideAt(view, instancePath);
    if (at) return isAbsent(at);
    if ((view.format.purpose !== 'preference' && !view.sample.preference) || instancePath !== '') return false;
    if (keyword !== 'required' && keyword !== 'dependentRequired') return false;
    const { missingProperty } = params as { missingProperty: string };
    return SIDES.some((side) => placeOf(view, side).field === missingProperty);
  },
  record(view, report) {
    const { preference } = view.sample;
    if (!preference) return;
    for (const side of SIDES) {
      const place = placeOf(view, side);
      const { field, value, pointer } = place;
      const answer = preference[side];
      if (answer && isEmpty(answer)) {
        if (isMisshapen(view, answer.pointer)) continue;
        report({
          message: l10n.t('The answer “{0}” is empty.', field),
          pointer: answer.pointer,
          ...view.span(answer.pointer),
        });
      } else if (!answer && isAbsent(place) && canSayWhere(view, field)) {
        const at = value === undefined ? '' : pointer;
        report({
          message:
            field === view.format.names.field('messages')
              ? l10n.t('“{0}” does not end with the chosen answer.', field)
              : l10n.t('The pair has no answer “{0}”.', field),
          ...{ pointer: at, ...view.span(at) },
          ...(view.target === 'llamafactory' ? { outcome: 'dropped' } : {}),
        });
      }
    }
  },
};

/** False where the answer may stand under a misspelled name, or in messages that are wrong in another way. */
function canSayWhere(view: RecordView, field: string): boolean {
  if (view.unknownKeys.some((key) => nearestField(view, key) === field)) return false;
  if (!view.format.messageFields.some((own) => own === 'messages' && view.format.names.field(own) === field))
    return true;
  return isReadable(view) && view.sample.turns.every(({ isKnown }) => isKnown) && orderFaults(view).length === 0;
}
