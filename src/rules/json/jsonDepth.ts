import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';

/** Deepest nesting that counts as ordinary. */
export const MAX_DEPTH = 32;

export const jsonDepth: Rule = {
  id: 'json-depth',
  level: 'info',
  fix: 'no',
  page: () => ({
    title: l10n.t('Deep nesting'),
    what: l10n.t('Objects and lists nested more than {0} levels deep.', MAX_DEPTH),
    why: l10n.t('No training format needs it, and many parsers give up: Python’s json module at about 1,000 levels.'),
    mend: l10n.t('Look whether the nesting is meant. Store deep structures as a JSON string.'),
    faulty: `{"instruction": "hi", "output": "hello", "meta": [[[[[[[[[[…]]]]]]]]]]}`,
    sound: `{"instruction": "hi", "output": "hello", "meta": "[[…]]"}`,
  }),
  piece(view, report) {
    const depth = view.piece.shape?.depth ?? 0;
    if (depth > MAX_DEPTH)
      report({ message: l10n.t('This record is nested {0} levels deep.', depth), ...view.span('') });
  },
};
