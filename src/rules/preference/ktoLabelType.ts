import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { booleanInText, likelyVerdict, verdictOf } from './verdict';

export const ktoLabelType: Rule = {
  id: 'kto-label-type',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  claims: ({ instancePath }, view) => {
    const verdict = verdictOf(view);
    return verdict?.pointer === instancePath && booleanInText(verdict.value) === undefined;
  },
  page: () => ({
    title: l10n.t('Verdict that is neither true nor false'),
    what: l10n.t('A verdict (kto_tag, label) that is a number, a word, null or anything else but true or false.'),
    why: l10n.t(
      'LLaMA-Factory takes the record for an ordinary one and drops it, as it has one answer only. TRL expects true or false too.',
    ),
    mend: l10n.t(
      'Write true for a desired answer and false for an undesired one. The quick fix knows 1 and 0, yes and no and the like.',
    ),
    faulty: `{"instruction": "1+1?", "output": "2", "kto_tag": 1}`,
    sound: `{"instruction": "1+1?", "output": "2", "kto_tag": true}`,
  }),
  record(view, report) {
    const verdict = verdictOf(view);
    if (!verdict || typeof verdict.value === 'boolean' || booleanInText(verdict.value) !== undefined) return;
    const { value, pointer } = verdict;
    const span = view.span(pointer);
    const meant = likelyVerdict(value);
    const edits = [{ ...span, text: String(meant) }];
    report({
      message: l10n.t('The verdict must be true or false.'),
      pointer,
      ...span,
      // That one and zero are meant so is sure; a word may have been meant otherwise.
      fixes:
        meant === undefined
          ? []
          : [
              {
                title: l10n.t('Write {0}', String(meant)),
                safety: value === 1 || value === 0 ? 'safe' : 'preview',
                edits,
              },
            ],
    });
  },
};
