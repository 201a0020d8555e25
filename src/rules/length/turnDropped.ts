import * as l10n from '@vscode/l10n';
import { listOf } from '../../dataset/listOf';
import type { Rule } from '../rule';
import { formatNumber } from './formatNumber';

export const turnDropped: Rule = {
  id: 'turn-dropped',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Turns lost'),
    what: l10n.t('Turns of a conversation of which the cutoff leaves nothing.'),
    why: l10n.t(
      'LLaMA-Factory fills the cutoff turn by turn and forgets the rest without a word: the last turns, or with mask_history the first ones and the system prompt.',
    ),
    mend: l10n.t('Divide the conversation into several records, or raise the cutoff.'),
    faulty: `{"history": [["…", "${l10n.t('2,000 tokens')}"]], "instruction": "…", "output": "${l10n.t('500 tokens')}"}`,
    sound: `{"history": [["…", "${l10n.t('1,000 tokens')}"]], "instruction": "…", "output": "${l10n.t('500 tokens')}"}`,
  }),
  lengths({ measure }, report) {
    if (measure.status !== 'kept' || measure.kept === 0) return;
    const lost = measure.turns.filter(({ tokens, kept }) => tokens > 0 && kept === 0);
    if (lost.length === 0) return;
    const tokens = lost.reduce((sum, turn) => sum + turn.tokens, 0);
    const roles = listOf(lost.map(({ role }) => role));
    report({
      message: l10n.t(
        'The cutoff leaves nothing of these turns: {2} (turns: {0}, tokens: {1}).',
        formatNumber(lost.length),
        formatNumber(tokens),
        roles.length > MAX_ROLES ? `${roles.slice(0, MAX_ROLES)}…` : roles,
      ),
      pointer: lost[0]!.pointers[0] ?? '',
    });
  },
};

/** UTF-16 units of the list of roles. */
const MAX_ROLES = 120;
