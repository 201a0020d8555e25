import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { booleanInText, verdictOf } from './verdict';

export const boolAsString: Rule = {
  id: 'bool-as-string',
  level: 'error',
  outcomes: { llamafactory: 'dropped' },
  fix: 'yes',
  claims: ({ instancePath }, view) => {
    const verdict = verdictOf(view);
    return verdict?.pointer === instancePath && booleanInText(verdict.value) !== undefined;
  },
  page: () => ({
    title: l10n.t('True or false as text'),
    what: l10n.t('A verdict (kto_tag, label) that is "true" or "false" in quotes.'),
    why: l10n.t(
      'LLaMA-Factory takes the record for an ordinary one and drops it, as it has one answer only. Where some records have true and others "true", Hugging Face datasets 4.0 refuses the file, and newer versions read the text as the value.',
    ),
    mend: l10n.t('Write true or false without quotes. The quick fix does so.'),
    faulty: `{"instruction": "1+1?", "output": "2", "kto_tag": "true"}`,
    sound: `{"instruction": "1+1?", "output": "2", "kto_tag": true}`,
  }),
  record(view, report) {
    const verdict = verdictOf(view);
    const meant = booleanInText(verdict?.value);
    if (!verdict || meant === undefined) return;
    const span = view.span(verdict.pointer);
    report({
      message: l10n.t('The verdict is text; it must be {0}, without quotes.', String(meant)),
      pointer: verdict.pointer,
      ...span,
      fixes: [{ title: l10n.t('Write {0}', String(meant)), safety: 'safe', edits: [{ ...span, text: String(meant) }] }],
    });
  },
};
