import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

export const noSystem: Rule = {
  id: 'no-system',
  level: 'off',
  fix: 'no',
  page: () => ({
    title: l10n.t('No system prompt'),
    what: l10n.t('A conversation without a system prompt.'),
    why: l10n.t(
      'Most datasets need none, so the rule is off. It helps where every record should have the prompt that is used later; OpenAI’s checker counts such records too.',
    ),
    mend: l10n.t('Add a system prompt. To switch the rule on: "rules": {"no-system": "info"} in tuneset.json.'),
    faulty: `{"messages": [{"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
    sound: `{"messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}]}`,
  }),
  suspectsRecord: (value, format) => !format.read(value).turns.some(({ role }) => role === 'system'),
  record(view, report) {
    const { turns } = view.sample;
    if (turns.length === 0 || turns.some(({ role }) => role === 'system')) return;
    report({ message: l10n.t('The record has no system prompt.'), pointer: '', ...view.span('') });
  },
};
