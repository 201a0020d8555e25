import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { formatNumber } from './formatNumber';

export const nothingTrained: Rule = {
  id: 'nothing-trained',
  level: 'error',
  fix: 'no',
  page: () => ({
    title: l10n.t('Nothing is trained'),
    what: l10n.t(
      'A record of which no token is trained: it has no answer that counts, or the cutoff takes all of it away.',
    ),
    why: l10n.t(
      'Such a record costs time and teaches nothing. TRL and ms-swift drop it silently, LLaMA-Factory goes through it with a loss of nothing.',
    ),
    mend: l10n.t('Add the answer, let one be trained, shorten the prompt, or raise the cutoff.'),
    faulty: `{"instruction": "${l10n.t('a question')}", "output": "…", "loss": false}`,
    sound: `{"instruction": "${l10n.t('a question')}", "output": "${l10n.t('an answer')}"}`,
  }),
  lengths({ measure, cutoff }, report) {
    const { status, tokens, trained, keptTrained } = measure;
    const isOutBecauseLong = status === 'dropped' && cutoff !== null && tokens > cutoff;
    if (status === 'failed' || tokens === 0 || keptTrained > 0 || isOutBecauseLong) return;
    report({
      message:
        trained === 0
          ? l10n.t('No token of this record is trained.')
          : l10n.t('The cutoff leaves nothing to train: all {0} trained tokens are cut off.', formatNumber(trained)),
      pointer: '',
    });
  },
};
