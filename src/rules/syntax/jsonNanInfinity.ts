import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { reportFaults } from './faultRule';

export const jsonNanInfinity: Rule = {
  id: 'json-nan-infinity',
  level: 'warning',
  fix: 'offer',
  builtinInJson: true,
  page: () => ({
    title: l10n.t('NaN and Infinity'),
    what: l10n.t('The words NaN, Infinity or -Infinity as values. Python writes them, but they are not JSON.'),
    why: l10n.t(
      'Hugging Face datasets loads them as floating-point numbers in JSONL and as null in an array. In an answer they become null, and LLaMA-Factory drops the row.',
    ),
    mend: l10n.t('Replace them with null, or remove the field.'),
    faulty: `{"instruction": "hi", "output": "hello", "score": NaN}`,
    sound: `{"instruction": "hi", "output": "hello", "score": null}`,
  }),
  piece(view, report) {
    reportFaults(view, (kind) => kind === 'not-a-number', report);
  },
};
