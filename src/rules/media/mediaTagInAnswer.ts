import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule';
import { countPlaceholders, faultOf, findPlaceholders, placeholderOf } from './placeholders';

export const mediaTagInAnswer: Rule = {
  id: 'media-tag-in-answer',
  level: 'warning',
  isBeyondMeasure: true,
  fix: 'no',
  page: () => ({
    title: l10n.t('Placeholder in an answer'),
    what: l10n.t('A placeholder <image>, <video> or <audio> in an answer of a record with media.'),
    why: l10n.t(
      'LLaMA-Factory counts placeholders in every message and puts the medium’s tokens in their place: the model would learn to write an image. If the list has no medium for it, the run ends with an error.',
    ),
    mend: l10n.t('Move the placeholder to the question that the medium belongs to, or take it out.'),
    faulty: `{"messages": [{"role": "user", "content": "Draw a cat."}, {"role": "assistant", "content": "<image>Here it is."}], "images": ["cat.jpg"]}`,
    sound: `{"messages": [{"role": "user", "content": "<image>What is this?"}, {"role": "assistant", "content": "A cat."}], "images": ["cat.jpg"]}`,
  }),
  record(view, report) {
    for (const count of countPlaceholders(view)) {
      if (faultOf(count) !== 'in-answer') continue;
      const { kind, listed, placed, turns } = count;
      const answers = turns.filter(({ role }) => role === 'assistant');
      const [first] = findPlaceholders(view, answers, kind);
      if (!first) continue;
      const { pointer, start, end } = first;
      const endsRun = placed !== listed && view.target === 'llamafactory';
      report({
        message: l10n.t('The answer has the placeholder {0}: a medium would be put there.', placeholderOf(kind)),
        ...{ pointer, start, end },
        ...(endsRun ? { outcome: 'crash' } : {}),
      });
    }
  },
};
