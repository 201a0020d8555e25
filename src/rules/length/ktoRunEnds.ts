import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const ktoRunEnds: Rule = {
  id: 'kto-run-ends',
  level: 'error',
  outcomes: { llamafactory: 'crash' },
  fix: 'no',
  page: () => ({
    title: l10n.t('A dropped record ends the KTO run'),
    what: l10n.t('In LLaMA-Factory’s stage kto, a record that is dropped because no answer can be read from it.'),
    why: l10n.t(
      'LLaMA-Factory compares each record with the answer of the record before it. Where that one has none, the run ends with “IndexError: list index out of range”, and the message names neither of the two.',
    ),
    mend: l10n.t('Mend the record, as its other finding says, or remove it.'),
    faulty: `{"conversations": [{"from": "gpt", "value": "hi"}], "kto_tag": true}`,
    sound: `{"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "hello"}], "kto_tag": true}`,
  }),
  lengths({ measure }, report) {
    if (measure.endsRun === undefined) return;
    report({
      message: l10n.t(
        'No answer can be read from this record, and the next one is compared with it: {0}.',
        measure.endsRun,
      ),
      pointer: '',
    });
  },
};
